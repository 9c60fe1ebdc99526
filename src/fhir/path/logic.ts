import { listEquals } from './compare.ts';
import type { PathNode } from './node.ts';
import type { Evaluate, Scope } from './scope.ts';

/** The truth of an expression for its input; undefined is unknown. */
export type Truth = (input: readonly PathNode[], scope: Scope) => boolean | undefined;

/** Operators that give at most one boolean. */
export const LOGIC: ReadonlySet<string> = new Set([
  'and',
  'or',
  'xor',
  'implies',
  '=',
  '!=',
  '~',
  '!~',
  'in',
  'contains',
  '<',
  '>',
  '<=',
  '>=',
]);

/** Three-valued logic (FHIRPath 2.0, section 6.5). */
export function connective(op: 'and' | 'or' | 'xor' | 'implies', left: Truth, right: Truth): Truth {
  switch (op) {
    case 'and':
      return (input, scope) => {
        const a = left(input, scope);
        if (a === false) return false;
        const b = right(input, scope);
        return b === false ? false : a === undefined || b === undefined ? undefined : true;
      };
    case 'or':
      return (input, scope) => {
        const a = left(input, scope);
        if (a === true) return true;
        const b = right(input, scope);
        return b === true ? true : a === undefined || b === undefined ? undefined : false;
      };
    case 'xor':
      return (input, scope) => {
        const a = left(input, scope);
        const b = right(input, scope);
        return a === undefined || b === undefined ? undefined : a !== b;
      };
    case 'implies':
      return (input, scope) => {
        const a = left(input, scope);
        if (a === false) return true;
        const b = right(input, scope);
        return b === true ? true : a === undefined ? undefined : b;
      };
  }
}

/** Types whose text stands for a moment, and is not compared as text. */
const TEMPORAL = new Set(['date', 'dateTime', 'instant', 'time']);

/** `=` and `!=`; `wanted` is the text on the right where that is a literal. */
export function equality(op: '=' | '!=', left: Evaluate, right: Evaluate, wanted: string | undefined): Truth {
  const same = op === '=';
  return (input, scope) => {
    const a = left(input, scope);
    const only = a[0];
    if (wanted !== undefined && a.length === 1 && typeof only?.value === 'string' && !TEMPORAL.has(only.type))
      return (only.value === wanted) === same;
    const equal = listEquals(a, right(input, scope));
    return equal === undefined ? undefined : equal === same;
  };
}
