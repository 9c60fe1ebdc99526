import { isJsonObject, type Json } from '../../../kernel/json.ts';
import { nearest } from '../../../kernel/registry.ts';
import { SCHEMA_KEYWORDS, SCHEMA_LIST_KEYWORDS, SCHEMA_MAP_KEYWORDS } from '../../../model/schema-keywords.ts';
import type { Report } from './report.ts';
import type { SchemaDialect } from './schema-dialect.ts';

const TYPES: readonly string[] = ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'];

/** A keyword as it will stand in the translated schema. */
export interface Repaired {
  readonly keyword: string;
  readonly value: Json;
}

type Shape = { readonly wants: string; readonly fits: (value: Json) => boolean };

const isCount = (value: Json) => typeof value === 'number' && Number.isInteger(value) && value >= 0;
const isSchema = (value: Json) => typeof value === 'boolean' || isJsonObject(value);
const COUNT: Shape = { wants: 'a whole number not under 0', fits: isCount };
const NUMBER: Shape = { wants: 'a number', fits: (value) => typeof value === 'number' };
const BOUND: Shape = { wants: 'a number', fits: (value) => typeof value === 'number' || typeof value === 'boolean' };
const SCHEMA: Shape = { wants: 'a schema', fits: isSchema };
const LIST: Shape = {
  wants: 'a list of schemas that is not empty',
  fits: (value) => Array.isArray(value) && value.length > 0,
};
const MAP: Shape = { wants: 'an object of schemas', fits: isJsonObject };

/** What the value of each keyword must look like; keywords not listed are annotations and kept as they are. */
const SHAPES: Readonly<Record<string, Shape>> = {
  type: { wants: `one of ${TYPES.join(', ')}`, fits: isType },
  required: { wants: 'a list of member names', fits: isTextList },
  enum: { wants: 'a list that is not empty', fits: (value) => Array.isArray(value) && value.length > 0 },
  pattern: { wants: 'a regular expression (ECMA-262)', fits: isPattern },
  format: { wants: 'a text', fits: (value) => typeof value === 'string' },
  uniqueItems: { wants: 'true or false', fits: (value) => typeof value === 'boolean' },
  multipleOf: { wants: 'a number over 0', fits: (value) => typeof value === 'number' && value > 0 },
  minimum: NUMBER,
  maximum: NUMBER,
  exclusiveMinimum: BOUND,
  exclusiveMaximum: BOUND,
  minLength: COUNT,
  maxLength: COUNT,
  minItems: COUNT,
  maxItems: COUNT,
  minContains: COUNT,
  maxContains: COUNT,
  minProperties: COUNT,
  maxProperties: COUNT,
  dependentRequired: {
    wants: 'lists of member names',
    fits: (value) => isJsonObject(value) && Object.values(value).every(isTextList),
  },
  $ref: { wants: 'a text', fits: (value) => typeof value === 'string' },
};

/** A keyword with a sound value: as it stands, read as meant, or undefined when it must be left out; what was done is reported. */
export function repairKeyword(
  keyword: string,
  value: Json,
  at: string,
  version: SchemaDialect,
  report: Report,
): Repaired | undefined {
  const shape = shapeOf(keyword);
  if (!shape) return { keyword, value };
  if (shape.fits(value)) return accepted(keyword, value, at, version, report);
  if (keyword === 'required' && typeof value === 'boolean') {
    report(
      'boolean-required',
      at,
      '`required` here must be a list; repaired: ignored; list required members in the parent',
    );
    return undefined;
  }
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  if (shape.fits(number) && keyword !== 'type') {
    report(
      'schema-keyword-invalid',
      at,
      `expected ${shape.wants}, found the text ${JSON.stringify(value)}; read as ${number}`,
    );
    return { keyword, value: number };
  }
  if (keyword === 'items' && Array.isArray(value)) {
    report('items-list', at, '`items` must be one schema; read as `prefixItems`');
    return { keyword: 'prefixItems', value };
  }
  report(
    'schema-keyword-invalid',
    at,
    `expected ${shape.wants}, found ${shown(value)}; ignored${hint(keyword, value)}`,
  );
  return undefined;
}

function accepted(keyword: string, value: Json, at: string, version: SchemaDialect, report: Report): Repaired {
  if (keyword === 'type' && Array.isArray(value) && version !== '3.1') {
    report('type-list-in-3.0', at, 'OpenAPI before 3.1 allows one type only; read as in OpenAPI 3.1');
  }
  return { keyword, value };
}

function shapeOf(keyword: string): Shape | undefined {
  if (Object.hasOwn(SHAPES, keyword)) return SHAPES[keyword];
  if (SCHEMA_KEYWORDS.has(keyword)) return SCHEMA;
  if (SCHEMA_LIST_KEYWORDS.has(keyword)) return LIST;
  return SCHEMA_MAP_KEYWORDS.has(keyword) ? MAP : undefined;
}

function isType(value: Json): boolean {
  const types = Array.isArray(value) ? value : [value];
  return (
    types.length > 0 && new Set(types).size === types.length && types.every((type) => TYPES.includes(String(type)))
  );
}

function isTextList(value: Json): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isPattern(value: Json): boolean {
  if (typeof value !== 'string') return false;
  return ['u', ''].some((flags) => {
    try {
      return new RegExp(value, flags) instanceof RegExp;
    } catch {
      return false;
    }
  });
}

function hint(keyword: string, value: Json): string {
  const near = keyword === 'type' && typeof value === 'string' ? nearest(value, TYPES) : undefined;
  return near ? ` (did you mean ${near}?)` : '';
}

function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}
