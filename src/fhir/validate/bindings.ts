import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { objects } from '../definitions/members.ts';
import type { BindingRecord } from '../definitions/records.ts';
import type { Session } from './session.ts';

interface Coded {
  readonly system: string | undefined;
  readonly code: string;
}

/** True for a binding that `checkBinding` may have something to say on. */
export function isChecked({ strength, maxValueSet, additional }: BindingRecord): boolean {
  return (
    strength === 'required' ||
    strength === 'extensible' ||
    maxValueSet !== undefined ||
    (additional !== undefined && additional.length > 0)
  );
}

/** Check a coded value against its binding: required ones are errors, extensible ones warn, others are not looked at. */
export function checkBinding(session: Session, value: Json, typeName: string, binding: BindingRecord): void {
  if (binding.maxValueSet) checkStrength(session, value, typeName, binding.maxValueSet, 'required');
  for (const valueSet of binding.additional ?? []) checkStrength(session, value, typeName, valueSet, 'required');
  if (binding.strength === 'required') checkStrength(session, value, typeName, binding.valueSet, 'required');
  else if (binding.strength === 'extensible') checkStrength(session, value, typeName, binding.valueSet, 'extensible');
}

function checkStrength(session: Session, value: Json, typeName: string, valueSet: string, strength: string): void {
  const codes = codesOf(value, typeName);
  if (codes === undefined) return;
  const required = strength === 'required';
  if (codes.length === 0) {
    if (required && (typeName === 'CodeableConcept' || typeName === 'Coding'))
      fail(session, valueSet, 'No code is given, and a code from this value set is required', true);
    return;
  }
  let unknown = false;
  for (const { system, code } of codes) {
    const answer = session.engine.terminology.holds(valueSet, system, code);
    if (answer === true) return;
    if (answer === undefined) unknown = true;
  }
  const shown = codes.map(({ system, code }) => (system ? `${system}#${code}` : `'${code}'`)).join(', ');
  if (unknown) {
    const why = session.engine.terminology.knows(valueSet)
      ? 'it draws on a code system that is not held here'
      : 'the value set is not held here';
    if (required) session.leaveOpen('value-set', valueSet, `${shown}: ${why}`);
    return;
  }
  fail(
    session,
    valueSet,
    `${shown} is not in the value set, and a code from it is ${required ? 'required' : 'expected'}`,
    required,
  );
}

function fail(session: Session, valueSet: string, message: string, required: boolean): void {
  const severity = required ? 'error' : 'warning';
  const clause = `binding to ${valueSet}`;
  session.report({ severity, code: 'code-invalid', rule: 'binding', clause }, `${message} (${valueSet})`);
}

function codesOf(value: Json, typeName: string): Coded[] | undefined {
  if (typeof value === 'string') return [{ system: undefined, code: value }];
  if (!isJsonObject(value)) return undefined;
  if (typeName === 'CodeableConcept')
    return value['coding'] === undefined ? [] : objects(value, 'coding').flatMap(coded);
  if (typeName === 'CodeableReference') return undefined;
  return coded(value);
}

function coded(value: JsonObject): Coded[] {
  const { code, system } = value;
  return typeof code === 'string' ? [{ system: typeof system === 'string' ? system : '', code }] : [];
}
