import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import type { Member, TypePlan, TypePlans } from '../structure/type-plan.ts';
import { parseDateTime, parseTime, type Temporal } from './temporal.ts';

/** A FHIRPath quantity: a value with its unit as written. */
export interface PathQuantity {
  readonly value: number;
  readonly unit: string;
}

export type SystemValue = boolean | number | string | Temporal | PathQuantity;

/** One item of a FHIRPath collection: a FHIR element with its plan, or a system value. */
export interface PathNode {
  /** JSON of a FHIR element, or the system value; undefined for a primitive that has only extensions. */
  readonly value: Json | Temporal | PathQuantity | undefined;
  /** `Patient`, `string`, `BackboneElement`, or `System.Boolean`. */
  readonly type: string;
  readonly plan?: TypePlan | undefined;
  /** Id and extensions of a primitive. */
  readonly shadow?: JsonObject | undefined;
  /** The nearest resource around the node that is not contained. */
  readonly within?: JsonObject | undefined;
}

export const TRUE: PathNode = { value: true, type: 'System.Boolean' };
export const FALSE: PathNode = { value: false, type: 'System.Boolean' };
const TRUE_LIST: readonly PathNode[] = [TRUE];
const FALSE_LIST: readonly PathNode[] = [FALSE];
export const EMPTY: readonly PathNode[] = [];

/** A boolean as a collection of one. */
export function bool(value: boolean): readonly PathNode[] {
  return value ? TRUE_LIST : FALSE_LIST;
}

/** A system string, integer or decimal as a node. */
export function systemNode(value: string | number, type: 'String' | 'Integer' | 'Decimal'): PathNode {
  return { value, type: `System.${type}` };
}

/** A FHIR element as a node; a resource takes the plan of its own type. */
export function fhirNode(
  value: Json | undefined,
  plan: TypePlan,
  types: TypePlans,
  shadow?: JsonObject,
  within?: JsonObject,
  contained = false,
): PathNode {
  if (plan.kind === 'resource' && isJsonObject(value) && typeof value['resourceType'] === 'string') {
    const own = types.type(value['resourceType']) ?? plan;
    return { value, type: own.typeName, plan: own, shadow: undefined, within: contained ? (within ?? value) : value };
  }
  return { value, type: plan.typeName, plan, shadow, within };
}

/** The children of a node under one name; choice members answer to their stem. */
export function childrenNamed(node: PathNode, name: string, types: TypePlans): readonly PathNode[] {
  const plan = node.plan;
  if (!plan) return EMPTY;
  const holder = plan.kind === 'primitive' ? node.shadow : node.value;
  if (!isJsonObject(holder)) return EMPTY;
  const member = plan.members.get(name);
  if (member && !member.element.choice) return memberNodes(holder, member, types, node.within);
  const choices = plan.choices.get(name);
  if (!choices) return EMPTY;
  const chosen = choiceIn(holder, plan, name);
  return chosen ? memberNodes(holder, chosen, types, node.within) : EMPTY;
}

/** True when a node has children under a name: `childrenNamed` gives some. */
export function hasChild(node: PathNode, name: string, types: TypePlans): boolean {
  const { plan } = node;
  if (!plan) return false;
  const holder = plan.kind === 'primitive' ? node.shadow : node.value;
  if (!isJsonObject(holder)) return false;
  const member = plan.members.get(name);
  if (!member || member.element.choice) return childrenNamed(node, name, types).length > 0;
  const value = own(holder, member.json);
  const shadow = member.plan.kind === 'primitive' ? own(holder, member.shadowJson) : undefined;
  if (Array.isArray(value) || Array.isArray(shadow))
    return (Array.isArray(value) && value.length > 0) || (Array.isArray(shadow) && shadow.length > 0);
  return (value !== undefined && value !== null) || (shadow !== undefined && (value !== null || isJsonObject(shadow)));
}

/** An own member; objects of many shapes tell faster that they lack one when they are asked so. */
export function own(holder: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(holder, name) ? holder[name] : undefined;
}

/** The member of a choice that an object has. */
export function choiceIn(holder: JsonObject, plan: TypePlan, name: string): Member | undefined {
  for (const json in holder) {
    const member = plan.members.get(json);
    if (member?.element.choice && member.element.name === name)
      return member.shadow ? plan.members.get(json.slice(1)) : member;
  }
  return undefined;
}

/** The nodes of one JSON member of an object. */
export function memberNodes(
  holder: JsonObject,
  member: Member,
  types: TypePlans,
  within?: JsonObject,
): readonly PathNode[] {
  const contained = member.json === 'contained';
  const value = own(holder, member.json);
  const primitive = member.plan.kind === 'primitive';
  const shadow = primitive ? own(holder, member.shadowJson) : undefined;
  if (value === undefined && shadow === undefined) return EMPTY;
  if (!Array.isArray(value) && !Array.isArray(shadow)) {
    if (value === null && !isJsonObject(shadow)) return EMPTY;
    return [
      fhirNode(value ?? undefined, member.plan, types, isJsonObject(shadow) ? shadow : undefined, within, contained),
    ];
  }
  const values = Array.isArray(value) ? (value as readonly Json[]) : [];
  const shadows = Array.isArray(shadow) ? (shadow as readonly Json[]) : [];
  const nodes: PathNode[] = [];
  for (let i = 0; i < Math.max(values.length, shadows.length); i++) {
    const extra = shadows[i];
    nodes.push(
      fhirNode(values[i] ?? undefined, member.plan, types, isJsonObject(extra) ? extra : undefined, within, contained),
    );
  }
  return nodes;
}

/** All children of a node, in the order of the definition. */
export function allChildren(node: PathNode, types: TypePlans): PathNode[] {
  const plan = node.plan;
  const holder = plan?.kind === 'primitive' ? node.shadow : node.value;
  if (!plan || !isJsonObject(holder)) return [];
  const present: Member[] = [];
  for (const json in holder) {
    const member = plan.members.get(json);
    const own = member?.shadow ? plan.members.get(json.slice(1)) : member;
    if (own && (own === member || !Object.hasOwn(holder, own.json))) present.push(own);
  }
  present.sort((a, b) => a.position - b.position);
  const found: PathNode[] = [];
  for (const member of present) for (const child of memberNodes(holder, member, types, node.within)) found.push(child);
  return found;
}

/** The system value behind a node: FHIR primitives are converted (FHIRPath in FHIR, "Using FHIR types in expressions"). */
export function systemValue(node: PathNode): SystemValue | undefined {
  const { value, type } = node;
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') {
    if (type === 'date' || type === 'dateTime' || type === 'instant') return parseDateTime(value) ?? value;
    if (type === 'time') return parseTime(value) ?? value;
    return value;
  }
  if (typeof value === 'boolean' || typeof value === 'number') return value;
  if (isTemporal(value)) return value;
  if (isQuantity(value)) return value;
  if (node.plan?.ancestors.has('Quantity') && isJsonObject(value)) return quantityOf(value);
  return undefined;
}

function quantityOf(value: JsonObject): PathQuantity | undefined {
  const amount = value['value'];
  const unit = value['code'] ?? value['unit'];
  if (typeof amount !== 'number') return undefined;
  return { value: amount, unit: typeof unit === 'string' ? unit : '1' };
}

export function isTemporal(value: unknown): value is Temporal {
  return typeof value === 'object' && value !== null && 'fields' in value && 'offset' in value;
}

export function isQuantity(value: unknown): value is PathQuantity {
  return (
    typeof value === 'object' &&
    value !== null &&
    'unit' in value &&
    'value' in value &&
    Object.keys(value).length === 2
  );
}
