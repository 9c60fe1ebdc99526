import { isJsonObject, type Json, type JsonObject } from '../../../kernel/json.ts';

/** A schema of OpenAPI 2.0 in the words of 3.0: `x-nullable`, `type: file` and a `discriminator` that is a name (OpenAPI 2.0, Schema Object). */
export function fromSwagger(schema: JsonObject): JsonObject {
  const turned: Record<string, Json> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'x-nullable' && schema['nullable'] === undefined) turned['nullable'] = value;
    else if (keyword === 'discriminator' && typeof value === 'string') turned[keyword] = { propertyName: value };
    else if (keyword !== 'required' || !isParameter(schema)) turned[keyword] = value;
  }
  return schema['type'] === 'file' ? { ...turned, type: 'string', format: 'binary' } : turned;
}

/** What a parameter says of itself and not of its value, to be kept beside the translated schema. */
export function ownWordsOfParameter(schema: JsonObject): JsonObject {
  return isParameter(schema) && schema['required'] !== undefined ? { required: schema['required'] } : {};
}

/** Parameters of OpenAPI 2.0 are schemas themselves, with a name and a place beside the keywords. */
function isParameter(value: unknown): boolean {
  return (
    isJsonObject(value) &&
    typeof value['name'] === 'string' &&
    typeof value['in'] === 'string' &&
    !Array.isArray(value['required'])
  );
}
