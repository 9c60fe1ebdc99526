import { PathEvaluationError } from './compare.ts';
import { bool, EMPTY, type PathNode, systemNode, systemValue } from './node.ts';
import { boundedPattern, replaceMatches } from './pattern.ts';
import { argument, numberOf, type PathFunction, type Scope, stringOf } from './scope.ts';
import { parseDateTime, parseTime } from './temporal.ts';

type TextCall = (text: string, args: readonly (readonly PathNode[])[]) => readonly PathNode[];

/** A function of one string; empty on an empty input, an error on several items. */
const onText =
  (run: TextCall): PathFunction =>
  (args) =>
  (input, scope) => {
    if (input.length > 1) throw new PathEvaluationError('a single string was expected, but there are several');
    const text = stringOf(input);
    if (text === undefined) return EMPTY;
    return run(
      text,
      args.map((arg) => argument(arg, scope)),
    );
  };

const test = (decide: (text: string, other: string) => boolean): PathFunction =>
  onText((text, [other]) => {
    const second = other && stringOf(other);
    return second === undefined ? EMPTY : bool(decide(text, second));
  });

const string = (value: string): readonly PathNode[] => [systemNode(value, 'String')];
const integer = (value: number): readonly PathNode[] => [systemNode(value, 'Integer')];

/** A function of one number. */
const onNumber =
  (run: (value: number, args: readonly (number | undefined)[]) => number, type: 'Integer' | 'Decimal'): PathFunction =>
  (args) =>
  (input, scope) => {
    const value = numberOf(input);
    if (value === undefined) return EMPTY;
    const result = run(
      value,
      args.map((arg) => numberOf(argument(arg, scope))),
    );
    return Number.isFinite(result) ? [systemNode(result, type)] : EMPTY;
  };

type Convert = (node: PathNode) => PathNode | undefined;

const toInteger: Convert = (node) => {
  if (typeof node.value === 'boolean') return systemNode(node.value ? 1 : 0, 'Integer');
  if (typeof node.value === 'number')
    return Number.isInteger(node.value) ? systemNode(node.value, 'Integer') : undefined;
  return typeof node.value === 'string' && /^[+-]?\d{1,10}$/.test(node.value)
    ? systemNode(Number(node.value), 'Integer')
    : undefined;
};
const toDecimal: Convert = (node) => {
  if (typeof node.value === 'boolean') return systemNode(node.value ? 1 : 0, 'Decimal');
  if (typeof node.value === 'number') return systemNode(node.value, 'Decimal');
  return typeof node.value === 'string' && /^[+-]?\d{1,30}(\.\d{1,30})?$/.test(node.value)
    ? systemNode(Number(node.value), 'Decimal')
    : undefined;
};
const toBoolean: Convert = (node) => {
  const text = String(node.value).toLowerCase();
  if (['true', 't', 'yes', 'y', '1', '1.0'].includes(text)) return { value: true, type: 'System.Boolean' };
  return ['false', 'f', 'no', 'n', '0', '0.0'].includes(text) ? { value: false, type: 'System.Boolean' } : undefined;
};
const toText: Convert = (node) => {
  const text = stringOf([node]);
  return text === undefined ? undefined : systemNode(text, 'String');
};
const toTemporal =
  (kind: 'Date' | 'DateTime' | 'Time'): Convert =>
  (node) => {
    const text = stringOf([node]) ?? '';
    const value = kind === 'Time' ? parseTime(text) : parseDateTime(kind === 'Date' ? text.slice(0, 10) : text);
    return value && { value, type: `System.${kind}` };
  };
const toQuantity: Convert = (node) => {
  const value = systemValue(node);
  if (typeof value === 'number') return { value: { value, unit: '1' }, type: 'System.Quantity' };
  if (typeof value === 'object' && 'unit' in value) return { value, type: 'System.Quantity' };
  const match =
    typeof value === 'string'
      ? /^([+-]?\d{1,30}(?:\.\d{1,30})?)\s{0,10}(?:'([^']{1,100})'|([a-z]{1,20}))?$/.exec(value)
      : null;
  return match
    ? { value: { value: Number(match[1]), unit: match[2] ?? match[3] ?? '1' }, type: 'System.Quantity' }
    : undefined;
};

const convert =
  (run: Convert): PathFunction =>
  () =>
  (input) => {
    const node = input[0];
    const converted = node && input.length === 1 ? run(node) : undefined;
    return converted ? [converted] : EMPTY;
  };
const converts =
  (run: Convert): PathFunction =>
  () =>
  (input) =>
    input[0] ? bool(input.length === 1 && run(input[0]) !== undefined) : EMPTY;

function matching(whole: boolean): PathFunction {
  return ([pattern], [raw]) => {
    const ready = raw?.kind === 'literal' ? boundedPattern(String(raw.value), whole) : undefined;
    return (input, scope: Scope) => {
      const text = stringOf(input);
      if (text === undefined) return EMPTY;
      const source = ready ?? boundedPattern(stringOf(argument(pattern, scope)) ?? '', whole);
      return bool(source(text));
    };
  };
}

/** Functions on strings and numbers, and conversions (FHIRPath 2.0, sections 5.5 to 5.7). */
export const stringFunctions: Readonly<Record<string, PathFunction>> = {
  contains: test((text, other) => text.includes(other)),
  startsWith: test((text, other) => text.startsWith(other)),
  endsWith: test((text, other) => text.endsWith(other)),
  indexOf: onText((text, [other]) => integer(text.indexOf(stringOf(other ?? EMPTY) ?? '\u0000'))),
  lastIndexOf: onText((text, [other]) => integer(text.lastIndexOf(stringOf(other ?? EMPTY) ?? '\u0000'))),
  substring: onText((text, [start, length]) => {
    const from = numberOf(start ?? EMPTY) ?? 0;
    if (from < 0 || from >= text.length) return EMPTY;
    const count = numberOf(length ?? EMPTY);
    return string(count === undefined ? text.slice(from) : text.slice(from, from + count));
  }),
  length: onText((text) => integer(text.length)),
  upper: onText((text) => string(text.toUpperCase())),
  lower: onText((text) => string(text.toLowerCase())),
  trim: onText((text) => string(text.trim())),
  split: onText((text, [separator]) =>
    text.split(stringOf(separator ?? EMPTY) ?? ',').map((part) => systemNode(part, 'String')),
  ),
  join:
    ([separator]) =>
    (input, scope) =>
      string(input.map((node) => stringOf([node]) ?? '').join(stringOf(argument(separator, scope)) ?? '')),
  replace: onText((text, [pattern, substitution]) =>
    string(text.replaceAll(stringOf(pattern ?? EMPTY) ?? '\u0000', () => stringOf(substitution ?? EMPTY) ?? '')),
  ),
  replaceMatches: onText((text, [pattern, substitution]) =>
    string(replaceMatches(text, stringOf(pattern ?? EMPTY) ?? '', stringOf(substitution ?? EMPTY) ?? '')),
  ),
  matches: matching(false),
  matchesFull: matching(true),
  toChars: onText((text) => [...text].map((char) => systemNode(char, 'String'))),
  abs: onNumber(Math.abs, 'Decimal'),
  ceiling: onNumber(Math.ceil, 'Integer'),
  floor: onNumber(Math.floor, 'Integer'),
  truncate: onNumber(Math.trunc, 'Integer'),
  sqrt: onNumber(Math.sqrt, 'Decimal'),
  exp: onNumber(Math.exp, 'Decimal'),
  ln: onNumber(Math.log, 'Decimal'),
  log: onNumber((value, [base]) => Math.log(value) / Math.log(base ?? Number.NaN), 'Decimal'),
  power: onNumber((value, [exponent]) => value ** (exponent ?? Number.NaN), 'Decimal'),
  round: onNumber((value, [digits]) => Number(value.toFixed(Math.min(15, Math.max(0, digits ?? 0)))), 'Decimal'),
  toInteger: convert(toInteger),
  toDecimal: convert(toDecimal),
  toBoolean: convert(toBoolean),
  toString: convert(toText),
  toDate: convert(toTemporal('Date')),
  toDateTime: convert(toTemporal('DateTime')),
  toTime: convert(toTemporal('Time')),
  toQuantity: convert(toQuantity),
  convertsToInteger: converts(toInteger),
  convertsToDecimal: converts(toDecimal),
  convertsToBoolean: converts(toBoolean),
  convertsToString: converts(toText),
  convertsToDate: converts(toTemporal('Date')),
  convertsToDateTime: converts(toTemporal('DateTime')),
  convertsToTime: converts(toTemporal('Time')),
  convertsToQuantity: converts(toQuantity),
};
