import fc, { type Arbitrary } from 'fast-check';
import type { Json } from '../kernel/json.ts';
import { FORMATS } from './shared/formats.ts';
import { patternArbitrary } from './shared/pattern.ts';
import { type JsonType, mainType, type View } from './shared/view.ts';
import { FULL_DEPTH, type Workshop } from './shared/workshop.ts';
import { extraView, patternMembers } from './valid/extra.ts';
import { rangeOf } from './valid/number.ts';
import { forRequest, plainValue, writableProperties } from './valid/plain.ts';

/** Longest random text and largest random array, where the schema sets no smaller bound. */
const LONGEST_TEXT = 40;
const MOST_ITEMS = 5;

/** Random values that mostly satisfy the view; whoever uses them checks. Undefined when nothing can be made. */
export function arbitraryOf(workshop: Workshop, view: View, depth = 0): Arbitrary<Json> | undefined {
  if (view.never) return undefined;
  if (view.members) return view.members.value.length > 0 ? fc.constantFrom(...view.members.value) : undefined;
  const plain = plainValue(workshop, view, depth);
  if (depth > FULL_DEPTH) return plain === undefined ? undefined : fc.constant(plain);
  if (view.choices.length > 0) {
    const branches = workshop.branches(view).flatMap((branch) => arbitraryOf(workshop, branch, depth + 1) ?? []);
    return branches.length > 0 ? fc.oneof(...branches) : undefined;
  }
  const type = mainType(view);
  const made = ofType(workshop, view, type, depth);
  const nullable = view.types?.value.includes('null') && type !== 'null';
  return nullable && made
    ? fc.oneof({ weight: 6, arbitrary: made }, { weight: 1, arbitrary: fc.constant(null) })
    : made;
}

function ofType(workshop: Workshop, view: View, type: JsonType, depth: number): Arbitrary<Json> | undefined {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return numbers(view, type);
    case 'string':
      return texts(workshop, view);
    case 'array':
      return arrays(workshop, view, depth);
    case 'object':
      return objects(workshop, view, depth);
  }
}

function numbers(view: View, type: 'integer' | 'number'): Arbitrary<Json> {
  const { least, greatest, step } = rangeOf(view);
  const min = least ?? Math.min(-1000, (greatest ?? 0) - 1000);
  const max = greatest ?? Math.max(1000, min + 1000);
  if (type === 'number' && !view.multipleOf) return fc.double({ min, max, noNaN: true }).map((value) => value + 0);
  const low = Math.ceil(min / step);
  const high = Math.max(low, Math.floor(max / step));
  return fc.integer({ min: low, max: high }).map((count) => Number((count * step).toPrecision(15)));
}

/** A text of the pattern, the format or the lengths; where only an example speaks, the example: nothing is said of texts unlike it. */
function texts(workshop: Workshop, view: View): Arbitrary<Json> {
  const pattern = view.patterns[0];
  const matching = pattern && patternArbitrary(pattern.value);
  if (matching) return matching;
  const format = view.format?.value;
  if (format && FORMATS[format]) return formatted(format, FORMATS[format].valid);
  const given = view.given.map(({ value }) => forRequest(workshop, view, value));
  if (given.length > 0 && !view.minLength && !view.maxLength) return fc.constantFrom(...given);
  const minLength = view.minLength?.value ?? 0;
  const maxLength = Math.min(view.maxLength?.value ?? Infinity, Math.max(minLength, LONGEST_TEXT));
  return fc.string({ minLength, maxLength, unit: 'grapheme-composite' });
}

function formatted(format: string, valid: readonly string[]): Arbitrary<Json> {
  const days = fc.date({ min: new Date('1990-01-01'), max: new Date('2049-12-31'), noInvalidDate: true });
  switch (format) {
    case 'date-time':
      return days.map((date) => `${date.toISOString().slice(0, 19)}Z`);
    case 'date':
      return days.map((date) => date.toISOString().slice(0, 10));
    case 'uuid':
      return fc.uuid();
    case 'email':
      return fc.nat(9999).map((n) => `person${n}@example.org`);
    case 'ipv4':
      return fc.ipV4();
    case 'ipv6':
      return fc.ipV6();
    default:
      return fc.constantFrom(...valid);
  }
}

function arrays(workshop: Workshop, view: View, depth: number): Arbitrary<Json> | undefined {
  const minLength = view.minItems?.value ?? 0;
  const maxLength = Math.min(view.maxItems?.value ?? Infinity, Math.max(minLength, MOST_ITEMS));
  if (view.prefixItems.length > 0) {
    const places = view.prefixItems.flatMap(
      (handle) => arbitraryOf(workshop, workshop.view([handle]), depth + 1) ?? [],
    );
    return fc.tuple(...places);
  }
  const item = view.items ? arbitraryOf(workshop, workshop.view(view.items), depth + 1) : fc.string({ maxLength: 8 });
  if (!item) return minLength === 0 ? fc.constant([]) : undefined;
  if (!view.uniqueItems) return fc.array(item, { minLength, maxLength });
  return fc.uniqueArray(item, { minLength, maxLength, selector: (value) => JSON.stringify(value) });
}

function objects(workshop: Workshop, view: View, depth: number): Arbitrary<Json> | undefined {
  const model: { [name: string]: Arbitrary<Json> } = {};
  const requiredKeys: string[] = [];
  for (const [name, child] of writableProperties(workshop, view)) {
    const needed = view.required.has(name);
    if (!needed && depth >= FULL_DEPTH - 1) continue;
    const arbitrary = arbitraryOf(workshop, child, depth + 1);
    if (arbitrary) model[name] = arbitrary;
    if (arbitrary && needed) requiredKeys.push(name);
  }
  for (const [name, child] of depth < FULL_DEPTH - 1 ? patternMembers(workshop, view) : []) {
    const arbitrary = arbitraryOf(workshop, child, depth + 1);
    if (arbitrary) model[name] ??= arbitrary;
  }
  for (const name of view.required.keys()) {
    if (view.properties.has(name)) continue;
    const child = extraView(workshop, view);
    model[name] = (child && arbitraryOf(workshop, child, depth + 1)) ?? fc.string({ maxLength: 8 });
    requiredKeys.push(name);
  }
  return fc.record(model, { requiredKeys, noNullPrototype: true });
}
