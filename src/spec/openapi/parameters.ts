import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { valueAt } from '../../kernel/json-pointer.ts';
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

/** The place of a schema for a path parameter that the document forgot to define. */
const FORGOTTEN_PARAMETER = '/x-assay-forgotten-path-parameter';

/** The parameters of an operation: those of its path item, overridden by its own, repaired where they miss the path template. */
export function readParameters(
  reading: Reading,
  path: string,
  itemPointer: string,
  operationPointer: string,
): Parameter[] {
  const merged = new Map<string, Parameter>();
  for (const pointer of [itemPointer, operationPointer]) {
    for (const parameter of readList(reading, `${pointer}/parameters`)) merged.set(keyOf(parameter), parameter);
  }
  const names = templateNames(path);
  const used = [...merged.values()].filter((parameter) => parameter.in !== 'path' || isUsed(reading, parameter, names));
  const defined = new Set(used.filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name));
  const forgotten = names.filter((name) => !defined.has(name));
  return [...used, ...forgotten.map((name) => forgottenParameter(reading, name, itemPointer))];
}

/** The names between braces of a path template, in order, each once. */
export function templateNames(path: string): string[] {
  return [...new Set([...path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? ''))];
}

function readList(reading: Reading, pointer: string): Parameter[] {
  const written = valueAt(reading.root, pointer);
  if (written === undefined || written === null) return [];
  if (!Array.isArray(written)) {
    reading.report('parameters-invalid', pointer, '`parameters` must be a list; ignored');
    return [];
  }
  const seen = new Set<string>();
  return written.flatMap((_: Json, index) => {
    const parameter = readParameter(reading, `${pointer}/${index}`);
    if (!parameter) return [];
    if (seen.has(keyOf(parameter))) {
      reading.report(
        'parameter-duplicate',
        `${pointer}/${index}`,
        `${keyOf(parameter)} is defined twice; the first counts`,
      );
      return [];
    }
    seen.add(keyOf(parameter));
    return [parameter];
  });
}

function readParameter(reading: Reading, written: string): Parameter | undefined {
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
  return { name, in: location, ...serialisation(reading, located, location), ...rest(reading, located, location) };
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

function rest(reading: Reading, { value, pointer }: Located, location: ParameterLocation) {
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

function isUsed(reading: Reading, parameter: Parameter, names: readonly string[]): boolean {
  if (names.includes(parameter.name)) return true;
  const pointer = parameter.ref.kind === 'document' ? parameter.ref.pointer : '';
  reading.report('path-parameter-unused', pointer, `the path has no place {${parameter.name}}; ignored`);
  return false;
}

function forgottenParameter(reading: Reading, name: string, itemPointer: string): Parameter {
  reading.report(
    'path-parameter-undefined',
    itemPointer,
    `the path parameter {${name}} is not defined; read as a required string`,
  );
  reading.addSchema(FORGOTTEN_PARAMETER, { type: 'string', minLength: 1 });
  return {
    name,
    in: 'path',
    required: true,
    style: 'simple',
    explode: false,
    allowReserved: false,
    schema: reading.schema(FORGOTTEN_PARAMETER),
    examples: [],
    description: '',
    ref: reading.ref(itemPointer),
  };
}

function keyOf(parameter: Parameter): string {
  const name = parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name;
  return `${parameter.in} parameter ${name}`;
}

function isLocation(text: string): text is ParameterLocation {
  return LOCATIONS.includes(text);
}
