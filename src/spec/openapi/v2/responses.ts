import { isJsonObject } from '../../../kernel/json.ts';
import { pointerOf } from '../../../kernel/json-pointer.ts';
import type { HeaderPromise, MediaTypeContent } from '../../../model/operation.ts';
import { normalMediaType } from '../content.ts';
import { type Located, membersAt, type Reading } from '../reading.ts';
import { mediaTypesOf } from './media-types.ts';

/** The bodies of an answer of an OpenAPI 2.0 document: its schema in every media type that is produced; any, when none is named. */
export function swaggerContent(
  reading: Reading,
  { value, pointer }: Located,
  operationPointer: string,
): MediaTypeContent[] {
  if (value['schema'] === undefined) return [];
  const produced = mediaTypesOf(reading, operationPointer, 'produces');
  const schema = reading.schema(`${pointer}/schema`);
  return (produced.length > 0 ? produced : ['*/*']).map((mediaType) => ({
    mediaType,
    schema,
    examples: membersAt(reading.root, `${pointer}/examples`)
      .filter(([name]) => normalMediaType(name) === mediaType || mediaType === '*/*')
      .map(([name, example, at]) => ({ name, value: example, ref: reading.ref(at) })),
    ref: reading.ref(pointer),
  }));
}

/** The headers of an answer of an OpenAPI 2.0 document, each of which is its own schema. */
export function swaggerHeaders(reading: Reading, { pointer }: Located): HeaderPromise[] {
  return membersAt(reading.root, pointer + pointerOf(['headers'])).flatMap(([name, value, at]) =>
    isJsonObject(value) && name.toLowerCase() !== 'content-type'
      ? [{ name: name.toLowerCase(), required: false, schema: reading.schema(at), ref: reading.ref(at) }]
      : [],
  );
}
