import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { describe, idProblem } from '../structure/primitives.ts';
import type { ElementPlan, Member, TypePlan } from '../structure/type-plan.ts';
import { checkBinding } from './bindings.ts';
import { checksOf, type MemberCheck, PRIMITIVE, RESOURCE, SHADOW, type TypeCheck } from './checks.ts';
import { ALL_MARKS, checkInvariants } from './invariants.ts';
import type { ResourceFrame, Session } from './session.ts';

const SHAPE = 'json-shape';
const JSON_CLAUSE = 'FHIR, JSON representation of resources (json.html)';
const UNSHAPED = { code: 'invalid', rule: SHAPE, clause: JSON_CLAUSE };

/** Codes that are remembered per binding. */
const MOST_CODES = 1000;

/** Validate a resource against its base definition, its rules, and the profiles that it claims. */
export function walkResource(session: Session, frame: ResourceFrame): void {
  session.begin(frame);
  const type = checksOf(session.engine).of(frame.plan);
  // Both give marks to members, so they come before the walk.
  const { invariants, rules } = type;
  const marks = walkObject(session, frame.value, type, frame);
  if (invariants.length > 0) checkInvariants(session, frame, frame.value, frame.plan, undefined, invariants, marks);
  for (const { check, mark } of rules) if ((marks & mark) === mark) check(session, frame);
}

/** Validate the members of an object of a known type; gives the marks that they leave. */
function walkObject(session: Session, value: JsonObject, type: TypeCheck, frame: ResourceFrame): number {
  let chosen: ElementPlan | undefined;
  let alsoChosen: Set<ElementPlan> | undefined;
  let empty = true;
  let extended = false;
  let present = 0;
  let marks = 0;
  let last: MemberCheck | undefined;
  for (const name in value) {
    empty = false;
    const item = value[name];
    if (type.namesItself && name === 'resourceType') continue;
    const expected = last === undefined ? type.first : last.next;
    const check = expected?.name === name ? expected : type.follow(last, name);
    if (check === undefined) {
      if (item !== undefined && (name === 'extension' || name === 'modifierExtension')) extended = true;
      unknownMember(session, name, type.plan);
      continue;
    }
    last = check;
    if (check.isChoice) {
      const { element } = check;
      if (chosen === undefined) chosen = element;
      else if (chosen === element || alsoChosen?.has(element)) tooManyChoices(session, check.member);
      else {
        alsoChosen ??= new Set();
        alsoChosen.add(element);
      }
    }
    if (item === undefined) continue;
    present |= check.bit;
    marks |= check.mark;
    if (check.isExtension) extended = true;
    if (isSilent(check, item) && !check.isArray) continue;
    walkMember(session, value, check, item, frame);
  }
  if (empty) session.report(UNSHAPED, 'An object must have some content');
  if (present !== type.requiredBits || type.manyRequired) reportMissing(session, value, type.plan);
  type.rule?.(session, value, type.plan, frame);
  if (extended) session.engine.extensionRule(session, value, type.plan, frame);
  return marks;
}

/** True for a primitive value on which there is nothing to say, wherever it stands. */
function isSilent({ silent, binding, goodCodes }: MemberCheck, value: Json): boolean {
  return silent?.(value) === true && (binding === undefined || goodCodes.has(value as string));
}

function reportMissing(session: Session, value: JsonObject, plan: TypePlan): void {
  for (const element of plan.required) if (!isPresent(value, element)) missing(session, element, plan);
}

function isPresent(value: JsonObject, element: ElementPlan): boolean {
  for (const name of element.names) if (value[name] !== undefined) return true;
  return false;
}

function missing(session: Session, element: ElementPlan, plan: TypePlan): void {
  session.report(
    { code: 'structure', rule: 'cardinality', clause: `${plan.url}#${element.path}` },
    `${element.path}: at least ${element.min} required, but found none`,
  );
}

function unknownMember(session: Session, name: string, plan: TypePlan): void {
  session.report(
    { code: 'structure', rule: 'unknown-member', clause: `${plan.url}#${plan.name}` },
    `Unrecognized member '${name}' in ${plan.name}`,
    '',
    [name],
  );
}

function tooManyChoices(session: Session, member: Member): void {
  session.report(
    { code: 'structure', rule: 'cardinality', clause: `FHIR element ${member.element.path}` },
    `${member.element.path}: only one type of value is allowed, but '${member.json}' is another one`,
  );
}

function walkMember(session: Session, holder: JsonObject, check: MemberCheck, value: Json, frame: ResourceFrame): void {
  const { member } = check;
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    if (!check.isArray) shape(session, member, 'must be a single value, not an array');
    if (list.length === 0) {
      shape(session, member, 'must not be empty; a member without values must be absent');
      return;
    }
    if (list.length > check.element.max && !member.shadow) overMax(session, member, list.length);
    if (list.length > session.engine.limits.items) {
      shape(session, member, `has more than ${session.engine.limits.items} items`);
      return;
    }
    for (let i = 0; i < list.length; i++) {
      const item = list[i] ?? null;
      if (isSilent(check, item)) continue;
      session.step(member, i);
      walkItem(session, holder, check, item, frame, i);
      session.back();
    }
    return;
  }
  if (check.isArray) shape(session, member, `must be an array, not ${kindOf(value)}`);
  session.step(member, -1);
  walkItem(session, holder, check, value, frame, -1);
  session.back();
}

function overMax(session: Session, member: Member, found: number): void {
  const { element } = member;
  session.report(
    { code: 'structure', rule: 'cardinality', clause: `FHIR element ${element.path}` },
    `${element.path}: at most ${element.max} allowed, but found ${found}`,
  );
}

function kindOf(value: Json): string {
  if (value === null) return 'null';
  return typeof value === 'object' ? 'an object' : 'a primitive value';
}

function shape(session: Session, member: Member, problem: string): void {
  session.report(UNSHAPED, `The member '${member.json}' ${problem}`, `.${member.label}`, [member.json]);
}

function walkItem(
  session: Session,
  holder: JsonObject,
  check: MemberCheck,
  value: Json,
  frame: ResourceFrame,
  index: number,
): void {
  const { kind } = check;
  if (kind === PRIMITIVE) {
    walkPrimitive(session, holder, check, value, frame, index);
    return;
  }
  if (kind === SHADOW) {
    walkShadow(session, holder, check, value, frame, index);
    return;
  }
  if (!isJsonObject(value)) {
    session.report(UNSHAPED, `${check.element.path} must be an object, not ${describe(value)}`);
    return;
  }
  if (kind === RESOURCE) {
    walkInner(session, holder, check.member, value, frame);
    return;
  }
  const { type, binding, invariants } = check;
  const marks = walkObject(session, value, type, frame);
  if (binding) checkBinding(session, value, type.plan.typeName, binding);
  if (invariants.length > 0) checkInvariants(session, frame, value, type.plan, undefined, invariants, marks);
}

/** A resource within a resource: contained, or in a Bundle entry or a parameter. */
function walkInner(
  session: Session,
  holder: JsonObject,
  member: Member,
  value: JsonObject,
  frame: ResourceFrame,
): void {
  const type = value['resourceType'];
  const plan = typeof type === 'string' ? session.engine.types.type(type) : undefined;
  if (plan?.kind !== 'resource' || plan.abstract) {
    const about = { code: 'invalid', rule: 'resource-type', clause: JSON_CLAUSE };
    session.report(
      about,
      typeof type === 'string' ? `There is no resource type '${type}'` : 'A resource must have a resourceType',
    );
    return;
  }
  const contained = member.json === 'contained';
  const fullUrl = holder['fullUrl'];
  walkResource(session, {
    value,
    plan,
    expression: session.expression(),
    ...(contained ? { container: frame.container ?? frame } : { outer: frame }),
    ...(contained && frame.outer && { outer: frame.outer }),
    ...(!contained && typeof fullUrl === 'string' && { fullUrl }),
    ...(contained && frame.fullUrl !== undefined && { fullUrl: frame.fullUrl }),
  });
}

function walkPrimitive(
  session: Session,
  holder: JsonObject,
  check: MemberCheck,
  value: Json,
  frame: ResourceFrame,
  index: number,
): void {
  const { element, member } = check;
  const { plan } = check.type;
  if (value === null) {
    if (index < 0 || !hasShadow(holder, member, index))
      session.report(UNSHAPED, `${element.path}: null stands for a value only beside an entry in '_${member.json}'`);
    return;
  }
  const problem = valueProblem(check, value, holder, frame);
  if (problem !== undefined) {
    session.report({ code: 'invalid', rule: `type-${plan.typeName}`, clause: plan.url }, problem);
    return;
  }
  if (typeof value === 'number' && check.countsInteger && Number.isInteger(value)) checkIntegerSpelling(session, plan);
  if (element.maxLength !== undefined && typeof value === 'string' && value.length > element.maxLength)
    session.report(
      { code: 'invalid', rule: 'max-length', clause: `FHIR element ${element.path}` },
      `The value is longer than ${element.maxLength} characters (${value.length})`,
    );
  check.rule?.(session, value, member, frame);
  if (check.binding !== undefined && typeof value === 'string' && !check.goodCodes.has(value))
    checkCode(session, check, value);
  const { invariants } = check;
  if (invariants.length > 0)
    checkInvariants(session, frame, value, plan, shadowOf(holder, member, index), invariants, ALL_MARKS);
}

function valueProblem(check: MemberCheck, value: Json, holder: JsonObject, frame: ResourceFrame): string | undefined {
  if (check.isId && holder === frame.value) return resourceIdProblem(value);
  return check.plain(value) ? undefined : check.check?.(value);
}

/** Check a code against its binding, and remember it when there is nothing to say. */
function checkCode(session: Session, check: MemberCheck, value: string): void {
  if (!check.binding) return;
  const before = session.noted;
  checkBinding(session, value, check.type.plan.typeName, check.binding);
  if (session.noted === before && check.goodCodes.size < MOST_CODES) check.goodCodes.add(value);
}

function resourceIdProblem(value: Json): string | undefined {
  if (typeof value !== 'string') return `Expected a JSON string but found ${describe(value)}`;
  return /^[A-Za-z0-9\-.]{1,64}$/.test(value) ? undefined : idProblem(value);
}

/** `1.0` and `1e0` are no integers although JSON readers take them for one. */
function checkIntegerSpelling(session: Session, plan: TypePlan): void {
  const raw = session.rawNumber();
  if (raw !== undefined && /[.eE]/.test(raw))
    session.report(
      { code: 'invalid', rule: `type-${plan.typeName}`, clause: plan.url },
      `Expected an integer but found ${raw}`,
    );
}

function shadowOf(holder: JsonObject, member: Member, index: number): JsonObject | undefined {
  const shadow = holder[`_${member.json}`];
  const item = index >= 0 && Array.isArray(shadow) ? (shadow as readonly Json[])[index] : shadow;
  return isJsonObject(item) ? item : undefined;
}

function hasShadow(holder: JsonObject, member: Member, index: number): boolean {
  return shadowOf(holder, member, index) !== undefined;
}

/** The `_x` beside a primitive `x`: its id and extensions. */
function walkShadow(
  session: Session,
  holder: JsonObject,
  check: MemberCheck,
  value: Json,
  frame: ResourceFrame,
  index: number,
): void {
  const { member, invariants } = check;
  const plain = holder[member.json.slice(1)];
  if (value === null) {
    const beside = Array.isArray(plain) ? (plain as readonly Json[])[index] : undefined;
    if (index < 0 || beside === undefined || beside === null)
      session.report(UNSHAPED, `'${member.json}' must not be null where there is no value either`);
    return;
  }
  if (!isJsonObject(value)) {
    session.report(UNSHAPED, `'${member.json}' must be an object, not ${describe(value)}`);
    return;
  }
  walkObject(session, value, check.type, frame);
  const beside = index >= 0 && Array.isArray(plain) ? (plain as readonly Json[])[index] : plain;
  if (beside !== undefined && beside !== null) return;
  if (value['extension'] === undefined && Object.keys(value).length > 0)
    session.report({ code: 'invariant', rule: 'ele-1', clause: 'ele-1' }, 'An element must have a value or children');
  if (invariants.length > 0) checkInvariants(session, frame, undefined, member.plan, value, invariants, ALL_MARKS);
}
