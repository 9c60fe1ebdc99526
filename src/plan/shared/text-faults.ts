import type { InvalidValue } from '../../generate/index.ts';
import type { Parameter } from '../../model/operation.ts';
import type { PlanContext } from './strategy.ts';
import type { Value } from './value.ts';

/** Faulty values of a parameter that survive the journey as text: a value that would change the route or the message itself is left out. */
export function parameterFaults(
  parameter: Parameter,
  base: Value | undefined,
  context: PlanContext,
): readonly InvalidValue[] {
  const usable = base && context.generator.accepts(parameter.schema, base.plain) ? { base: base.plain } : {};
  const faults = context.generator.invalid(parameter.schema, { asText: parameter.mediaType === undefined, ...usable });
  return faults.filter(({ value, keyword }) => travels(parameter, value) && !isIgnorable(parameter, keyword));
}

/** Servers may ignore query parameters that they do not know. */
function isIgnorable(parameter: Parameter, keyword: string): boolean {
  return parameter.in === 'query' && /^(additional|unevaluated)Properties$/.test(keyword);
}

/** True when a text can travel where the parameter goes without becoming something else. */
export function travels(parameter: Parameter, value: unknown): boolean {
  if (value === null) return false;
  if (typeof value === 'object')
    return parameter.in === 'query' || Object.values(value).every((item) => travels(parameter, item));
  if (typeof value !== 'string') return true;
  if (parameter.in === 'path') return value !== '' && !/^\.{1,2}$|[/\\?#]/.test(value);
  if (parameter.in === 'query') return true;
  return /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(value);
}
