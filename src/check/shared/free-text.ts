import { isJsonObject } from '../../kernel/json.ts';
import { isHole, type RequestTemplate, type TemplateValue } from '../../model/case.ts';
import type { Operation } from '../../model/operation.ts';
import { followRefs, type SchemaDocument, type SchemaHandle, schemaAt } from '../../model/schema.ts';

type Documents = Readonly<Record<string, SchemaDocument>>;

const DEEPEST = 8;
const CONSTRAINTS = ['enum', 'const', 'format', 'pattern'];

/**
 * True when a request carries a value whose schema is a plain string, or says nothing of its type: prose may bind it, so that a
 * refusal proves little. Values learnt from the API itself do not count.
 */
export function hasFreeText(request: RequestTemplate, operation: Operation, documents: Documents): boolean {
  const sent = new Set([
    ...named('path', Object.entries(request.pathParameters)),
    ...named('query', request.query),
    ...named('header', request.headers),
    ...named('cookie', request.cookies),
  ]);
  const parameters = operation.parameters.filter(({ in: where, name }) =>
    sent.has(`${where} ${where === 'header' ? name.toLowerCase() : name}`),
  );
  const body = request.body
    ? operation.requestBody?.content.find((content) => content.mediaType === request.body?.mediaType)
    : undefined;
  return [...parameters.map((parameter) => parameter.schema), ...(body?.schema ? [body.schema] : [])].some((schema) =>
    isFree(schema, documents, 0),
  );
}

function named(where: string, pairs: readonly (readonly [string, TemplateValue])[]): readonly string[] {
  return pairs
    .filter(([, value]) => !isHole(value))
    .flatMap(([name]) => [`${where} ${name}`, `${where} ${name.split('[')[0] ?? name}`]);
}

function isFree(handle: SchemaHandle, documents: Documents, depth: number): boolean {
  if (depth > DEEPEST) return false;
  const here = followRefs(documents, handle);
  const schema = schemaAt(documents, here);
  if (!isJsonObject(schema)) return schema === true;
  if (CONSTRAINTS.some((keyword) => keyword in schema)) return false;
  const below = (pointer: string) => isFree({ ...here, pointer: `${here.pointer}/${pointer}` }, documents, depth + 1);
  const members = isJsonObject(schema['properties']) ? Object.keys(schema['properties']) : [];
  const compounds = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => {
    const parts = schema[keyword];
    return Array.isArray(parts) ? parts.map((_, index) => `${keyword}/${index}`) : [];
  });
  const inside = [
    ...members.map((name) => `properties/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
    ...compounds,
    ...('items' in schema ? ['items'] : []),
  ];
  if (inside.length > 0) return inside.some(below);
  const types = schema['type'];
  return types === undefined || types === 'string' || (Array.isArray(types) && types.includes('string'));
}
