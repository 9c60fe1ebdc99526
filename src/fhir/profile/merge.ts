import type { ElementRecord, StructureRecord, TypeRef } from '../definitions/records.ts';
import type { Definitions } from '../definitions/store.ts';
import { cloneNode, type ProfileNode, type ProfileTree, snapshotTree } from './tree.ts';

const BASE = 'http://hl7.org/fhir/StructureDefinition/';
const ANY_ELEMENT: TypeRef = { code: 'Element', profiles: [], targets: [], aggregation: [] };

/** An element of a differential with what it is laid over. */
export interface LaidElement {
  readonly element: ElementRecord;
  /** The element before the differential changes it; undefined when the base has no such element. */
  readonly base: ElementRecord | undefined;
  /** The element that the slices of this one belong to, as it is when this one is laid. */
  readonly entry: ElementRecord | undefined;
  /** Position among the children of its parent, for each step of the path. */
  readonly order: readonly number[];
}

/** Builds profile trees: from snapshots, or by laying a differential over the tree of its base. */
export class ProfileTrees {
  private readonly trees = new Map<string, ProfileTree | undefined>();
  private readonly building = new Set<string>();
  private readonly typed = new WeakMap<
    ProfileNode,
    { readonly all: readonly TypeRef[]; readonly named: readonly TypeRef[] }
  >();
  private readonly definitions: Definitions;

  constructor(definitions: Definitions) {
    this.definitions = definitions;
  }

  /** The tree of a profile or type by canonical; undefined when it, or a base of it, is not held. */
  tree(canonical: string): ProfileTree | undefined {
    if (this.trees.has(canonical)) return this.trees.get(canonical);
    if (this.building.has(canonical)) return undefined;
    this.building.add(canonical);
    const record = this.definitions.structure(canonical);
    const tree = record && this.build(record);
    this.building.delete(canonical);
    this.trees.set(canonical, tree);
    return tree;
  }

  private build(record: StructureRecord): ProfileTree | undefined {
    if (!record.differential) return snapshotTree(record);
    const base = record.base === undefined ? undefined : this.tree(record.base);
    if (!base) return undefined;
    const root = cloneNode(base.root, '', '', record.url);
    for (const element of record.elements) this.lay(root, element);
    if (this.definitions.version === '3.0') this.collapse(root);
    return { record, root };
  }

  /** In STU3 a choice of which only one type is left is that type: what was said of the type holds for the choice. */
  private collapse(node: ProfileNode): void {
    const [only] = node.slices;
    if (only && node.slices.length === 1 && this.typed.get(node)?.named.length === 1) {
      const { slice: _slice, ...element } = only.element;
      node.element = element;
      node.children.splice(0, node.children.length, ...only.children);
      node.slices.length = 0;
    }
    for (const child of [...node.children, ...node.slices]) this.collapse(child);
  }

  /** Paths of a differential that its base does not have; undefined when the base is not held. */
  strays(record: StructureRecord): readonly string[] | undefined {
    const base = record.base === undefined ? undefined : this.tree(record.base);
    if (!base) return undefined;
    const doubtful = record.elements.filter((element) => !stands(base.root, element));
    if (doubtful.length === 0) return [];
    const root = cloneNode(base.root, '', '', record.url);
    return record.elements.filter((element) => !this.lay(root, element)).map(({ path }) => path);
  }

  /** The elements of a differential beside those that they change; undefined when the base is not held. */
  laid(record: StructureRecord): readonly LaidElement[] | undefined {
    const base = record.base === undefined ? undefined : this.tree(record.base);
    if (!base) return undefined;
    const root = cloneNode(base.root, '', '', record.url);
    return record.elements.map((element) => {
      const order: number[] = [];
      let found: { base: ElementRecord; entry: ElementRecord | undefined } | undefined;
      this.lay(
        root,
        element,
        (node, entry) => {
          found = { base: node.element, entry: entry?.element };
        },
        order,
      );
      return { element, base: found?.base, entry: found?.entry, order };
    });
  }

  /** Lay one differential element over the tree; false when it has no place there. */
  private lay(
    root: ProfileNode,
    element: ElementRecord,
    before?: (node: ProfileNode, entry: ProfileNode | undefined) => void,
    order?: number[],
  ): boolean {
    const segments = segmentsOf(element);
    let node = root;
    let entry: ProfileNode | undefined;
    for (const [position, segment] of segments.entries()) {
      if (position === 0) continue;
      const child = this.child(node, segment.name);
      if (!child) return false;
      order?.push(node.children.indexOf(child));
      entry = child;
      const slice = segment.slice ?? implicitSlice(child, segment.name);
      const short = !(element.path.split('.')[position] ?? '').endsWith('[x]');
      node =
        slice === undefined
          ? child
          : this.slice(child, slice, short, position === segments.length - 1 ? element : undefined);
    }
    before?.(node, entry);
    node.element = overlay(node.element, element, node !== root);
    return true;
  }

  private child(node: ProfileNode, name: string): ProfileNode | undefined {
    if (node.children.length === 0) this.expand(node);
    return (
      node.children.find((each) => each.name === name || (each.choice && isTyped(each, name))) ??
      this.fromType(node, name)
    );
  }

  private fromType(node: ProfileNode, name: string): ProfileNode | undefined {
    const bare = name.endsWith('[x]') ? name.slice(0, -3) : name;
    return node.children.find((each) => each.name === bare);
  }

  /** Give a node the children of its type (or of its type's profile); of several types only what every element has. */
  private expand(node: ProfileNode): void {
    const types = node.element.types ?? [];
    const type = types.length > 1 ? ANY_ELEMENT : types[0];
    const canonical = type?.profiles[0] ?? (type && (type.code.includes(':') ? type.code : BASE + type.code));
    const tree = canonical === undefined ? undefined : (this.tree(canonical) ?? (type && this.tree(BASE + type.code)));
    if (!tree) return;
    for (const child of tree.root.children)
      node.children.push(cloneNode(child, tree.root.element.path, node.element.path, node.profile));
  }

  /** A differential that names `valueQuantity`, without slicing the choice, leaves only the types so named. */
  private renamed(entry: ProfileNode, made: ProfileNode): void {
    const known = this.typed.get(entry) ?? { all: entry.element.types ?? [], named: [] };
    const suffix = (made.element.slice ?? '').slice(entry.name.length).toLowerCase();
    const types = known.all.filter(({ code }) => code.toLowerCase() === suffix);
    if (types.length === 0) return;
    const named = [...known.named, ...types];
    this.typed.set(entry, { ...known, named });
    made.element = { ...made.element, types };
    entry.element = { ...entry.element, types: named };
  }

  private slice(entry: ProfileNode, name: string, short: boolean, element: ElementRecord | undefined): ProfileNode {
    const known = findSlice(entry, name);
    if (known) return known;
    const made = cloneNode(entry, '', '', entry.profile, false);
    const { slicing: _slicing, ...rest } = made.element;
    made.element = { ...rest, slice: name, min: element?.min ?? 0 };
    if (entry.choice) made.element = narrowed(made.element, entry.name, name, element);
    if (
      entry.choice &&
      (short || this.definitions.version === '3.0') &&
      (!entry.element.slicing || this.typed.has(entry))
    )
      this.renamed(entry, made);
    if (entry.choice && !entry.element.slicing)
      entry.element = {
        ...entry.element,
        slicing: { rules: 'open', ordered: false, discriminators: [{ type: 'type', path: '$this' }] },
      };
    const parent = name.includes('/') ? findSlice(entry, name.slice(0, name.lastIndexOf('/'))) : undefined;
    (parent ?? entry).slices.push(made);
    return made;
  }
}

/** True when an element is one of the tree as it is, without slices or types to open. */
function stands(root: ProfileNode, element: ElementRecord): boolean {
  let node: ProfileNode | undefined = root;
  for (const name of element.path.split('.').slice(1)) {
    const bare = name.endsWith('[x]') ? name.slice(0, -3) : name;
    node = node?.children.find((each) => each.name === bare);
  }
  return node !== undefined;
}

/** STU3 writes slice names in lower case in the ids of elements. */
function findSlice(entry: ProfileNode, name: string): ProfileNode | undefined {
  for (const slice of entry.slices) {
    if (slice.element.slice?.toLowerCase() === name.toLowerCase()) return slice;
    const below = findSlice(slice, name);
    if (below) return below;
  }
  return undefined;
}

/** `valueQuantity` on a choice `value[x]` names a slice by type. */
function implicitSlice(child: ProfileNode, name: string): string | undefined {
  return child.choice && name !== child.name && name !== `${child.name}[x]` ? name : undefined;
}

function isTyped(node: ProfileNode, name: string): boolean {
  if (name === `${node.name}[x]`) return true;
  const suffix = name.startsWith(node.name) ? name.slice(node.name.length) : '';
  return suffix !== '' && (node.element.types ?? []).some(({ code }) => code.toLowerCase() === suffix.toLowerCase());
}

/** A type slice allows only the type that its name says. */
function narrowed(
  element: ElementRecord,
  stem: string,
  slice: string,
  overlaid: ElementRecord | undefined,
): ElementRecord {
  if (overlaid?.types) return element;
  const suffix = slice.startsWith(stem) ? slice.slice(stem.length).toLowerCase() : '';
  const types = element.types?.filter(({ code }) => code.toLowerCase() === suffix);
  return types && types.length > 0 ? { ...element, types } : element;
}

interface Segment {
  readonly name: string;
  readonly slice: string | undefined;
}

/** The steps to an element: by id where it names slices, else by path. */
function segmentsOf(element: ElementRecord): Segment[] {
  if (element.id !== undefined) {
    return element.id.split('.').map((part) => {
      const colon = part.indexOf(':');
      return colon < 0
        ? { name: part, slice: undefined }
        : { name: part.slice(0, colon), slice: part.slice(colon + 1) };
    });
  }
  const names = element.path.split('.');
  return names.map((name, i) => ({ name, slice: i === names.length - 1 ? element.slice : undefined }));
}

/** The element with what the differential says laid over it. */
function overlay(base: ElementRecord, over: ElementRecord, keepPath: boolean): ElementRecord {
  const { constraints, path: _path, id: _id, types, ...rest } = over;
  const merged: ElementRecord = {
    ...base,
    ...rest,
    ...(types && { types: types.map((type) => inheritType(type, base)) }),
  };
  const all = [...(base.constraints ?? []), ...(constraints ?? [])];
  const path = keepPath ? base.path : over.path;
  return { ...merged, path, ...(all.length > 0 && { constraints: all }) };
}

/** A type restated without target profiles keeps those of the base. */
function inheritType(type: NonNullable<ElementRecord['types']>[number], base: ElementRecord) {
  const before = base.types?.find(({ code }) => code === type.code);
  return type.targets.length === 0 && before ? { ...type, targets: before.targets } : type;
}
