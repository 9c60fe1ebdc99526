import { isJsonObject, type JsonObject } from '../kernel/json.ts';
import { pointerOf, valueAt } from '../kernel/json-pointer.ts';
import { SCHEMA_KEYWORDS, SCHEMA_LIST_KEYWORDS, SCHEMA_MAP_KEYWORDS } from '../model/schema-keywords.ts';
import { locate } from './openapi/locate.ts';

/** Visit each schema reachable from these pointers once, references followed, parents before children. */
export function walkSchemas(
  root: JsonObject,
  pointers: readonly string[],
  visit: (schema: JsonObject, pointer: string) => void,
  seen: Set<string> = new Set(),
): void {
  const waiting = [...pointers].reverse();
  for (let pointer = waiting.pop(); pointer !== undefined; pointer = waiting.pop()) {
    const schema = valueAt(root, pointer);
    if (seen.has(pointer) || !isJsonObject(schema)) continue;
    seen.add(pointer);
    visit(schema, pointer);
    waiting.push(...childrenOf(root, schema, pointer).reverse());
  }
}

function childrenOf(root: JsonObject, schema: JsonObject, pointer: string): string[] {
  const children: string[] = [];
  const target = typeof schema['$ref'] === 'string' ? locate(root, schema['$ref']) : undefined;
  if (target !== undefined) children.push(target);
  for (const [keyword, value] of Object.entries(schema)) {
    const at = pointer + pointerOf([keyword]);
    if (SCHEMA_KEYWORDS.has(keyword)) children.push(at);
    else if (SCHEMA_LIST_KEYWORDS.has(keyword) && Array.isArray(value))
      children.push(...value.map((_, i) => `${at}/${i}`));
    else if (SCHEMA_MAP_KEYWORDS.has(keyword) && isJsonObject(value)) {
      children.push(...Object.keys(value).map((name) => at + pointerOf([name])));
    }
  }
  return children;
}
