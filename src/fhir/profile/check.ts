import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { objects, text } from '../definitions/members.ts';
import type { TypePlan } from '../structure/type-plan.ts';
import { ALL_MARKS, checkInvariants, prepare } from '../validate/invariants.ts';
import type { Engine, ResourceFrame, Session } from '../validate/session.ts';
import type { BoundInvariant } from '../validate/settings.ts';
import { checkTarget } from './check-target.ts';
import { checkValue } from './check-value.ts';
import { isInert } from './inert.ts';
import { type Item, itemsNamed } from './items.ts';
import { sliceItems } from './slicing.ts';
import type { ProfileNode } from './tree.ts';
import { inItem, type ProfileWalk } from './walk.ts';

/** Check the value at which the session stands against a profile; reports what the profile adds to the base. */
export function checkProfile(
  walk: ProfileWalk,
  canonical: string,
  value: Json | undefined,
  plan: TypePlan,
  shadow?: JsonObject,
): void {
  const { session } = walk;
  const key = `${canonical} ${session.expression()}`;
  if (session.profiled.has(key)) return;
  session.profiled.add(key);
  const tree = session.engine.profiles.tree(canonical);
  if (!tree) {
    session.leaveOpen('profile', canonical, 'the profile, or one that it is based on, is not held here');
    return;
  }
  if (!plan.ancestors.has(tree.record.type) && tree.record.kind !== 'logical') {
    session.report(
      { code: 'structure', rule: 'profile-type', clause: canonical },
      `The profile ${canonical} is for ${tree.record.type}, but this is ${plan.typeName}`,
    );
    return;
  }
  checkNode(walk, tree.root, value, shadow, plan);
}

/** A walk of profiles over a resource. */
export function profileWalk(session: Session, frame: ResourceFrame): ProfileWalk {
  const walk: ProfileWalk = {
    session,
    frame,
    conforms: (profile, value, plan) => conforms(walk, profile, value, plan),
  };
  return walk;
}

/** True when the value at which the session stands conforms; undefined when the profile is not held. */
function conforms(walk: ProfileWalk, canonical: string, value: Json | undefined, plan: TypePlan): boolean | undefined {
  const { session } = walk;
  const tree = session.engine.profiles.tree(canonical);
  if (!tree) return undefined;
  if (!plan.ancestors.has(tree.record.type)) return false;
  return session.trial(() => checkNode(walk, tree.root, value, undefined, plan));
}

/** Check a value against one node: its own constraints, then its children. */
export function checkNode(
  walk: ProfileWalk,
  node: ProfileNode,
  value: Json | undefined,
  shadow: JsonObject | undefined,
  plan: TypePlan,
): void {
  const { session, frame } = walk;
  checkValue(session, node, value, plan);
  const added = addedInvariants(session.engine, node, plan);
  if (added.length > 0) checkInvariants(session, frame, value, plan, shadow, added, ALL_MARKS);
  const holder = plan.kind === 'primitive' ? shadow : isJsonObject(value) ? value : undefined;
  if (holder) for (const child of node.children) checkChild(walk, child, holder, plan);
}

const invariantsOf = new WeakMap<ProfileNode, Map<TypePlan, readonly BoundInvariant[]>>();

/** The invariants that a node of a profile adds to those of the type; prepared once. */
function addedInvariants(engine: Engine, node: ProfileNode, plan: TypePlan): readonly BoundInvariant[] {
  let byPlan = invariantsOf.get(node);
  if (!byPlan) {
    byPlan = new Map();
    invariantsOf.set(node, byPlan);
  }
  let added = byPlan.get(plan);
  if (!added) {
    const constraints = (node.element.constraints ?? []).map((each) => engine.definitions.constraint(each));
    added = prepare(
      engine,
      constraints.filter(
        ({ key, expression }) => !plan.constraints.some((own) => own.key === key && own.expression === expression),
      ),
      plan,
    );
    byPlan.set(plan, added);
  }
  return added;
}

function checkChild(walk: ProfileWalk, node: ProfileNode, holder: JsonObject, plan: TypePlan): void {
  if (isInert(node, plan, walk.session.engine.definitions)) return;
  const items = itemsNamed(holder, plan, node.name);
  checkCount(walk, node, items.length, plan);
  for (const item of items) inItem(walk, item, () => checkItem(walk, node, item));
  if (node.slices.length > 0 || node.element.slicing) checkSlices(walk, node, items);
}

function checkCount(walk: ProfileWalk, node: ProfileNode, count: number, plan: TypePlan): void {
  const { min = 0, max = '*', path } = node.element;
  const base = plan.members.get(node.name)?.element ?? plan.choices.get(node.name)?.[0]?.element;
  const about = { code: 'structure', rule: 'profile-cardinality', clause: `${node.profile}#${path}` };
  if (count < min && !(base && base.min > count && base.min >= min))
    walk.session.report(about, `${path}: at least ${min} required, but found ${count} (profile ${node.profile})`);
  if (max !== '*' && count > Number(max))
    walk.session.report(about, `${path}: at most ${max} allowed, but found ${count} (profile ${node.profile})`);
}

/** Check one item against an unsliced entry or a slice. */
export function checkItem(around: ProfileWalk, node: ProfileNode, item: Item): void {
  const { session } = around;
  const plan = ownPlan(session, item);
  const walk =
    plan.kind === 'resource' && isJsonObject(item.value)
      ? profileWalk(session, innerFrame(around.frame, item.value, plan, item.member.json === 'contained'))
      : around;
  checkType(walk, node, item, plan);
  checkNode(walk, node, item.value, item.shadow, plan);
  const type = node.element.types?.find(({ code }) => code === item.member.typeCode || plan.ancestors.has(code));
  if (plan.typeName === 'Reference' && type && isJsonObject(item.value)) checkTarget(walk, node, type, item.value);
  if (plan.typeName === 'Extension' || !type || type.profiles.length === 0) return;
  checkTypeProfiles(walk, type.profiles, item, plan);
}

/** The frame of a resource that an element of another holds. */
function innerFrame(frame: ResourceFrame, value: JsonObject, plan: TypePlan, contained: boolean): ResourceFrame {
  const about = { value, plan, expression: frame.expression };
  if (contained) {
    const { outer, fullUrl } = frame;
    return {
      ...about,
      container: frame.container ?? frame,
      ...(outer && { outer }),
      ...(fullUrl !== undefined && { fullUrl }),
    };
  }
  const fullUrl = text(
    objects(frame.value, 'entry').find((entry) => entry['resource'] === value),
    'fullUrl',
  );
  return { ...about, outer: frame, ...(fullUrl !== undefined && { fullUrl }) };
}

function checkTypeProfiles(walk: ProfileWalk, profiles: readonly string[], item: Item, plan: TypePlan): void {
  const { session } = walk;
  const [only] = profiles;
  if (profiles.length === 1 && only !== undefined) {
    checkProfile(walk, only, item.value, plan, item.shadow);
    return;
  }
  const answers = profiles.map((profile) => walk.conforms(profile, item.value, plan));
  if (answers.some((answer) => answer !== false)) return;
  session.report(
    { code: 'structure', rule: 'type-profile', clause: profiles.join(', ') },
    `The value conforms to none of the allowed profiles ${profiles.join(', ')}`,
  );
}

/** The plan of an item; a resource has that of its own type. */
function ownPlan(session: Session, item: Item): TypePlan {
  const { plan } = item.member;
  if (plan.kind !== 'resource' || !isJsonObject(item.value)) return plan;
  const type = item.value['resourceType'];
  return (typeof type === 'string' ? session.engine.types.type(type) : undefined) ?? plan;
}

function checkType(walk: ProfileWalk, node: ProfileNode, item: Item, plan: TypePlan): void {
  const types = node.element.types ?? [];
  if (
    types.length === 0 ||
    types.some(
      ({ code }) => code === '*' || code === 'Resource' || plan.ancestors.has(code) || code === item.member.typeCode,
    )
  )
    return;
  if (plan.typeName === 'BackboneElement' || plan.typeName === 'Element') return;
  const names = types.map(({ code }) => code).join(', ');
  walk.session.report(
    { code: 'structure', rule: 'profile-type', clause: `${node.profile}#${node.element.path}` },
    `The type ${item.member.typeCode} is not allowed here; the profile allows ${names}`,
  );
}

function checkSlices(walk: ProfileWalk, node: ProfileNode, items: readonly Item[]): void {
  const { session } = walk;
  const sliced = sliceItems(walk, node, items);
  for (const [slice, members] of sliced.bySlice) {
    const { min = 0, max = '*', path } = slice.element;
    const name = `${path}:${slice.element.slice ?? ''}`;
    const about = { code: 'structure', rule: 'slice-cardinality', clause: `${node.profile}#${name}` };
    if (members.length < min && !sliced.uncertain.has(slice))
      session.report(about, `${name}: at least ${min} required, but found ${members.length} (profile ${node.profile})`);
    if (max !== '*' && members.length > Number(max))
      session.report(about, `${name}: at most ${max} allowed, but found ${members.length} (profile ${node.profile})`);
    for (const item of members) {
      inItem(walk, item, () => checkItem(walk, slice, item));
      if (slice.slices.length > 0) continue;
    }
    if (slice.slices.length > 0) checkSlices(walk, slice, members);
  }
  if (node.element.slicing?.rules !== 'closed' || sliced.uncertain.size > 0) return;
  for (const item of sliced.unmatched)
    inItem(walk, item, () =>
      session.report(
        { code: 'structure', rule: 'slice-closed', clause: `${node.profile}#${node.element.path}` },
        `This item matches none of the slices of ${node.element.path}, and the slicing is closed`,
      ),
    );
}
