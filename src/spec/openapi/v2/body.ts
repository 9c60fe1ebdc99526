import type { Json } from '../../../kernel/json.ts';
import { pointerOf, valueAt } from '../../../kernel/json-pointer.ts';
import type { MediaTypeContent, MemberEncoding, RequestBody } from '../../../model/operation.ts';
import { readEncoding } from '../encoding.ts';
import { referenceTo } from '../locate.ts';
import { type Located, type Reading, textMember } from '../reading.ts';
import { mediaTypesOf } from './media-types.ts';
import { vendorExample } from './parameter.ts';

const MULTIPART = 'multipart/form-data';
const URL_ENCODED = 'application/x-www-form-urlencoded';
const LIST_STYLES: Readonly<Record<string, NonNullable<MemberEncoding['style']>>> = {
  csv: 'form',
  ssv: 'spaceDelimited',
  pipes: 'pipeDelimited',
};

/** The body that an operation of an OpenAPI 2.0 document describes by a `body` parameter or by `formData` parameters. */
export function readSwaggerBody(
  reading: Reading,
  itemPointer: string,
  operationPointer: string,
): RequestBody | undefined {
  const parts = bodyParts(reading, itemPointer, operationPointer);
  const body = parts.find(({ value }) => value['in'] === 'body');
  const form = parts.filter(({ value }) => value['in'] === 'formData');
  const consumes = mediaTypesOf(reading, operationPointer, 'consumes');
  if (body) {
    if (form.length > 0)
      reading.report(
        'body-and-form',
        operationPointer,
        'a request has a body or a form, not both; the form is ignored',
      );
    return wholeBody(reading, body, consumes);
  }
  return form.length > 0 ? formBody(reading, form, consumes, operationPointer) : undefined;
}

function wholeBody(reading: Reading, part: Located, consumes: readonly string[]): RequestBody {
  const { value, pointer } = part;
  const ref = reading.ref(pointer);
  const described = value['schema'] === undefined ? {} : { schema: reading.schema(`${pointer}/schema`) };
  const examples = vendorExample(reading, part);
  const types = consumes.length > 0 ? consumes : ['application/json'];
  const content = types.map((mediaType): MediaTypeContent => ({ mediaType, ...described, examples, ref }));
  return { required: value['required'] === true, content, ref };
}

/** The fields of a form as one object schema, which refers to each parameter where it stands. */
function formBody(
  reading: Reading,
  fields: readonly Located[],
  consumes: readonly string[],
  operationPointer: string,
): RequestBody {
  const at = `${operationPointer}/x-form-data`;
  const required = fields
    .filter(({ value }) => value['required'] === true)
    .map(({ value }) => textMember(value, 'name'));
  const hasFile = fields.some(({ value }) => value['type'] === 'file' || value['format'] === 'binary');
  const properties = fields.map(({ value, pointer }) => [textMember(value, 'name'), { $ref: referenceTo(pointer) }]);
  const schema: Json = {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length > 0 && { required }),
  };
  reading.addSchema(at, schema);
  const types = consumes.filter((type) => type.startsWith(MULTIPART) || (type === URL_ENCODED && !hasFile));
  const ref = reading.ref(operationPointer);
  const handle = reading.schema(at);
  const media = types.length > 0 ? types : [hasFile ? MULTIPART : URL_ENCODED];
  const content = media.map(
    (mediaType): MediaTypeContent => ({
      mediaType,
      schema: handle,
      examples: [],
      ...formEncoding(reading, mediaType, at, fields),
      ref,
    }),
  );
  return { required: required.length > 0, content, ref };
}

/** Files, and lists that do not repeat their name, by `collectionFormat`. */
function formEncoding(
  reading: Reading,
  mediaType: string,
  schema: string,
  fields: readonly Located[],
): Pick<MediaTypeContent, 'encoding'> {
  const { encoding } = readEncoding(reading, mediaType, schema, schema);
  const lists = fields.flatMap(({ value }) => {
    const style = LIST_STYLES[textMember(value, 'collectionFormat', 'csv')];
    const isJoined = value['type'] === 'array' && style && mediaType === URL_ENCODED;
    return isJoined ? [[textMember(value, 'name'), { style, explode: false }] as const] : [];
  });
  const joined = { ...encoding, ...Object.fromEntries(lists) };
  return Object.keys(joined).length > 0 ? { encoding: joined } : {};
}

/** Parameters that describe the body: those of the path item, overridden by the operation's own. */
function bodyParts(reading: Reading, itemPointer: string, operationPointer: string): Located[] {
  const merged = new Map<string, Located>();
  for (const pointer of [itemPointer, operationPointer]) {
    const list = valueAt(reading.root, `${pointer}/parameters`);
    if (!Array.isArray(list)) continue;
    for (const index of list.keys()) {
      const part = reading.resolve(pointer + pointerOf(['parameters', index]));
      const place = part && textMember(part.value, 'in');
      if (part && (place === 'body' || place === 'formData'))
        merged.set(place === 'body' ? place : `${place} ${textMember(part.value, 'name')}`, part);
    }
  }
  return [...merged.values()];
}
