import type { Json } from '../../kernel/json.ts';
import type { BindingRecord } from '../definitions/records.ts';
import { PLAIN_VALUES, type PlainTest } from '../structure/plain-values.ts';
import type { ElementPlan, Member, PrimitiveCheck, TypePlan } from '../structure/type-plan.ts';
import { isChecked } from './bindings.ts';
import { memberInvariants, typeInvariants } from './invariants.ts';
import { mendedBinding } from './mend.ts';
import type { Engine, PrimitiveRule, ResourceRule, TypeRule } from './session.ts';
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

/** A rule on resources of a type; `mark` is that of the member that it needs, 0 for a rule that always runs. */
export interface BoundRule {
  readonly check: ResourceRule['check'];
  readonly mark: number;
}

/** Elements that presence bits tell apart; the ones beyond are looked up. */
const MOST_BITS = 30;

/** A type with all that is checked on its values; its members are bound when they first occur. */
export class TypeCheck {
  readonly plan: TypePlan;
  readonly isResource: boolean;
  /** True when `resourceType` is no element but says the type. */
  readonly namesItself: boolean;
  /** The bits that `MemberCheck.bit` sets for the required elements. */
  readonly requiredBits: number;
  /** True when there are more required elements than bits. */
  readonly manyRequired: boolean;
  readonly rule: TypeRule | undefined;
  private readonly checks: TypeChecks;
  private readonly members = new Map<string, MemberCheck>();
  private readonly marks = new Map<string, number>();
  private own: readonly BoundInvariant[] | undefined = undefined;
  private ownRules: readonly BoundRule[] | undefined = undefined;
  /** The member that came first on the last value whose first member was another than expected. */
  first: MemberCheck | undefined = undefined;

  constructor(checks: TypeChecks, plan: TypePlan) {
    this.checks = checks;
    this.plan = plan;
    this.isResource = plan.kind === 'resource';
    this.namesItself = this.isResource && !plan.members.has('resourceType');
    const count = plan.required.length;
    this.manyRequired = count > MOST_BITS;
    this.requiredBits = this.manyRequired ? 0 : 2 ** count - 1;
    this.rule = checks.engine.typeRules.get(plan.typeName);
  }

  /** The checks on a JSON member; undefined for one that the type does not have. */
  member(name: string): MemberCheck | undefined {
    return this.members.get(name) ?? this.bind(name);
  }

  /** The same for the member that comes after `last`, which is then expected there. */
  follow(last: MemberCheck | undefined, name: string): MemberCheck | undefined {
    const check = this.member(name);
    if (check === undefined) return undefined;
    if (last === undefined) this.first = check;
    else last.next = check;
    return check;
  }

  private bind(name: string): MemberCheck | undefined {
    const member = this.plan.members.get(name);
    if (!member) return undefined;
    const position = this.manyRequired ? -1 : this.plan.required.indexOf(member.element);
    const check = new MemberCheck(this.checks, member, name, position < 0 ? 0 : 2 ** position);
    this.members.set(name, check);
    check.mark = this.marks.get(member.shadow ? name.slice(1) : name) ?? 0;
    return check;
  }

  /** The invariants on the root of the type. */
  get invariants(): readonly BoundInvariant[] {
    this.own ??= typeInvariants(this.checks.engine, this.plan, (name) => this.markOf(name));
    return this.own;
  }

  /** The rules on whole resources of the type. */
  get rules(): readonly BoundRule[] {
    this.ownRules ??= this.checks.engine.resourceRules(this.plan).map(({ check, needs }) => ({
      check,
      mark: needs === undefined ? 0 : this.markOf(needs),
    }));
    return this.ownRules;
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
  /** Its JSON name, as the JSON reader keeps it: compared by identity where the values stem from there. */
  readonly name: string;
  /** The member that followed on the last value where another one was expected. */
  next: MemberCheck | undefined = undefined;
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
  /** Accepts values on which no check has anything to say but the binding; undefined where there is no such test. */
  readonly silent: PlainTest | undefined;
  readonly countsInteger: boolean;
  readonly rule: PrimitiveRule | undefined;
  readonly binding: BindingRecord | undefined;
  /** Codes that were found to satisfy the binding. */
  readonly goodCodes = new Set<string>();
  readonly invariants: readonly BoundInvariant[];

  constructor(checks: TypeChecks, member: Member, name: string, bit: number) {
    const { engine } = checks;
    const { element, plan } = member;
    this.member = member;
    this.name = name;
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
    const binding =
      element.binding && plan.kind === 'primitive' ? mendedBinding(element.path, element.binding) : element.binding;
    this.binding = binding && isChecked(binding) ? binding : undefined;
    this.invariants = memberInvariants(engine, member, (json) => this.type.markOf(json));
    this.silent = silentTest(this, engine);
  }
}

/** Ids of resources have a rule of their own, which plain ids satisfy whatever their type is. */
function silentTest(check: MemberCheck, { silentValues, options }: Engine): PlainTest | undefined {
  const { element, type } = check;
  if (check.kind !== PRIMITIVE || check.invariants.length > 0 || element.maxLength !== undefined) return undefined;
  if (check.rule && options.securityChecks) return undefined;
  return silentValues[check.isId && type.plan.typeName === 'string' ? 'id' : type.plan.typeName];
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
