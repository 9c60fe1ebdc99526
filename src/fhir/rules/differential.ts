import type { JsonObject } from '../../kernel/json.ts';
import { choice, object, objects, text } from '../definitions/members.ts';
import type { ElementRecord, TypeRef } from '../definitions/records.ts';
import type { LaidElement } from '../profile/merge.ts';
import type { Session } from '../validate/session.ts';

const CLAUSE = 'FHIR, profiling.html: a profile only narrows what its base allows';
const BASE = 'http://hl7.org/fhir/StructureDefinition/';
const about = { code: 'business-rule', rule: 'profile-narrows', clause: CLAUSE };
const broken = { ...about, code: 'exception' };

/** Check one element of a differential, `index`, against the element of the base that it changes. */
export function checkLaidElement(session: Session, raw: JsonObject, laid: LaidElement, index: number): void {
  const { element, base, entry } = laid;
  if (!base) return;
  const sliced = base.slice !== undefined;
  if (!sliced) checkCardinality(session, element, base);
  checkTypes(session, element, base, index);
  checkFixedType(session, raw, element, base);
  checkBindingChange(session, raw, element, base, index);
  if (element.slice !== undefined && entry && !entry.slicing && !mayBeSliced(entry))
    session.report(
      { ...about, code: 'value' },
      `The slice '${element.path}:${element.slice}' stands before slicing is defined for ${element.path}`,
      `.differential.element[${index}]`,
      ['differential', 'element', index],
    );
  const repeats = base.max !== '1' || base.baseMax === '*' || element.path.endsWith('[x]');
  if (object(raw, 'slicing') && !repeats && element.path.includes('.'))
    session.report(
      about,
      `${element.path} does not repeat, so it cannot be sliced`,
      `.differential.element[${index}].slicing`,
      ['differential', 'element', index],
    );
}

/** Extensions are always sliced by url, choices by type; a slice of a slice needs no slicing of its own. */
function mayBeSliced({ path, slice }: ElementRecord): boolean {
  return slice !== undefined || /\.(?:extension|modifierExtension)$/.test(path) || path.endsWith('[x]');
}

function checkCardinality(session: Session, element: ElementRecord, base: ElementRecord): void {
  const most = (max: string | undefined) => (max === '*' ? Number.POSITIVE_INFINITY : Number(max));
  if (element.max !== undefined && base.max !== undefined && most(element.max) > most(base.max))
    session.report(about, `${element.path}: the maximum ${element.max} is greater than that of the base (${base.max})`);
  if (element.min !== undefined && base.min !== undefined && element.min < base.min)
    session.report(about, `${element.path}: the minimum ${element.min} is less than that of the base (${base.min})`);
}

function checkTypes(session: Session, element: ElementRecord, base: ElementRecord, index: number): void {
  for (const [t, type] of (element.types ?? []).entries()) {
    const before = (base.types ?? []).filter(({ code }) => isKindOf(session, type.code, code));
    const renamed = session.engine.definitions.version === '3.0' && element.path.endsWith('[x]');
    if (!renamed && (base.types ?? []).length > 0 && before.length === 0)
      session.report(
        broken,
        `${element.path}: the type ${type.code} is none of the base (${(base.types ?? []).map(({ code }) => code).join(', ')})`,
      );
    checkTargets(session, element, type, before);
    for (const profile of type.profiles) {
      const record = session.engine.definitions.structure(profile);
      if (!record || isKindOf(session, record.type, type.code)) continue;
      session.report(
        about,
        `${element.path}: the profile ${profile} is for ${record.type}, not for ${type.code}`,
        `.differential.element[${index}].type[${t}].profile`,
        ['differential', 'element', index, 'type', t],
      );
    }
  }
}

function isKindOf(session: Session, type: string, base: string): boolean {
  if (type === base || type.includes(':') || base.includes(':') || base === 'Element' || base === '*') return true;
  return session.engine.types.type(type)?.ancestors.has(base) ?? false;
}

function checkTargets(session: Session, element: ElementRecord, type: TypeRef, before: readonly TypeRef[]): void {
  const allowed = new Set(before.flatMap(({ targets }) => targets));
  if (allowed.size === 0 || allowed.has(`${BASE}Resource`) || allowed.has(`${BASE}Any`)) return;
  for (const target of type.targets) {
    const chain = baseChain(session, target);
    if (chain === undefined || chain.some((each) => allowed.has(each))) continue;
    session.report(
      broken,
      `${element.path}: the target ${target} is none that the base allows (${[...allowed].join(', ')})`,
    );
  }
}

/** A profile and all it is based on; undefined when one of them is not held. */
function baseChain(session: Session, canonical: string): readonly string[] | undefined {
  const chain: string[] = [];
  for (let at: string | undefined = canonical; at !== undefined && chain.length < 50; ) {
    const record = session.engine.definitions.structure(at);
    if (!record) return undefined;
    chain.push(record.url);
    at = record.base;
  }
  return chain;
}

function checkFixedType(session: Session, raw: JsonObject, element: ElementRecord, base: ElementRecord): void {
  for (const stem of ['fixed', 'pattern']) {
    const given = choice(raw, stem);
    const allowed = (element.types ?? base.types ?? []).map(({ code }) => code);
    if (!given || allowed.length === 0) continue;
    const lower = given.type.charAt(0).toLowerCase() + given.type.slice(1);
    const type = session.engine.types.type(lower) ? lower : given.type;
    const quantity = (code: string) => type === 'Quantity' && isKindOf(session, code, 'Quantity');
    if (
      allowed.some(
        (code) => code === type || code.includes(':') || code === 'Element' || code === '*' || quantity(code),
      )
    )
      continue;
    session.report(
      about,
      `${element.path}: the ${stem} value is of the type ${type}; the element allows ${allowed.join(', ')}`,
    );
  }
}

function checkBindingChange(
  session: Session,
  raw: JsonObject,
  element: ElementRecord,
  base: ElementRecord,
  index: number,
): void {
  const strength = text(object(raw, 'binding'), 'strength');
  if (base.binding?.strength === 'required' && strength !== undefined && strength !== 'required')
    session.report(about, `${element.path}: a required binding cannot become ${strength}`);
  const valueSet = element.binding?.valueSet;
  const { definitions } = session.engine;
  if (valueSet === undefined || definitions.valueSet(valueSet) || !definitions.codeSystem(valueSet)) return;
  session.report(
    about,
    `${element.path}: the binding names ${valueSet}, which is a code system, not a value set`,
    `.differential.element[${index}].binding`,
    ['differential', 'element', index, 'binding'],
  );
}

/** The elements of a differential stand in the order of the base. */
export function checkOrder(session: Session, laid: readonly LaidElement[]): void {
  const last = new Map<string, number>();
  for (const [index, { element, order }] of laid.entries()) {
    const names = element.path.split('.');
    for (const [step, position] of order.entries()) {
      const parent = names.slice(0, step + 1).join('.');
      const known = last.get(parent) ?? -1;
      if (position < known) {
        session.report(
          { ...about, code: 'value' },
          `${element.path} is out of order: it stands after elements that follow it in the base`,
          `.differential.element[${index}]`,
          ['differential', 'element', index],
        );
        return;
      }
      last.set(parent, position);
    }
    // A slice begins the children anew.
    for (const parent of last.keys())
      if (parent === element.path || parent.startsWith(`${element.path}.`)) last.delete(parent);
  }
}

/** The constraints, by key, that one element states twice with different expressions. */
export function checkKeys(session: Session, raw: JsonObject, index: number): void {
  const seen = new Map<string, string>();
  objects(raw, 'constraint').forEach((constraint, c) => {
    const key = text(constraint, 'key') ?? '';
    const expression = text(constraint, 'expression') ?? '';
    const known = seen.get(key);
    if (known !== undefined && known !== expression)
      session.report(
        about,
        `The constraint '${key}' is stated twice with different expressions`,
        `.differential.element[${index}].constraint[${c}]`,
        ['differential', 'element', index, 'constraint', c],
      );
    seen.set(key, expression);
  });
}
