import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import type { Member, TypePlan } from '../structure/type-plan.ts';
import type { PathAst } from './ast.ts';
import { own } from './node.ts';

/** What a condition gives as far as plain JSON tells; `UNTOLD` leaves it to the evaluation. */
export type Told = typeof NO | typeof YES | typeof NOTHING | typeof UNTOLD;
export const NO = 0;
export const YES = 1;
/** The empty collection. */
export const NOTHING = 2;
export const UNTOLD = 3;

/** Tells a condition on an object from its JSON, without collections. */
export type Telling = (value: JsonObject) => Told;

/** How presence, equality and their combinations are told on values of a type; undefined where a condition needs its evaluation. */
export function tellingOf(ast: PathAst, plan: TypePlan): Telling | undefined {
  if (plan.kind === 'primitive') return undefined;
  if (ast.kind === 'binary') return binary(ast, plan);
  if (ast.kind !== 'dot' || ast.right.kind !== 'call' || ast.right.args.length > 0) return undefined;
  const { name } = ast.right;
  if (name === 'not') return negated(tellingOf(ast.left, plan));
  const chain = chainOf(ast.left, plan);
  if (!chain) return undefined;
  if (name === 'exists') return (value) => presence(value, plan, chain, 0);
  if (name === 'empty') return negated((value) => presence(value, plan, chain, 0));
  return name === 'hasValue' ? (value) => valued(single(value, plan, chain)) : undefined;
}

function negated(telling: Telling | undefined): Telling | undefined {
  return (
    telling &&
    ((value) => {
      const told = telling(value);
      return told === YES ? NO : told === NO ? YES : told;
    })
  );
}

/** A condition is told only where the evaluation would not reach a part that is untold: that part may fail to evaluate. */
function binary({ op, left, right }: Extract<PathAst, { kind: 'binary' }>, plan: TypePlan): Telling | undefined {
  if (op === '=' || op === '!=') return equality(op, left, right, plan);
  const a = tellingOf(left, plan);
  if (!a) return undefined;
  const b = tellingOf(right, plan) ?? untold;
  switch (op) {
    case 'and':
      return (value) => {
        const first = a(value);
        return first === NO || first === UNTOLD ? first : both(first, b(value), NO);
      };
    case 'or':
      return (value) => {
        const first = a(value);
        return first === YES || first === UNTOLD ? first : both(first, b(value), YES);
      };
    case 'implies':
      return (value) => {
        const first = a(value);
        if (first === NO) return YES;
        return first === YES ? b(value) : first === UNTOLD ? UNTOLD : both(NOTHING, b(value), YES);
      };
    default:
      return undefined;
  }
}

function untold(): Told {
  return UNTOLD;
}

/** Two told parts of which one alone decides by being `decisive`; else what is empty stays empty. */
function both(first: Told, second: Told, decisive: Told): Told {
  if (second === decisive || second === UNTOLD) return second;
  return first === NOTHING || second === NOTHING ? NOTHING : second;
}

/** Types whose text stands for a moment, and is not compared as text. */
const TEMPORAL = new Set(['date', 'dateTime', 'instant', 'time']);

/** A member compared with a text. */
function equality(op: '=' | '!=', left: PathAst, right: PathAst, plan: TypePlan): Telling | undefined {
  const chain = chainOf(left, plan);
  if (!chain || right.kind !== 'literal' || right.type !== 'String') return undefined;
  const wanted = right.value;
  const same = op === '=';
  return (value) => {
    const found = single(value, plan, chain);
    if (found === undefined) return NOTHING;
    if (found === null || typeof found.value !== 'string' || TEMPORAL.has(found.member.plan.typeName)) return UNTOLD;
    return (found.value === wanted) === same ? YES : NO;
  };
}

/** A chain of members; each is looked up when a value first leads to it, so that its type is not compiled before. */
class Chain {
  readonly last: number;
  private readonly names: readonly string[];
  private readonly members: (Member | undefined)[] = [];

  constructor(names: readonly string[]) {
    this.names = names;
    this.last = names.length - 1;
  }

  /** The member at a place, of values of the type to which the places before lead; undefined for one that is not looked at here. */
  at(place: number, plan: TypePlan): Member | undefined {
    return this.members[place] ?? this.lookUp(place, plan);
  }

  private lookUp(place: number, plan: TypePlan): Member | undefined {
    const member = plan.kind === 'primitive' ? undefined : plan.members.get(this.names[place] ?? '');
    if (!member || member.element.choice) return undefined;
    this.members[place] = member;
    return member;
  }
}

function chainOf(ast: PathAst, plan: TypePlan): Chain | undefined {
  const names = namesOf(ast, plan);
  return names && new Chain(names);
}

/** The names of a chain of members, without the type's own name in front; undefined for any other expression. */
function namesOf(ast: PathAst, plan: TypePlan): readonly string[] | undefined {
  if (ast.kind === 'member') {
    const first = ast.name.charCodeAt(0);
    if (first < 65 || first > 90) return [ast.name];
    return ast.name === plan.typeName || plan.ancestors.has(ast.name) ? [] : undefined;
  }
  if (ast.kind !== 'dot' || ast.right.kind !== 'member' || !/^[a-z]/.test(ast.right.name)) return undefined;
  const before = namesOf(ast.left, plan);
  return before && [...before, ast.right.name];
}

/** Whether a chain of members leads anywhere. */
function presence(value: JsonObject, plan: TypePlan, chain: Chain, at: number): Told {
  const member = chain.at(at, plan);
  if (!member) return UNTOLD;
  const found = own(value, member.json);
  if (found === undefined) return isAbsent(value, member) ? NO : UNTOLD;
  if (found === null || isOdd(value, member, found)) return UNTOLD;
  if (!Array.isArray(found)) return at === chain.last ? YES : below(found, member, chain, at);
  const items = found as readonly Json[];
  if (items.length === 0) return UNTOLD;
  if (at === chain.last) return YES;
  let told: Told = NO;
  for (const item of items) {
    const each = below(item, member, chain, at);
    if (each !== NO) told = each;
    if (each === YES) break;
  }
  return told;
}

function below(value: Json, { plan }: Member, chain: Chain, at: number): Told {
  return plan.kind === 'complex' && isJsonObject(value) ? presence(value, plan, chain, at + 1) : UNTOLD;
}

/** True for a member that has neither a value nor extensions. */
function isAbsent(value: JsonObject, { plan, shadowJson }: Member): boolean {
  return plan.kind !== 'primitive' || own(value, shadowJson) === undefined;
}

/** True for one primitive value beside a list of ids and extensions. */
function isOdd(value: JsonObject, { plan, shadowJson }: Member, found: Json): boolean {
  return plan.kind === 'primitive' && !Array.isArray(found) && Array.isArray(own(value, shadowJson));
}

interface Single {
  readonly value: Json;
  readonly member: Member;
}

/** The one value that a chain of members leads to; undefined when there is none, null when that is untold. */
function single(value: JsonObject, plan: TypePlan, chain: Chain): Single | undefined | null {
  let holder = value;
  let type = plan;
  for (let at = 0; ; at++) {
    const member = chain.at(at, type);
    if (!member) return null;
    const found = own(holder, member.json);
    if (found === undefined) return isAbsent(holder, member) ? undefined : null;
    if (found === null || Array.isArray(found) || isOdd(holder, member, found)) return null;
    if (at === chain.last) return { value: found, member };
    if (member.plan.kind !== 'complex' || !isJsonObject(found)) return null;
    holder = found;
    type = member.plan;
  }
}

function valued(found: Single | undefined | null): Told {
  if (found === undefined) return NO;
  return found !== null && found.member.plan.kind === 'primitive' ? YES : UNTOLD;
}
