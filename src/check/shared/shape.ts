import { isJsonObject } from '../../kernel/json.ts';
import { bodyText, headerOf, type ReceivedResponse } from '../../model/exchange.ts';
import { jsonBody } from './json-body.ts';
import { parseMediaType } from './media-type.ts';

/** How much two sets of member paths must share to count as the same content. */
const SAME_FROM = 0.6;
const DEEPEST = 5;
/** Shorter strings may be equal by chance. */
const TELLING_LENGTH = 4;

/** True when two bodies carry the same content: equal text, or JSON with mostly the same members. */
export function sameContent(a: ReceivedResponse, b: ReceivedResponse): boolean {
  if (a.body.length === 0 || b.body.length === 0) return false;
  const left = jsonBody(a);
  const right = jsonBody(b);
  if (left.kind !== 'json' || right.kind !== 'json') return bodyText(a) === bodyText(b);
  const [mine, theirs] = [memberPaths(left.value), memberPaths(right.value)];
  const shared = [...mine].filter((path) => theirs.has(path)).length;
  return shared > 0 && shared / (mine.size + theirs.size - shared) >= SAME_FROM;
}

/** True when two JSON bodies hold an equal string of some length, or two texts are equal: the same record, not only its envelope. */
export function sharesValues(a: ReceivedResponse, b: ReceivedResponse): boolean {
  const [left, right] = [jsonBody(a), jsonBody(b)];
  if (left.kind !== 'json' || right.kind !== 'json') return bodyText(a) === bodyText(b);
  const known = strings(right.value);
  return [...strings(left.value)].some((text) => known.has(text));
}

/** True when a body speaks of an error or shows a page for people, whatever its status says. */
export function looksLikeError(response: ReceivedResponse): boolean {
  const mediaType = parseMediaType(headerOf(response, 'content-type') ?? '');
  if (mediaType?.subtype === 'html' || mediaType?.subtype.startsWith('problem+')) return true;
  const body = jsonBody(response);
  if (body.kind !== 'json' || !isJsonObject(body.value)) return false;
  const value = body.value;
  if (value['resourceType'] === 'OperationOutcome') return true;
  const names = Object.keys(value).map((name) => name.toLowerCase());
  const content = names.some((name) => ['data', 'items', 'results', 'entry', 'id'].includes(name));
  return !content && names.some((name) => ['error', 'errors', 'fault', 'message', 'detail', 'title'].includes(name));
}

function memberPaths(value: unknown, path = '', depth = 0, found = new Set<string>()): Set<string> {
  if (depth > DEEPEST) return found;
  if (Array.isArray(value)) {
    for (const item of value.slice(0, 20)) memberPaths(item, `${path}/*`, depth + 1, found);
  } else if (isJsonObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      found.add(`${path}/${name}`);
      memberPaths(member, `${path}/${name}`, depth + 1, found);
    }
  }
  return found;
}

function strings(value: unknown, depth = 0, found = new Set<string>()): Set<string> {
  if (typeof value === 'string' && value.length >= TELLING_LENGTH) found.add(value);
  if (typeof value === 'object' && value !== null && depth <= DEEPEST) {
    for (const member of Object.values(value).slice(0, 100)) strings(member, depth + 1, found);
  }
  return found;
}
