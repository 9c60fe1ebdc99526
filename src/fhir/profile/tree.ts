import type { ElementRecord, StructureRecord } from '../definitions/records.ts';

/** One element of a profile with its children and slices. */
export interface ProfileNode {
  element: ElementRecord;
  /** Last segment of the path without `[x]`. */
  readonly name: string;
  readonly choice: boolean;
  readonly children: ProfileNode[];
  readonly slices: ProfileNode[];
  /** Canonical of the profile that the node came from, for messages. */
  readonly profile: string;
}

/** A profile as a tree. */
export interface ProfileTree {
  readonly record: StructureRecord;
  readonly root: ProfileNode;
}

/** The tree of a snapshot; undefined when it has no elements. */
export function snapshotTree(record: StructureRecord): ProfileTree | undefined {
  const first = record.elements[0];
  if (!first) return undefined;
  const root = nodeOf(first, record.url);
  const stack: { readonly path: string; readonly node: ProfileNode }[] = [{ path: first.path, node: root }];
  for (const element of record.elements.slice(1)) {
    const parentPath = parentOf(element.path);
    while (stack.length > 1 && stack.at(-1)?.path !== parentPath && !isSliceOf(stack.at(-1), element)) stack.pop();
    const top = stack.at(-1);
    if (!top) break;
    const node = nodeOf(element, record.url);
    if (top.path === element.path) {
      // A slice of the node on top, or a sibling slice: it hangs below the unsliced entry.
      top.node.slices.push(node);
      stack.push({ path: element.path, node });
    } else {
      top.node.children.push(node);
      stack.push({ path: element.path, node });
    }
  }
  restoreChoices(root);
  return { record, root };
}

/** A renamed choice (`valueUri`) that stands alone is the choice itself, narrowed to one type. */
function restoreChoices(node: ProfileNode): void {
  node.children.forEach((child, index) => {
    restoreChoices(child);
    const { choiceOf } = child.element;
    if (choiceOf === undefined) return;
    const rivals = node.children.filter((other) => other.element.choiceOf === choiceOf || other.name === choiceOf);
    if (rivals.length === 1) node.children[index] = { ...child, name: choiceOf, choice: true };
  });
}

/** True when the stacked node is the sliced entry that `element` is a slice of. */
function isSliceOf(
  entry: { readonly path: string; readonly node: ProfileNode } | undefined,
  element: ElementRecord,
): boolean {
  return (
    entry !== undefined &&
    element.slice !== undefined &&
    entry.path === element.path &&
    isSliceName(entry.node, element.slice)
  );
}

/** A slice hangs below the entry without a name; `a/b` hangs below the slice `a`. */
function isSliceName(node: ProfileNode, slice: string): boolean {
  const own = node.element.slice;
  return own === undefined || slice.startsWith(`${own}/`);
}

/** A node for one element. */
export function nodeOf(element: ElementRecord, profile: string): ProfileNode {
  const last = element.path.slice(element.path.lastIndexOf('.') + 1);
  const choice = last.endsWith('[x]');
  return { element, name: choice ? last.slice(0, -3) : last, choice, children: [], slices: [], profile };
}

export function parentOf(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot < 0 ? '' : path.slice(0, dot);
}

/** A deep copy, so that a derived profile can change it; paths move from one prefix to another. */
export function cloneNode(
  node: ProfileNode,
  from: string,
  to: string,
  profile: string,
  withSlices = true,
): ProfileNode {
  const path = node.element.path.startsWith(from) ? to + node.element.path.slice(from.length) : node.element.path;
  return {
    element: { ...node.element, path },
    name: node.name,
    choice: node.choice,
    profile,
    children: node.children.map((child) => cloneNode(child, from, to, profile)),
    slices: withSlices ? node.slices.map((slice) => cloneNode(slice, from, to, profile)) : [],
  };
}
