import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { pointerOf, pointerTokens, valueAt } from '../../kernel/json-pointer.ts';

const MAX_HOPS = 32;

/**
 * The pointer that a reference names in the document itself, steps through other references followed; undefined when it leads
 * nowhere or out of the document.
 */
export function locate(root: JsonObject, reference: string, hops = 0): string | undefined {
  if (!reference.startsWith('#') || hops > MAX_HOPS) return undefined;
  const fragment = decoded(reference.slice(1));
  if (fragment !== '' && !fragment.startsWith('/')) return anchorsOf(root).get(fragment);
  return walk(root, pointerTokens(fragment), hops);
}

/** A pointer as a local reference, percent-encoded where a URI fragment needs it (RFC 6901 §6). */
export function referenceTo(pointer: string): string {
  return `#${encodeURI(pointer).replaceAll('#', '%23')}`;
}

function walk(root: JsonObject, tokens: readonly string[], hops: number): string | undefined {
  let here = '';
  for (const token of tokens) {
    const next = here + pointerOf([token]);
    if (valueAt(root, next) !== undefined) {
      here = next;
      continue;
    }
    const value = valueAt(root, here);
    const reference = isJsonObject(value) ? value['$ref'] : undefined;
    const target = typeof reference === 'string' ? locate(root, reference, hops + 1) : undefined;
    if (target === undefined || valueAt(root, target + pointerOf([token])) === undefined) return undefined;
    here = target + pointerOf([token]);
  }
  return here;
}

const anchors = new WeakMap<JsonObject, ReadonlyMap<string, string>>();

/** Names given by `$anchor` and `$dynamicAnchor` anywhere in the document; searched once, when one is first used. */
function anchorsOf(root: JsonObject): ReadonlyMap<string, string> {
  const known = anchors.get(root);
  if (known) return known;
  const found = new Map<string, string>();
  collectAnchors(root, '', found);
  anchors.set(root, found);
  return found;
}

function collectAnchors(value: unknown, pointer: string, found: Map<string, string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    const isAnchor = (name === '$anchor' || name === '$dynamicAnchor') && typeof member === 'string';
    if (isAnchor && !found.has(member)) found.set(member, pointer);
    else collectAnchors(member, pointer + pointerOf([name]), found);
  }
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
