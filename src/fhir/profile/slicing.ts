import type { Json } from '../../kernel/json.ts';
import { inSlice } from './discriminate.ts';
import type { Item } from './items.ts';
import type { ProfileNode } from './tree.ts';
import { inItem, type ProfileWalk } from './walk.ts';

/** Items by the slice they belong to. */
export interface SlicedItems {
  readonly bySlice: ReadonlyMap<ProfileNode, readonly Item[]>;
  readonly unmatched: readonly Item[];
  /** Slices for which some item could not be decided. */
  readonly uncertain: ReadonlySet<ProfileNode>;
}

const DEFAULT_EXTENSION = { rules: 'open', ordered: false, discriminators: [{ type: 'value', path: 'url' }] };

/** Share the items of a sliced element among its slices by discriminator. */
export function sliceItems(walk: ProfileWalk, node: ProfileNode, items: readonly Item[]): SlicedItems {
  const bySlice = new Map<ProfileNode, Item[]>(node.slices.map((slice) => [slice, []]));
  const unmatched: Item[] = [];
  const uncertain = new Set<ProfileNode>();
  const isExtension = node.name === 'extension' || node.name === 'modifierExtension';
  const slicing = isExtension ? DEFAULT_EXTENSION : node.element.slicing;
  let furthest = 0;
  for (const item of items) {
    let placed = false;
    for (const [position, slice] of node.slices.entries()) {
      const answer = slicing ? belongs(walk, slicing, slice, item) : undefined;
      if (answer === undefined) uncertain.add(slice);
      if (answer !== true) continue;
      bySlice.get(slice)?.push(item);
      if (slicing?.ordered && position < furthest) outOfOrder(walk, node, item);
      furthest = Math.max(furthest, position);
      placed = true;
      break;
    }
    if (!placed) unmatched.push(item);
  }
  return { bySlice, unmatched, uncertain };
}

/** Items of ordered slices stand in the order of the slices. */
function outOfOrder(walk: ProfileWalk, { profile, element }: ProfileNode, item: Item): void {
  inItem(walk, item, () =>
    walk.session.report(
      { code: 'structure', rule: 'slice-order', clause: `${profile}#${element.path}` },
      `This item is out of order: the slices of ${element.path} are ordered`,
    ),
  );
}

function belongs(
  walk: ProfileWalk,
  slicing: Parameters<typeof inSlice>[2],
  slice: ProfileNode,
  item: Item,
): boolean | undefined {
  const { session, frame } = walk;
  const node = session.node(item.value, item.member.plan, item.shadow, (frame.container ?? frame).value);
  return inItem(walk, item, () =>
    inSlice(session, frame, slicing, slice, node, (target, profile) =>
      target.plan ? walk.conforms(profile, target.value as Json | undefined, target.plan) : undefined,
    ),
  );
}
