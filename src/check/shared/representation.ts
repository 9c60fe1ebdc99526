import { canonicalJson, isJsonObject } from '../../kernel/json.ts';
import { pointerOf, pointerTokens, valueAt } from '../../kernel/json-pointer.ts';

const DEEPEST = 6;
const MOMENT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/i;
/** Members that count or describe an answer rather than the resource. */
const BESIDE =
  /(^|\/)(meta|links|_links|_meta|etag|version|version_?id|revision|lock_?version|sequence|.*count)(\/|$)/i;
const WRAPPERS = ['', '/data', '/data/attributes', '/attributes', '/resource', '/result'];

/** The values of a representation by JSON pointer, down to a bounded depth; a list is one value, its order left aside. */
export function leavesOf(value: unknown): ReadonlyMap<string, unknown> {
  const leaves = new Map<string, unknown>();
  collect(value, [], leaves);
  return leaves;
}

function collect(value: unknown, path: readonly string[], leaves: Map<string, unknown>): void {
  if (isJsonObject(value) && path.length < DEEPEST) {
    for (const [name, member] of Object.entries(value)) collect(member, [...path, name], leaves);
  } else leaves.set(pointerOf(path), value);
}

/** Where two representations of one resource differ; moments in time and members beside the resource may always differ. */
export function differences(before: unknown, after: unknown): readonly string[] {
  const [left, right] = [leavesOf(before), leavesOf(after)];
  const places = new Set([...left.keys(), ...right.keys()]);
  return [...places].filter((at) => !BESIDE.test(at) && !sameValue(left.get(at), right.get(at)));
}

/** Equal, or both a moment in time: clocks tick without a promise being broken. */
function sameValue(a: unknown, b: unknown): boolean {
  return isMoment(a) && isMoment(b) ? true : equal(a, b);
}

/** True when two JSON values are equal, the order of lists left aside. */
export function equal(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return bag(a) === bag(b);
  return canonicalJson(a ?? null) === canonicalJson(b ?? null);
}

const bag = (list: readonly unknown[]): string => list.map(canonicalJson).sort().join('\n');

/** True for a text that is a date with a time. */
export function isMoment(value: unknown): boolean {
  return typeof value === 'string' && MOMENT.test(value);
}

/** Pairs of what was sent and what a representation holds at the same place, usual wrappers on either side looked through. */
export function counterparts(sent: unknown, representation: unknown): readonly Counterpart[] {
  return [...leavesOf(sent)].flatMap(([at, value]) => {
    const there = placeIn(representation, at);
    return there === undefined ? [] : [{ at, there, sent: value, held: valueAt(representation, there) }];
  });
}

/** One sent value and what became of it. */
export interface Counterpart {
  /** JSON pointer into what was sent. */
  readonly at: string;
  /** JSON pointer into the representation. */
  readonly there: string;
  readonly sent: unknown;
  readonly held: unknown;
}

function placeIn(representation: unknown, at: string): string | undefined {
  const bare = WRAPPERS.filter((wrapper) => wrapper !== '' && at.startsWith(`${wrapper}/`))
    .map((wrapper) => at.slice(wrapper.length))
    .sort((a, b) => a.length - b.length)[0];
  const candidates = [at, ...WRAPPERS.flatMap((wrapper) => [wrapper + at, ...(bare ? [wrapper + bare] : [])])];
  return candidates.find((pointer) => pointer !== '' && valueAt(representation, pointer) !== undefined);
}

/** A pointer's last token, for words. */
export function lastToken(pointer: string): string {
  return pointerTokens(pointer).at(-1) ?? '';
}

/** A value in few characters, for evidence. */
export function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
