import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { badRequest, badStructure, type Fault, unprocessable } from './answer.ts';
import { parseDateTime } from './calendar.ts';
import type { Call } from './call.ts';

/** What one attribute of a body must be. */
export interface AttributeRule {
  readonly is: 'anything' | 'boolean' | 'string' | 'uuid' | 'date-time' | readonly string[];
  readonly required?: boolean;
  readonly nullable?: boolean;
}

/** What a body must be: `{data: {type, attributes}}`. */
export interface BodyShape {
  /** The only value of `data.type`; without it any string will do. */
  readonly type?: string;
  readonly attributes: Readonly<Record<string, AttributeRule>>;
  /** True when attributes that are not listed are refused. */
  readonly closed?: boolean;
}

/** The attributes of a body that has a `data` object with an `attributes` object; refuses with 400 otherwise. */
export function attributesOf(call: Call): JsonObject {
  const data = isJsonObject(call.body) ? call.body['data'] : undefined;
  const attributes = isJsonObject(data) ? data['attributes'] : undefined;
  if (!isJsonObject(attributes)) throw badStructure();
  return attributes as JsonObject;
}

/** The attributes of a body that keeps its shape; refuses with 400 or 422 otherwise. */
export function readBody(call: Call, shape: BodyShape): JsonObject {
  const attributes = attributesOf(call);
  if (call.defects.has('D27') && Object.values(attributes).some(hasNul)) throw badRequest('string contains null byte');
  const strict = !call.defects.has('D17');
  const faults = [...(strict ? frameFaults(call.body, attributes, shape) : []), ...attributeFaults(attributes, shape)];
  if (faults.length > 0) throw unprocessable(faults);
  return attributes;
}

function hasNul(value: unknown): boolean {
  return typeof value === 'string' && value.includes('\0');
}

/** The type of a body, and members that it must not have. */
function frameFaults(body: unknown, attributes: JsonObject, shape: BodyShape): Fault[] {
  const faults: Fault[] = [];
  const type = isJsonObject(body) && isJsonObject(body['data']) ? body['data']['type'] : undefined;
  if (typeof type !== 'string' || (shape.type !== undefined && type !== shape.type)) {
    faults.push({ title: 'type', detail: `The property '#/type' must be ${shape.type ?? 'a string'}` });
  }
  if (!shape.closed) return faults;
  const extra = Object.keys(attributes).filter((title) => !Object.hasOwn(shape.attributes, title));
  return [...faults, ...extra.map((title) => ({ title, detail: `The property '#/${title}' is not known here` }))];
}

function attributeFaults(attributes: JsonObject, shape: BodyShape): Fault[] {
  return Object.entries(shape.attributes).flatMap(([title, rule]) => {
    if (Object.hasOwn(attributes, title) ? keeps(attributes[title], rule) : !rule.required) return [];
    return [{ title, detail: `The property '#/${title}' must be ${inWords(rule)}` }];
  });
}

const UUID = /^(?:urn:uuid:)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

function keeps(value: unknown, { is, nullable }: AttributeRule): boolean {
  if (is === 'anything') return true;
  if (value === null) return nullable === true;
  if (is === 'boolean') return typeof value === 'boolean';
  if (typeof value !== 'string') return false;
  if (is === 'uuid') return UUID.test(value);
  if (is === 'date-time') return parseDateTime(value) !== undefined;
  return is === 'string' || is.includes(value);
}

function inWords({ is }: AttributeRule): string {
  if (typeof is === 'object') return `one of ${is.join(', ')}`;
  return {
    anything: 'anything',
    boolean: 'true or false',
    string: 'a string',
    uuid: 'a UUID',
    'date-time': 'an RFC 3339 date-time',
  }[is];
}

/** A string attribute; undefined when absent or null. */
export function text(attributes: JsonObject, name: string): string | undefined {
  const value = attributes[name];
  return typeof value === 'string' ? value : undefined;
}
