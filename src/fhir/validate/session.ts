import type { Json, JsonObject } from '../../kernel/json.ts';
import type { Constraint } from '../definitions/records.ts';
import type { Definitions } from '../definitions/store.ts';
import type { FhirIssue, NotChecked } from '../issue.ts';
import type { JsonDocument } from '../json/read-json.ts';
import { fhirNode, type PathNode } from '../path/node.ts';
import type { PathEnv } from '../path/scope.ts';
import type { ProfileTrees } from '../profile/merge.ts';
import type { PlainTest } from '../structure/plain-values.ts';
import type { Member, TypePlan, TypePlans } from '../structure/type-plan.ts';
import type { Terminology } from '../terminology/membership.ts';
import type { Invariant, IssueAbout, Limits, RuleOptions } from './settings.ts';

/** A resource within the validated text, and what holds it. */
export interface ResourceFrame {
  /** How many steps lead to the resource; set when its walk begins. */
  depth?: number;
  readonly value: JsonObject;
  readonly plan: TypePlan;
  readonly expression: string;
  /** The resource that contains this one, for contained resources. */
  readonly container?: ResourceFrame;
  /** The Bundle or Parameters around this resource. */
  readonly outer?: ResourceFrame;
  readonly fullUrl?: string;
}

/** A rule on every value of one complex type. */
export type TypeRule = (session: Session, value: JsonObject, plan: TypePlan, frame: ResourceFrame) => void;
/** A rule on every value of one primitive type. */
export type PrimitiveRule = (session: Session, value: Json, member: Member, frame: ResourceFrame) => void;

/** A rule on every resource of one type. */
export interface ResourceRule {
  readonly check: (session: Session, frame: ResourceFrame) => void;
  /** A member without which the rule has nothing to say. */
  readonly needs?: string;
}

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
  /** Per primitive type, a test for values on which neither its check nor its rule has anything to say unless security checks are on. */
  readonly silentValues: Readonly<Record<string, PlainTest>>;
  /** The rule on every value that has extensions. */
  readonly extensionRule: TypeRule;
  /** The compiled form of a constraint; undefined when hand-written code checks it. */
  invariant(constraint: Constraint): Invariant | undefined;
  /** The rules on whole resources of a type, which run after their structure was checked. */
  resourceRules(plan: TypePlan): readonly ResourceRule[];
  pathEnv(session: Session, frame: ResourceFrame): PathEnv;
}

/** An issue whose place in the text is not worked out yet. */
interface Draft {
  readonly about: IssueAbout;
  readonly expression: string;
  readonly message: string;
  readonly tokens: readonly (string | number)[];
}

/** A step that a rule takes on its own: its name in FHIRPath and its JSON name. */
type NamedStep = readonly [label: string, member: string];

/** Issues that are compared one by one to find repeats. */
const FEW_ISSUES = 8;

function isNew(keys: Set<string>, key: string): boolean {
  if (keys.has(key)) return false;
  keys.add(key);
  return true;
}

/** The state of one validation: where we are, what was found, what could not be judged. */
export class Session {
  readonly engine: Engine;
  readonly notChecked: NotChecked[] = [];
  readonly budget: { left: number };
  /** The members that lead to where we are; undefined for steps that rules take on their own. */
  readonly elements: (Member | undefined)[] = [];
  private readonly indexes: number[] = [];
  private root = '';
  private named: Map<number, NamedStep> | undefined = undefined;
  private checkedProfiles: Set<string> | undefined = undefined;
  /** How often something was reported or left open so far; repeats count. */
  noted = 0;
  private readonly document: JsonDocument | undefined;
  private readonly drafts: Draft[] = [];
  private reported: Set<string> | undefined = undefined;
  private leftOpen: Set<string> | undefined = undefined;
  private lastValue: JsonObject | undefined = undefined;
  private lastEnv: PathEnv | undefined = undefined;
  private envs: Map<JsonObject, PathEnv> | undefined = undefined;

  private readonly room: number;

  /** `before` issues on the text itself count toward the limit of issues. */
  constructor(engine: Engine, document: JsonDocument | undefined, before = 0) {
    this.engine = engine;
    this.document = document;
    this.room = engine.limits.issues - before;
    this.budget = { left: engine.limits.pathSteps };
  }

  /** Step into the whole resource. */
  start(type: string): void {
    this.root = type;
    this.elements.push(undefined);
    this.indexes.push(-1);
  }

  /** Profiles that were checked, with their places. */
  get profiled(): Set<string> {
    this.checkedProfiles ??= new Set();
    return this.checkedProfiles;
  }

  /** Step into a member as the walk of a resource does; `index` is -1 for one that is no array. */
  step(member: Member, index: number): void {
    this.elements.push(member);
    this.indexes.push(index);
  }

  /** Step back from `step`. */
  back(): void {
    this.elements.pop();
    this.indexes.pop();
  }

  /** Step into a member under a name of the caller's choice. */
  enter(label: string, member: string, index: number, element?: Member): void {
    this.named ??= new Map();
    this.named.set(this.elements.length, [label, member]);
    this.elements.push(element);
    this.indexes.push(index);
  }

  /** Step back from `enter`. */
  leave(): void {
    this.back();
    this.named?.delete(this.elements.length);
  }

  /** Remember where a resource begins. */
  begin(frame: ResourceFrame): void {
    frame.depth = this.elements.length;
  }

  /** How many steps lead to a resource. */
  depthOf(frame: ResourceFrame): number {
    return frame.depth ?? 1;
  }

  /** FHIRPath of where we are. */
  expression(): string {
    let path = this.root;
    for (let i = 1; i < this.elements.length; i++) {
      const index = this.indexes[i] ?? -1;
      const label = this.named?.get(i)?.[0] ?? this.elements[i]?.label ?? '';
      path += index >= 0 ? `.${label}[${index}]` : `.${label}`;
    }
    return path;
  }

  /** JSON tokens of where we are. */
  tokens(): (string | number)[] {
    const tokens: (string | number)[] = [];
    for (let i = 1; i < this.elements.length; i++) {
      const index = this.indexes[i] ?? -1;
      const name = this.named?.get(i)?.[1] ?? this.elements[i]?.json ?? '';
      for (const part of name.split('/')) tokens.push(part);
      if (index >= 0) tokens.push(index);
    }
    return tokens;
  }

  /** Report an issue here, or at a path below here (`at`, with its JSON tokens). */
  report(about: IssueAbout, message: string, at = '', below: readonly (string | number)[] = []): void {
    this.noted++;
    if (this.drafts.length >= this.room) return;
    const expression = at === '' ? this.expression() : this.expression() + at;
    if (this.isRepeated(about.rule, expression, message)) return;
    const tokens = this.document ? this.tokens() : [];
    for (const token of below) tokens.push(token);
    this.drafts.push({ about, expression, message, tokens });
  }

  /** True for an issue that was reported before. A few are compared one by one; many are kept by key. */
  private isRepeated(rule: string, expression: string, message: string): boolean {
    const { drafts } = this;
    if (this.reported) return !isNew(this.reported, `${rule}|${expression}|${message}`);
    for (const draft of drafts)
      if (draft.message === message && draft.expression === expression && draft.about.rule === rule) return true;
    if (drafts.length < FEW_ISSUES) return false;
    this.reported = new Set(drafts.map((draft) => `${draft.about.rule}|${draft.expression}|${draft.message}`));
    this.reported.add(`${rule}|${expression}|${message}`);
    return false;
  }

  /** The issues so far, each with its place in the text. */
  issues(): FhirIssue[] {
    if (this.drafts.length === 0) return [];
    const places = this.document?.locateAll(this.drafts.map(({ tokens }) => tokens));
    return this.drafts.map(({ about, expression, message }, i) => {
      const { severity = 'error', code, rule, clause } = about;
      const place = places?.[i];
      if (!place) return { severity, code, expression, rule, clause, message };
      const { line, column } = place;
      return { severity, code, expression, line, column, rule, clause, message };
    });
  }

  /** Note something that cannot be judged here. */
  leaveOpen(kind: NotChecked['kind'], subject: string, reason: string): void {
    this.noted++;
    const expression = this.expression();
    const key = `${kind}|${subject}|${expression}`;
    this.leftOpen ??= new Set();
    if (this.notChecked.length >= this.engine.limits.issues || !isNew(this.leftOpen, key)) return;
    this.notChecked.push({ kind, subject, reason, expression });
  }

  /** Run a check without reporting; true when it found no error. */
  trial(run: () => void): boolean {
    const before = { issues: this.drafts.length, open: this.notChecked.length };
    const reported = this.reported && new Set(this.reported);
    const leftOpen = this.leftOpen && new Set(this.leftOpen);
    const profiled = this.checkedProfiles && new Set(this.checkedProfiles);
    run();
    let clean = true;
    for (let i = before.issues; i < this.drafts.length; i++) {
      const severity = this.drafts[i]?.about.severity ?? 'error';
      if (severity === 'error' || severity === 'fatal') clean = false;
    }
    this.drafts.length = before.issues;
    this.notChecked.length = before.open;
    this.reported = reported;
    this.leftOpen = leftOpen;
    this.checkedProfiles = profiled;
    return clean;
  }

  /** The number here as it was written, where the text is known. */
  rawNumber(): string | undefined {
    return this.document?.oddNumbers ? this.document.rawNumber(this.tokens()) : undefined;
  }

  /** The FHIRPath environment of a resource. */
  env(frame: ResourceFrame): PathEnv {
    const { value } = frame;
    if (this.lastValue === value && this.lastEnv) return this.lastEnv;
    this.envs ??= new Map();
    let env = this.envs.get(value);
    if (!env) {
      env = this.engine.pathEnv(this, frame);
      this.envs.set(value, env);
    }
    this.lastValue = value;
    this.lastEnv = env;
    return env;
  }

  /** A FHIRPath node; `within` is the resource that local references are looked up in. */
  node(value: Json | undefined, plan: TypePlan, shadow?: JsonObject, within?: JsonObject): PathNode {
    return fhirNode(value, plan, this.engine.types, shadow, within);
  }
}
