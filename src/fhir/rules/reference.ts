import type { JsonObject } from '../../kernel/json.ts';
import { text } from '../definitions/members.ts';
import type { TypeRef } from '../definitions/records.ts';
import { isRelative, referenceTargetType, resolveWithin, restReference } from '../validate/resolver.ts';
import type { ResourceFrame, Session } from '../validate/session.ts';

const CLAUSE = 'FHIR, references.html';
const BASE = 'http://hl7.org/fhir/StructureDefinition/';

/** Check a Reference: its form, its contained target, and that its type is one the element may refer to. */
export function checkReference(session: Session, value: JsonObject, frame: ResourceFrame): void {
  const { reference } = value;
  if (typeof reference !== 'string') {
    checkTargetType(session, text(value, 'type'), 'named by its type');
    return;
  }
  const targets = targetsOf(session);
  if (!frame.outer && frame.plan.typeName !== 'Bundle' && isExpected(reference, targets) && value['type'] === undefined)
    return;
  if (/\s/.test(reference))
    session.report(
      { code: 'invalid', rule: 'reference-form', clause: CLAUSE },
      `The reference '${reference}' is not a valid reference`,
    );
  if (reference.startsWith('#')) {
    checkContained(session, reference, frame);
    return;
  }
  const rest = restReference(reference);
  const named = text(value, 'type');
  if (rest && named && session.engine.definitions.version !== '3.0' && named !== rest.type && !named.includes(':'))
    session.report(
      { code: 'structure', rule: 'reference-type', clause: CLAUSE },
      `The type '${named}' is not that of the reference ${reference}`,
    );
  const target = resolveWithin(frame, reference);
  if (!target && frame.outer?.plan.typeName === 'Bundle')
    checkConditional(session, reference, text(frame.outer.value, 'type'));
  if (!target && frame.outer?.plan.typeName === 'Bundle')
    checkInBundle(session, reference, rest !== undefined && rest.base === undefined, frame);
  checkTargetType(session, target ? text(target, 'resourceType') : referenceTargetType(value), reference);
}

const RESPONSES = new Set(['batch-response', 'transaction-response']);

/** In a Bundle, a URN leads to an entry, and a relative reference needs the fullUrl of its own entry. */
function checkInBundle(session: Session, reference: string, relative: boolean, frame: ResourceFrame): void {
  const clause = 'FHIR, bundle.html#references';
  if (/^urn:(?:uuid|oid):/.test(reference))
    session.report(
      { severity: 'warning', code: 'not-found', rule: 'bundle-reference-resolves', clause },
      `The reference ${reference} leads to no entry of the bundle`,
    );
  if (!relative || frame.fullUrl !== undefined || RESPONSES.has(text(frame.outer?.value, 'type') ?? '')) return;
  session.report(
    { code: 'required', rule: 'bundle-full-url', clause },
    `The relative reference '${reference}' stands in an entry without fullUrl`,
  );
}

const CONDITIONAL = new Set(['batch', 'transaction', undefined]);

/** Conditional references (`Type?query`) are for batches and transactions, where the server resolves them. */
function checkConditional(session: Session, reference: string, type: string | undefined): void {
  if (CONDITIONAL.has(type) || !/^[A-Z][A-Za-z]{1,60}\?/.test(reference)) return;
  session.report(
    { code: 'invalid', rule: 'reference-form', clause: 'FHIR, http.html#trules (conditional references)' },
    `The conditional reference '${reference}' is only for batches and transactions`,
  );
}

function checkContained(session: Session, reference: string, frame: ResourceFrame): void {
  const target = reference === '#' && !frame.container ? undefined : resolveWithin(frame, reference);
  if (!target) {
    session.report(
      { code: 'structure', rule: 'reference-resolves', clause: CLAUSE },
      `The reference '${reference}' does not resolve to a contained resource`,
    );
    session.report(
      { code: 'invariant', rule: 'ref-1', clause: 'ref-1' },
      "Constraint failed: ref-1: 'SHALL have a contained resource if a local reference is provided'",
    );
    return;
  }
  checkTargetType(session, text(target, 'resourceType'), reference);
}

/** What an element may refer to: type names, or canonicals of profiles. */
interface Targets {
  readonly names: readonly string[];
  /** True when every type is allowed, or profiles leave that open. */
  readonly any: boolean;
  /** The beginnings of relative references to the types. */
  readonly prefixes: readonly string[];
}

const ANYTHING: Targets = { names: [], any: true, prefixes: [] };
const known = new WeakMap<TypeRef, Targets>();

/** What the element at which the session stands may refer to, worked out once. */
function targetsOf(session: Session): Targets {
  const typeRef = session.elements[session.elements.length - 1]?.typeRef;
  if (!typeRef) return ANYTHING;
  let targets = known.get(typeRef);
  if (!targets) {
    targets = readTargets(typeRef.targets);
    known.set(typeRef, targets);
  }
  return targets;
}

function readTargets(canonicals: readonly string[]): Targets {
  if (canonicals.length === 0) return ANYTHING;
  const names = canonicals.map((target) => (target.startsWith(BASE) ? target.slice(BASE.length) : target));
  const any = names.some((each) => each === 'Resource' || each === 'Any' || each.includes(':'));
  return { names, any, prefixes: names.map((name) => `${name}/`) };
}

/** True for `Type/id` with a type that is allowed; false leaves it to the full check. */
function isExpected(reference: string, { any, prefixes }: Targets): boolean {
  if (any) return isRelative(reference);
  for (const prefix of prefixes) if (reference.startsWith(prefix)) return isRelative(reference);
  return false;
}

function checkTargetType(session: Session, type: string | undefined, reference: string): void {
  const { any, names: allowed } = targetsOf(session);
  if (type === undefined || any || allowed.includes(type)) return;
  if (session.engine.types.type(type)?.kind !== 'resource') return;
  session.report(
    { code: 'structure', rule: 'reference-target', clause: CLAUSE },
    `The type '${type}' of the reference ${reference} is not allowed for this element (must be one of ${allowed.join(', ')})`,
  );
}
