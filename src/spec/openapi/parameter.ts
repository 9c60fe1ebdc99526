import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import type { Parameter, ParameterLocation } from '../../model/operation.ts';
import { normalMediaType, readExamples } from './content.ts';
import { type Located, membersAt, type Reading, textMember } from './reading.ts';

const LOCATIONS: readonly string[] = ['path', 'query', 'header', 'cookie'];

/** Styles per location, the default first (OpenAPI 3.0.3 §4.7.12.2). */
const STYLES: Readonly<Record<ParameterLocation, readonly Parameter['style'][]>> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
};

/** Header parameters that a description must not give (OpenAPI 3.0.3 §4.7.12.1). */
const RESERVED_HEADERS: readonly string[] = ['accept', 'content-type', 'authorization'];

/** The parameter at a pointer, references followed; undefined, and reported, when it cannot be used. */
export function readParameter(reading: Reading, written: string): Parameter | undefined {
  const located = reading.resolve(written);
  if (!located) return undefined;
  const { value, pointer } = located;
  const [name, location] = [textMember(value, 'name'), textMember(value, 'in')];
  if (name === '' || !isLocation(location)) {
    reading.report(
      'parameter-invalid',
      pointer,
      'a parameter needs a name, and `in` must be path, query, header or cookie; ignored',
    );
    return undefined;
  }
  if (location === 'header' && RESERVED_HEADERS.includes(name.toLowerCase())) {
    reading.report(
      'header-parameter-ignored',
      pointer,
      `${name} is described by media types and security, not by a parameter; ignored`,
      'info',
    );
    return undefined;
  }
  return { name, in: location, ...serialisation(reading, located, location), ...contentOf(reading, located, location) };
}

function serialisation(reading: Reading, { value, pointer }: Located, location: ParameterLocation) {
  const written = value['style'];
  const style = STYLES[location].find((one) => one === written) ?? STYLES[location][0] ?? 'form';
  if (written !== undefined && style !== written) {
    reading.report(
      'parameter-style-invalid',
      `${pointer}/style`,
      `a ${location} parameter has no style ${String(written)}; read as ${style}`,
    );
  }
  const explode = value['explode'];
  return {
    style,
    explode: typeof explode === 'boolean' ? explode : style === 'form',
    allowReserved: value['allowReserved'] === true,
  };
}

function contentOf(reading: Reading, { value, pointer }: Located, location: ParameterLocation) {
  if (location === 'path' && value['required'] !== true) {
    reading.report(
      'path-parameter-not-required',
      pointer,
      'a path parameter must have `required: true`; read as required',
    );
  }
  const [content] = membersAt(reading.root, `${pointer}/content`);
  const byContent = value['schema'] === undefined ? content : undefined;
  if (!byContent && value['schema'] === undefined) {
    reading.report(
      'parameter-schema-missing',
      pointer,
      'a parameter needs a schema or a content; read as one that accepts anything',
    );
  }
  const owner: JsonObject = byContent && isJsonObject(byContent[1]) ? byContent[1] : value;
  const place = byContent ? byContent[2] : pointer;
  return {
    required: location === 'path' || value['required'] === true,
    schema: reading.schema(`${place}/schema`),
    ...(byContent ? { mediaType: normalMediaType(byContent[0]) } : {}),
    examples: readExamples(reading, owner, place),
    description: textMember(value, 'description'),
    ref: reading.ref(pointer),
  };
}

function isLocation(text: string): text is ParameterLocation {
  return LOCATIONS.includes(text);
}
