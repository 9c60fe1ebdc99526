import type { Json } from '../../kernel/json.ts';
import type { BindingRecord } from '../definitions/records.ts';
import { PLAIN_VALUES, type PlainTest } from '../structure/plain-values.ts';
import type { ElementPlan, Member, PrimitiveCheck, TypePlan } from '../structure/type-plan.ts';
import { memberInvariants, typeInvariants } from './invariants.ts';
import { mendedBinding } from './mend.ts';
import type { Engine, PrimitiveRule, TypeRule } from './session.ts';
import type { BoundInvariant } from './settings.ts';

/** What a member holds. */
export const PRIMITIVE = 0;
export const COMPLEX = 1;
export const RESOURCE = 2;
export const SHADOW = 3;

const known = new WeakMap<Engine, TypeChecks>();

/** The checks of an engine. */
export function checksOf(engine: Engine): TypeChecks {
  let checks = known.get(engine);
  if (!checks) {
    checks = new TypeChecks(engine);
    known.set(engine, checks);
  }
  return checks;
}

/** Types bound to the checks on their values, each at its first use. */
export class TypeChecks {
  readonly engine: Engine;
  private readonly byPlan = new Map<TypePlan, TypeCheck>();

  constructor(engine: Engine) {
    this.engine = engine;
  }

  of(plan: TypePlan): TypeCheck {
    let check = this.byPlan.get(plan);
    if (!check) {
      check = new TypeCheck(this, plan);
      this.byPlan.set(plan, check);
    }
    return check;
  }
}

/** Elements that presence bits tell apart; the ones beyond are looked up. */
const MOST_BITS = 30;

/** A type with all that is checked on its values; its members are bound when they first occur. */
export class TypeCheck {
  readonly plan: TypePlan;
  readonly isResource: boolean;
  /** The bits that `MemberCheck.bit` sets for the required elements. */
  readonly requiredBits: number;
  /** True when there are more required elements than bits. */
  readonly manyRequired: boolean;
  readonly rule: TypeRule | undefined;
  private readonly checks: TypeChecks;
  private readonly members = new Map<string, MemberCheck>();
  private readonly marks = new Map<string, number>();
  private own: readonly BoundInvariant[] | undefined = undefined;

  constructor(checks: TypeChecks, plan: TypePlan) {
    this.checks = checks;
    this.plan = plan;
    this.isResource = plan.kind === 'resource';
    const count = plan.required.length;
    this.manyRequired = count > MOST_BITS;
    this.requiredBits = this.manyRequired ? 0 : 2 ** count - 1;
    this.rule = checks.engine.typeRules.get(plan.typeName);
  }

  /** The checks on a JSON member; undefined for one that the type does not have. */
  member(name: string): MemberCheck | undefined {
    return this.members.get(name) ?? this.bind(name);
  }

  private bind(name: string): MemberCheck | undefined {
    const member = this.plan.members.get(name);
    if (!member) return undefined;
    const position = this.manyRequired ? -1 : this.plan.required.indexOf(member.element);
    const check = new MemberCheck(this.checks, member, position < 0 ? 0 : 2 ** position);
    this.members.set(name, check);
    check.mark = this.marks.get(member.shadow ? name.slice(1) : name) ?? 0;
    return check;
  }

  /** The invariants on the root of the type. */
  get invariants(): readonly BoundInvariant[] {
    this.own ??= typeInvariants(this.checks.engine, this.plan, (name) => this.markOf(name));
    return this.own;
  }

  /** The mark that a member leaves, with its shadow; only members that are no choice are certainly absent when their JSON name is. */
  markOf(name: string): number {
    const known = this.marks.get(name);
    if (known !== undefined) return known;
    const member = this.plan.kind === 'primitive' ? undefined : this.plan.members.get(name);
    const fits = member && !member.element.choice && !member.shadow && this.marks.size <= MOST_BITS;
    const mark = fits ? 2 ** this.marks.size : 0;
    this.marks.set(name, mark);
    if (mark > 0)
      for (const json of [name, `_${name}`]) {
        const bound = this.members.get(json);
        if (bound) bound.mark = mark;
      }
    return mark;
  }
}

/** One JSON member of a type with all that is checked on its values. */
export class MemberCheck {
  readonly member: Member;
  readonly element: ElementPlan;
  readonly kind: number;
  readonly isArray: boolean;
  /** True for the value (not the shadow) of a choice. */
  readonly isChoice: boolean;
  /** True for `extension` and `modifierExtension`. */
  readonly isExtension: boolean;
  /** True for `id`, which has a rule of its own on resources. */
  readonly isId: boolean;
  /** Its bit among the required elements; 0 when it is optional. */
  readonly bit: number;
  /** What it leaves among the marks that invariants look for. */
  mark = 0;
  readonly type: TypeCheck;
  /** Accepts values that need no full check. */
  readonly plain: PlainTest;
  readonly check: PrimitiveCheck | undefined;
  readonly countsInteger: boolean;
  readonly rule: PrimitiveRule | undefined;
  readonly binding: BindingRecord | undefined;
  /** Codes that were found to satisfy the binding. */
  readonly goodCodes = new Set<string>();
  readonly invariants: readonly BoundInvariant[];

  constructor(checks: TypeChecks, member: Member, bit: number) {
    const { engine } = checks;
    const { element, plan } = member;
    this.member = member;
    this.element = element;
    this.kind = kindOf(member);
    this.isArray = element.array;
    this.isChoice = element.choice && !member.shadow;
    this.isExtension = member.json === 'extension' || member.json === 'modifierExtension';
    this.isId = element.name === 'id';
    this.bit = bit;
    this.type = checks.of(plan);
    this.plain = (plan.check && PLAIN_VALUES[plan.typeName]) ?? (plan.check ? never : always);
    this.check = plan.check;
    this.countsInteger = engine.options.exactNumbers && plan.typeName !== 'decimal';
    this.rule = engine.primitiveRules.get(plan.typeName);
    this.binding =
      element.binding && plan.kind === 'primitive' ? mendedBinding(element.path, element.binding) : element.binding;
    this.invariants = memberInvariants(engine, member, (name) => this.type.markOf(name));
  }
}

function kindOf(member: Member): number {
  if (member.shadow) return SHADOW;
  const { kind } = member.plan;
  return kind === 'primitive' ? PRIMITIVE : kind === 'resource' ? RESOURCE : COMPLEX;
}

function never(_value: Json): boolean {
  return false;
}

function always(_value: Json): boolean {
  return true;
}
