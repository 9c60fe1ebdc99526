import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { describe, idProblem } from '../structure/primitives.ts';
import type { ElementPlan, Member, TypePlan } from '../structure/type-plan.ts';
import { checkBinding } from './bindings.ts';
import { checkInvariants, memberInvariants, typeInvariants } from './invariants.ts';
import { mendedBinding } from './mend.ts';
import type { ResourceFrame, Session } from './session.ts';

const SHAPE = 'json-shape';
const JSON_CLAUSE = 'FHIR, JSON representation of resources (json.html)';

/** Validate a resource against its base definition, its rules, and the profiles that it claims. */
export function walkResource(session: Session, frame: ResourceFrame): void {
  session.begin(frame);
  walkObject(session, frame.value, frame.plan, frame);
  checkInvariants(session, frame, session.node(frame.value, frame.plan), typeInvariants(session.engine, frame.plan));
  session.engine.resourceRules(session, frame);
}

/** Validate the members of an object of a known type. */
export function walkObject(session: Session, value: JsonObject, plan: TypePlan, frame: ResourceFrame): void {
  const isResource = plan.kind === 'resource';
  let chosen: Set<ElementPlan> | undefined;
  let count = 0;
  for (const name in value) {
    count++;
    const member = plan.members.get(name);
    const item = value[name];
    if (member === undefined) {
      if (!(isResource && name === 'resourceType')) unknownMember(session, name, plan);
      continue;
    }
    if (member.element.choice && !member.shadow) {
      chosen ??= new Set();
      if (chosen.has(member.element)) tooManyChoices(session, member);
      chosen.add(member.element);
    }
    if (item !== undefined) walkMember(session, value, member, item, frame);
  }
  if (count === 0)
    session.report({ code: 'invalid', rule: SHAPE, clause: JSON_CLAUSE }, 'An object must have some content');
  for (const element of plan.required) if (!isPresent(value, element)) missing(session, element, plan);
  session.engine.typeRules.get(plan.typeName)?.(session, value, plan, frame);
  if (value['extension'] !== undefined || value['modifierExtension'] !== undefined)
    session.engine.extensionRule(session, value, plan, frame);
}

function isPresent(value: JsonObject, element: ElementPlan): boolean {
  for (const name of element.names) if (value[name] !== undefined) return true;
  return false;
}

function missing(session: Session, element: ElementPlan, plan: TypePlan): void {
  const name = element.choice ? `${element.path}` : element.path;
  session.report(
    { code: 'structure', rule: 'cardinality', clause: `${plan.url}#${element.path}` },
    `${name}: at least ${element.min} required, but found none`,
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

/** The name of a member in FHIRPath. */
function labelOf(member: Member): string {
  return member.element.choice ? `${member.element.name}.ofType(${member.typeCode})` : member.element.name;
}

function walkMember(session: Session, holder: JsonObject, member: Member, value: Json, frame: ResourceFrame): void {
  const { element } = member;
  const label = labelOf(member);
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    if (!element.array) shape(session, member, 'must be a single value, not an array', label);
    if (list.length === 0) {
      shape(session, member, 'must not be empty; a member without values must be absent', label);
      return;
    }
    if (list.length > element.max && !member.shadow) overMax(session, member, list.length);
    if (list.length > session.engine.limits.items) {
      shape(session, member, `has more than ${session.engine.limits.items} items`, label);
      return;
    }
    for (let i = 0; i < list.length; i++) {
      session.enter(label, member.json, i, member);
      walkItem(session, holder, member, list[i] ?? null, frame, i);
      session.leave();
    }
    return;
  }
  if (element.array) shape(session, member, `must be an array, not ${kindOf(value)}`, label);
  session.enter(label, member.json, -1, member);
  walkItem(session, holder, member, value, frame, -1);
  session.leave();
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

function shape(session: Session, member: Member, problem: string, label: string): void {
  session.report(
    { code: 'invalid', rule: SHAPE, clause: JSON_CLAUSE },
    `The member '${member.json}' ${problem}`,
    `.${label}`,
    [member.json],
  );
}

function walkItem(
  session: Session,
  holder: JsonObject,
  member: Member,
  value: Json,
  frame: ResourceFrame,
  index: number,
): void {
  if (member.shadow) {
    walkShadow(session, holder, member, value, frame, index);
    return;
  }
  const plan = member.plan;
  if (plan.kind === 'primitive') {
    walkPrimitive(session, holder, member, value, frame, index);
    return;
  }
  if (!isJsonObject(value)) {
    const about = { code: 'invalid', rule: SHAPE, clause: JSON_CLAUSE };
    session.report(about, `${member.element.path} must be an object, not ${describe(value)}`);
    return;
  }
  if (plan.kind === 'resource') {
    walkInner(session, holder, member, value, frame);
    return;
  }
  walkObject(session, value, plan, frame);
  if (member.element.binding) checkBinding(session, value, plan.typeName, member.element.binding);
  const invariants = memberInvariants(session.engine, member);
  if (invariants.length > 0) checkInvariants(session, frame, session.node(value, plan), invariants);
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
  member: Member,
  value: Json,
  frame: ResourceFrame,
  index: number,
): void {
  const { element, plan } = member;
  if (value === null) {
    if (index < 0 || !hasShadow(holder, member, index)) {
      const about = { code: 'invalid', rule: SHAPE, clause: JSON_CLAUSE };
      session.report(about, `${element.path}: null stands for a value only beside an entry in '_${member.json}'`);
    }
    return;
  }
  const problem = element.name === 'id' && holder === frame.value ? resourceIdProblem(value) : plan.check?.(value);
  if (problem !== undefined) {
    session.report({ code: 'invalid', rule: `type-${plan.typeName}`, clause: plan.url }, problem);
    return;
  }
  if (typeof value === 'number' && Number.isInteger(value) && plan.typeName !== 'decimal')
    checkIntegerSpelling(session, plan);
  if (element.maxLength !== undefined && typeof value === 'string' && value.length > element.maxLength)
    session.report(
      { code: 'invalid', rule: 'max-length', clause: `FHIR element ${element.path}` },
      `The value is longer than ${element.maxLength} characters (${value.length})`,
    );
  session.engine.primitiveRules.get(plan.typeName)?.(session, value, member, frame);
  if (element.binding && typeof value === 'string')
    checkBinding(session, value, plan.typeName, mendedBinding(element.path, element.binding));
  const invariants = memberInvariants(session.engine, member);
  if (invariants.length > 0)
    checkInvariants(session, frame, session.node(value, plan, shadowOf(holder, member, index)), invariants);
}

function resourceIdProblem(value: Json): string | undefined {
  if (typeof value !== 'string') return `Expected a JSON string but found ${describe(value)}`;
  return /^[A-Za-z0-9\-.]{1,64}$/.test(value) ? undefined : idProblem(value);
}

/** `1.0` and `1e0` are no integers although JSON readers take them for one. */
function checkIntegerSpelling(session: Session, plan: TypePlan): void {
  if (!session.engine.options.exactNumbers) return;
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
  member: Member,
  value: Json,
  frame: ResourceFrame,
  index: number,
): void {
  const about = { code: 'invalid', rule: SHAPE, clause: JSON_CLAUSE };
  if (value === null) {
    const values = holder[member.json.slice(1)];
    const beside = Array.isArray(values) ? (values as readonly Json[])[index] : undefined;
    if (index < 0 || beside === undefined || beside === null)
      session.report(about, `'${member.json}' must not be null where there is no value either`);
    return;
  }
  if (!isJsonObject(value)) {
    session.report(about, `'${member.json}' must be an object, not ${describe(value)}`);
    return;
  }
  walkObject(session, value, member.plan, frame);
  const plain = holder[member.json.slice(1)];
  const beside = index >= 0 && Array.isArray(plain) ? (plain as readonly Json[])[index] : plain;
  if (beside !== undefined && beside !== null) return;
  if (value['extension'] === undefined && Object.keys(value).length > 0)
    session.report({ code: 'invariant', rule: 'ele-1', clause: 'ele-1' }, 'An element must have a value or children');
  const invariants = memberInvariants(session.engine, member);
  if (invariants.length > 0) checkInvariants(session, frame, session.node(undefined, member.plan, value), invariants);
}
