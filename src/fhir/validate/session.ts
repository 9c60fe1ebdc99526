import type { Json, JsonObject } from '../../kernel/json.ts';
import type { Constraint } from '../definitions/records.ts';
import type { Definitions } from '../definitions/store.ts';
import type { FhirIssue, IssueSeverity, NotChecked } from '../issue.ts';
import type { JsonDocument } from '../json/read-json.ts';
import { fhirNode, type PathNode } from '../path/node.ts';
import type { PathEnv } from '../path/scope.ts';
import type { ProfileTrees } from '../profile/merge.ts';
import type { Member, TypePlan, TypePlans } from '../structure/type-plan.ts';
import type { Terminology } from '../terminology/membership.ts';
import type { Invariant, Limits, RuleOptions } from './settings.ts';

/** A resource within the validated text, and what holds it. */
export interface ResourceFrame {
  readonly value: JsonObject;
  readonly plan: TypePlan;
  readonly expression: string;
  /** The resource that contains this one, for contained resources. */
  readonly container?: ResourceFrame;
  /** The Bundle or Parameters around this resource. */
  readonly outer?: ResourceFrame;
  readonly fullUrl?: string;
}

/** What an issue is about, beside its place. */
export interface IssueAbout {
  readonly code: string;
  readonly rule: string;
  readonly clause: string;
  readonly severity?: IssueSeverity;
}

/** A rule on every value of one complex type. */
export type TypeRule = (session: Session, value: JsonObject, plan: TypePlan, frame: ResourceFrame) => void;
/** A rule on every value of one primitive type. */
export type PrimitiveRule = (session: Session, value: Json, member: Member, frame: ResourceFrame) => void;

/** All that validations of one FHIR version share. */
export interface Engine {
  readonly definitions: Definitions;
  readonly types: TypePlans;
  readonly terminology: Terminology;
  readonly profiles: ProfileTrees;
  /** The moment that `now()` gives, as an ISO 8601 dateTime. */
  readonly now: string;
  readonly limits: Limits;
  readonly options: RuleOptions;
  readonly typeRules: ReadonlyMap<string, TypeRule>;
  readonly primitiveRules: ReadonlyMap<string, PrimitiveRule>;
  /** The rule on every value that has extensions. */
  readonly extensionRule: TypeRule;
  /** The compiled form of a constraint; undefined when hand-written code checks it. */
  invariant(constraint: Constraint): Invariant | undefined;
  /** Rules on a whole resource, after its structure. */
  resourceRules(session: Session, frame: ResourceFrame): void;
  pathEnv(session: Session, frame: ResourceFrame): PathEnv;
}

/** The state of one validation: where we are, what was found, what could not be judged. */
export class Session {
  readonly engine: Engine;
  readonly issues: FhirIssue[] = [];
  readonly notChecked: NotChecked[] = [];
  readonly budget: { left: number };
  readonly labels: string[] = [];
  readonly members: string[] = [];
  readonly indexes: number[] = [];
  /** The members that lead to where we are; undefined for steps that rules take on their own. */
  readonly elements: (Member | undefined)[] = [];
  private readonly depths = new WeakMap<ResourceFrame, number>();
  /** Profiles that were checked, with their places. */
  profiled = new Set<string>();
  private readonly document: JsonDocument | undefined;
  private seen = new Set<string>();
  private readonly envs = new WeakMap<JsonObject, PathEnv>();

  constructor(engine: Engine, document: JsonDocument | undefined) {
    this.engine = engine;
    this.document = document;
    this.budget = { left: engine.limits.pathSteps };
  }

  /** Step into a member; `index` is -1 for one that is no array. */
  enter(label: string, member: string, index: number, element?: Member): void {
    this.elements.push(element);
    this.labels.push(label);
    this.members.push(member);
    this.indexes.push(index);
  }

  leave(): void {
    this.elements.pop();
    this.labels.pop();
    this.members.pop();
    this.indexes.pop();
  }

  /** Remember where a resource begins. */
  begin(frame: ResourceFrame): void {
    this.depths.set(frame, this.labels.length);
  }

  /** How many steps lead to a resource. */
  depthOf(frame: ResourceFrame): number {
    return this.depths.get(frame) ?? 1;
  }

  /** FHIRPath of where we are. */
  expression(): string {
    let path = '';
    this.labels.forEach((label, i) => {
      const index = this.indexes[i] ?? -1;
      path += (i > 0 ? '.' : '') + label + (index >= 0 ? `[${index}]` : '');
    });
    return path;
  }

  /** JSON tokens of where we are. */
  tokens(): (string | number)[] {
    const tokens: (string | number)[] = [];
    for (let i = 1; i < this.members.length; i++) {
      const index = this.indexes[i] ?? -1;
      for (const part of (this.members[i] ?? '').split('/')) tokens.push(part);
      if (index >= 0) tokens.push(index);
    }
    return tokens;
  }

  /** Report an issue here, or at a path below here (`at`, with its JSON tokens). */
  report(about: IssueAbout, message: string, at = '', below: readonly (string | number)[] = []): void {
    if (this.issues.length >= this.engine.limits.issues) return;
    const expression = this.expression() + at;
    const key = `${about.rule}|${expression}|${message}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    const place = this.document?.locate([...this.tokens(), ...below]);
    const { severity = 'error', code, rule, clause } = about;
    this.issues.push({ severity, code, expression, ...place, rule, clause, message });
  }

  /** Note something that cannot be judged here. */
  leaveOpen(kind: NotChecked['kind'], subject: string, reason: string): void {
    const expression = this.expression();
    const key = `${kind}|${subject}|${expression}`;
    if (this.seen.has(key) || this.notChecked.length >= this.engine.limits.issues) return;
    this.seen.add(key);
    this.notChecked.push({ kind, subject, reason, expression });
  }

  /** Run a check without reporting; true when it found no error. */
  trial(run: () => void): boolean {
    const before = { issues: this.issues.length, open: this.notChecked.length };
    const seen = new Set(this.seen);
    const profiled = new Set(this.profiled);
    run();
    const clean = !this.issues
      .slice(before.issues)
      .some(({ severity }) => severity === 'error' || severity === 'fatal');
    this.issues.length = before.issues;
    this.notChecked.length = before.open;
    this.seen = seen;
    this.profiled = profiled;
    return clean;
  }

  /** The number here as it was written, where the text is known. */
  rawNumber(): string | undefined {
    return this.document?.oddNumbers ? this.document.rawNumber(this.tokens()) : undefined;
  }

  /** The FHIRPath environment of a resource. */
  env(frame: ResourceFrame): PathEnv {
    let env = this.envs.get(frame.value);
    if (!env) {
      env = this.engine.pathEnv(this, frame);
      this.envs.set(frame.value, env);
    }
    return env;
  }

  /** A FHIRPath node; `within` is the resource that local references are looked up in. */
  node(value: Json | undefined, plan: TypePlan, shadow?: JsonObject, within?: JsonObject): PathNode {
    return fhirNode(value, plan, this.engine.types, shadow, within);
  }
}
