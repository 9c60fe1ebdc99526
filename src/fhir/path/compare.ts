import { isJsonObject } from '../../kernel/json.ts';
import { isPlainMoment } from '../structure/plain-values.ts';
import { isTemporal, type PathNode, type PathQuantity, type SystemValue, systemValue } from './node.ts';
import { addToTemporal, compareTemporal } from './temporal.ts';

/** A FHIRPath expression that cannot be evaluated on these operands. */
export class PathEvaluationError extends Error {}

/** Equality of two items (FHIRPath 2.0, section 6.1.1); undefined where it is unknown. */
export function itemEquals(a: PathNode, b: PathNode): boolean | undefined {
  const left = systemValue(a);
  const right = systemValue(b);
  if (left === undefined || right === undefined) {
    if (left !== undefined || right !== undefined) return false;
    return deepEquals(a.value, b.value);
  }
  return valueEquals(left, right);
}

function valueEquals(left: SystemValue, right: SystemValue): boolean | undefined {
  if (isTemporal(left) || isTemporal(right)) {
    const a = toTemporal(left, right);
    const b = toTemporal(right, left);
    if (!a || !b) return false;
    const order = compareTemporal(a, b);
    return order === undefined ? undefined : order === 0;
  }
  if (typeof left === 'object' && typeof right === 'object') return quantityOrder(left, right) === 0;
  return left === right;
}

function toTemporal(value: SystemValue, _other: SystemValue) {
  return isTemporal(value) ? value : undefined;
}

/** Deep equality of JSON values; member order does not matter. */
export function deepEquals(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, i) => deepEquals(item, b[i]));
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => deepEquals(a[name], b[name]));
}

/** Equality of collections, ordered; undefined where it is unknown. */
export function listEquals(a: readonly PathNode[], b: readonly PathNode[]): boolean | undefined {
  if (a.length === 0 || b.length === 0) return undefined;
  if (a.length !== b.length) return false;
  let unknown = false;
  for (let i = 0; i < a.length; i++) {
    const left = a[i];
    const right = b[i];
    const equal = left && right ? itemEquals(left, right) : false;
    if (equal === false) return false;
    if (equal === undefined) unknown = true;
  }
  return unknown ? undefined : true;
}

/** Equivalence of collections, order ignored (FHIRPath 2.0, section 6.1.2). */
export function listEquivalent(a: readonly PathNode[], b: readonly PathNode[]): boolean {
  if (a.length !== b.length) return false;
  const rest = [...b];
  return a.every((item) => {
    const at = rest.findIndex((other) => itemEquivalent(item, other));
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  });
}

function itemEquivalent(a: PathNode, b: PathNode): boolean {
  const left = systemValue(a);
  const right = systemValue(b);
  if (typeof left === 'string' && typeof right === 'string') return folded(left) === folded(right);
  if (typeof left === 'number' && typeof right === 'number') return Math.abs(left - right) < 1e-8;
  return itemEquals(a, b) ?? false;
}

function folded(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ');
}

/** -1, 0 or 1, or undefined where the order is unknown; throws when the types cannot be ordered. */
export function itemOrder(a: PathNode, b: PathNode): number | undefined {
  const plain = plainOrder(a, b);
  if (plain !== undefined) return plain;
  const left = systemValue(a);
  const right = systemValue(b);
  if (left === undefined || right === undefined) throw new PathEvaluationError('only primitive values can be ordered');
  if (typeof left === 'number' && typeof right === 'number') return Math.sign(left - right);
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  if (isTemporal(left) && isTemporal(right)) return compareTemporal(left, right);
  if (isTemporal(left) || isTemporal(right)) throw new PathEvaluationError('a date can be compared with a date only');
  if (typeof left === 'object' && typeof right === 'object') return quantityOrder(left, right);
  throw new PathEvaluationError(`${typeof left} and ${typeof right} cannot be compared`);
}

/** The order of two moments that are written alike, which their texts have too; undefined for all else. */
function plainOrder({ value: a, type: left }: PathNode, { value: b, type: right }: PathNode): number | undefined {
  if (typeof a !== 'string' || typeof b !== 'string' || a.length !== b.length || !DATES.has(left) || !DATES.has(right))
    return undefined;
  const alike = a.length === 10 || (a.length < 26 && a.endsWith(b.slice(19)));
  if (!alike || !isPlainMoment(a) || !isPlainMoment(b)) return undefined;
  return a < b ? -1 : a > b ? 1 : 0;
}
const DATES = new Set(['date', 'dateTime', 'instant']);

/** Order of two quantities whose units are equal or convertible; undefined for others. */
export function quantityOrder(a: PathQuantity, b: PathQuantity): number | undefined {
  const left = canonicalUnit(a);
  const right = canonicalUnit(b);
  if (left.unit !== right.unit) return undefined;
  return Math.sign(Number((left.value - right.value).toPrecision(12)));
}

/** The quantity in the base unit of a small table of common units; other units stay as they are. */
export function canonicalUnit(quantity: PathQuantity): PathQuantity {
  const factor = UNITS[quantity.unit];
  return factor ? { value: quantity.value * factor[0], unit: factor[1] } : quantity;
}

/** UCUM codes and calendar words that convert by a constant factor. */
const UNITS: Readonly<Record<string, readonly [number, string]>> = {
  year: [31_557_600, 's'],
  a: [31_557_600, 's'],
  month: [2_629_800, 's'],
  mo: [2_629_800, 's'],
  week: [604_800, 's'],
  wk: [604_800, 's'],
  day: [86_400, 's'],
  d: [86_400, 's'],
  hour: [3600, 's'],
  h: [3600, 's'],
  minute: [60, 's'],
  min: [60, 's'],
  second: [1, 's'],
  millisecond: [0.001, 's'],
  ms: [0.001, 's'],
  us: [1e-6, 's'],
  km: [1000, 'm'],
  dm: [0.1, 'm'],
  cm: [0.01, 'm'],
  mm: [0.001, 'm'],
  um: [1e-6, 'm'],
  nm: [1e-9, 'm'],
  '[in_i]': [0.0254, 'm'],
  '[ft_i]': [0.3048, 'm'],
  kg: [1000, 'g'],
  mg: [0.001, 'g'],
  ug: [1e-6, 'g'],
  ng: [1e-9, 'g'],
  '[lb_av]': [453.59237, 'g'],
  '[oz_av]': [28.349523125, 'g'],
  dL: [0.1, 'L'],
  cL: [0.01, 'L'],
  mL: [0.001, 'L'],
  uL: [1e-6, 'L'],
  l: [1, 'L'],
  ml: [0.001, 'L'],
  'kg/m2': [1000, 'g/m2'],
  'g/dL': [10, 'g/L'],
  'mg/dL': [0.01, 'g/L'],
  'mg/L': [0.001, 'g/L'],
  '%': [0.01, '1'],
};

/** `temporal + quantity`, or undefined where the unit is not one of time. */
export function shiftTemporal(node: PathNode, quantity: PathQuantity, sign: 1 | -1): PathNode | undefined {
  const value = systemValue(node);
  if (!isTemporal(value)) return undefined;
  const moved = addToTemporal(value, sign * quantity.value, quantity.unit);
  return moved && { value: moved, type: `System.${moved.kind}` };
}
