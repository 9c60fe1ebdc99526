import type { Parameter, ParameterLocation } from '../../../model/operation.ts';
import type { Example } from '../../../model/schema.ts';
import { type Located, type Reading, textMember } from '../reading.ts';

const LOCATIONS: readonly string[] = ['path', 'query', 'header'];

/** Places of OpenAPI 2.0 that describe the body. */
const IN_BODY: readonly string[] = ['body', 'formData'];

/** Query styles by `collectionFormat`; every other place knows csv only. */
const STYLES: Readonly<Record<string, Pick<Parameter, 'style' | 'explode'>>> = {
  csv: { style: 'form', explode: false },
  multi: { style: 'form', explode: true },
  ssv: { style: 'spaceDelimited', explode: false },
  pipes: { style: 'pipeDelimited', explode: false },
};

/** The parameter at a pointer of an OpenAPI 2.0 document; undefined for parts of the body, and, reported, when it cannot be used. */
export function readSwaggerParameter(reading: Reading, written: string): Parameter | undefined {
  const located = reading.resolve(written);
  if (!located) return undefined;
  const { value, pointer } = located;
  const [name, location] = [textMember(value, 'name'), textMember(value, 'in')];
  if (IN_BODY.includes(location)) return undefined;
  if (name === '' || !isLocation(location)) {
    const message = 'a parameter needs a name, and `in` must be path, query, header, formData or body; ignored';
    reading.report('parameter-invalid', pointer, message);
    return undefined;
  }
  if (location === 'path' && value['required'] !== true) {
    const message = 'a path parameter must have `required: true`; read as required';
    reading.report('path-parameter-not-required', pointer, message);
  }
  return {
    name,
    in: location,
    required: location === 'path' || value['required'] === true,
    ...serialisation(reading, located, location),
    allowReserved: false,
    schema: reading.schema(pointer),
    examples: vendorExample(reading, located),
    description: textMember(value, 'description'),
    ref: reading.ref(pointer),
  };
}

/** The example that many tools write as `x-example`, for OpenAPI 2.0 gives parameters none. */
export function vendorExample(reading: Reading, { value, pointer }: Located): Example[] {
  const example = value['x-example'];
  return example === undefined ? [] : [{ name: 'x-example', value: example, ref: reading.ref(`${pointer}/x-example`) }];
}

function serialisation(reading: Reading, { value, pointer }: Located, location: ParameterLocation) {
  const format = textMember(value, 'collectionFormat', 'csv');
  if (location !== 'query') {
    if (format !== 'csv') reportFormat(reading, pointer, format, location);
    return { style: 'simple' as const, explode: false };
  }
  const style = Object.hasOwn(STYLES, format) ? STYLES[format] : undefined;
  if (!style) reportFormat(reading, pointer, format, location);
  return style ?? { style: 'form' as const, explode: false };
}

function reportFormat(reading: Reading, pointer: string, format: string, location: string): void {
  const message = `lists with collectionFormat ${format} cannot be written in a ${location} parameter; read as csv`;
  reading.report('parameter-style-invalid', `${pointer}/collectionFormat`, message);
}

function isLocation(text: string): text is ParameterLocation {
  return LOCATIONS.includes(text);
}
