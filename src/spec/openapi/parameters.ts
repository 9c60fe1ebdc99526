import type { Json } from '../../kernel/json.ts';
import { valueAt } from '../../kernel/json-pointer.ts';
import type { Parameter } from '../../model/operation.ts';
import { readParameter } from './parameter.ts';
import type { Reading } from './reading.ts';
import { readSwaggerParameter } from './v2/parameter.ts';

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
  const read = reading.version === '2.0' ? readSwaggerParameter : readParameter;
  return written.flatMap((_: Json, index) => {
    const parameter = read(reading, `${pointer}/${index}`);
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
