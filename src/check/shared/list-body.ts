import { canonicalJson, isJsonObject, type JsonObject } from '../../kernel/json.ts';

const LIST_NAMES = ['data', 'items', 'results', 'entry', 'value', 'records', 'content'];

/** The list in a body. */
export interface ListBody {
  readonly items: readonly unknown[];
  /** JSON pointer to the list. */
  readonly pointer: string;
}

/** The list that a body is or wraps; undefined when there is none. */
export function listIn(value: unknown): ListBody | undefined {
  if (Array.isArray(value)) return { items: value, pointer: '' };
  if (!isJsonObject(value)) return undefined;
  for (const name of LIST_NAMES) {
    const member = Object.hasOwn(value, name) ? value[name] : undefined;
    if (Array.isArray(member)) return { items: member.filter(isMatch), pointer: `/${name}` };
  }
  return undefined;
}

/** FHIR search sets also hold included resources and outcomes, which `_count` does not limit. */
function isMatch(entry: unknown): boolean {
  const search = isJsonObject(entry) ? (entry as JsonObject)['search'] : undefined;
  return !isJsonObject(search) || search['mode'] === undefined || search['mode'] === 'match';
}

/** What tells an item from others: its id, else all of it. */
export function identityOf(item: unknown): string {
  const id = idIn(item);
  return id === undefined ? canonicalJson(item ?? null) : id;
}

/** The id of an item or resource, wrappers looked through; undefined when it has none. */
export function idIn(value: unknown): string | undefined {
  if (!isJsonObject(value)) return undefined;
  for (const name of ['id', 'uuid']) {
    const id = Object.hasOwn(value, name) ? value[name] : undefined;
    if (typeof id === 'string' || typeof id === 'number') return String(id);
  }
  const inner = ['data', 'resource', 'result'].map((name) => value[name]).find(isJsonObject);
  return inner && idIn(inner);
}
