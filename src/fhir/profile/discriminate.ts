import { isJsonObject, type Json } from '../../kernel/json.ts';
import type { Slicing } from '../definitions/records.ts';
import { compilePath } from '../path/compile.ts';
import { memberNodes, type PathNode } from '../path/node.ts';
import type { ResourceFrame, Session } from '../validate/session.ts';
import { fixedDifferences, patternDifferences } from './match.ts';
import type { ProfileNode } from './tree.ts';

/** Decides conformance with a profile without reporting; undefined where it cannot be told. */
export type Conforms = (node: PathNode, profile: string) => boolean | undefined;

const compiled = new Map<string, ReturnType<typeof compilePath>>();

/** Whether an item belongs to a slice by its discriminators; undefined where one cannot be evaluated. */
export function inSlice(
  session: Session,
  frame: ResourceFrame,
  slicing: Slicing,
  slice: ProfileNode,
  node: PathNode,
  conforms: Conforms,
): boolean | undefined {
  let unknown = false;
  for (const { type, path } of slicing.discriminators) {
    const answer = discriminated(session, frame, type, path, slice, node, conforms);
    if (answer === false) return false;
    if (answer === undefined) unknown = true;
  }
  if (slicing.discriminators.length === 0) return undefined;
  return unknown ? undefined : true;
}

function discriminated(
  session: Session,
  frame: ResourceFrame,
  type: string,
  path: string,
  slice: ProfileNode,
  node: PathNode,
  conforms: Conforms,
): boolean | undefined {
  const targets = select(session, frame, path, node);
  if (targets === undefined) return undefined;
  const definition = definitionAt(session, slice, path);
  if (type === 'exists') {
    const { min = 0, max } = definition?.node.element ?? {};
    return max === '0' ? targets.length === 0 : min > 0 ? targets.length > 0 : undefined;
  }
  if (definition?.fixed !== undefined) return targets.some((target) => target.value === definition.fixed);
  if (!definition) return undefined;
  if (type === 'type' && path.endsWith('resolve()')) return targetAllowed(session, definition.node, targets);
  if (type === 'type') return targets.some((target) => typeAllowed(definition.node, target));
  if (type === 'profile') return byProfile(definition.node, targets, conforms);
  const decided = targets.map((target) => satisfies(session, definition.node, target));
  if (decided.some((each) => each === true)) return true;
  if (decided.some((each) => each === undefined)) return undefined;
  return targets.length === 0 && !discriminates(definition.node) ? undefined : false;
}

function select(session: Session, frame: ResourceFrame, path: string, node: PathNode): readonly PathNode[] | undefined {
  if (path === '$this') return [node];
  let run = compiled.get(path);
  try {
    if (!run) {
      run = compilePath(path);
      compiled.set(path, run);
    }
    return run(node, session.env(frame));
  } catch {
    return undefined;
  }
}

interface Found {
  readonly node: ProfileNode;
  /** A value that is fixed by where it stands: the URL of an extension profile. */
  readonly fixed?: string;
}

/** The element definition within a slice that a discriminator path leads to. */
function definitionAt(session: Session, slice: ProfileNode, path: string): Found | undefined {
  let node = slice;
  let implied = impliedBy(slice);
  for (const step of stepsOf(path)) {
    if (step === '$this' || step === 'resolve()' || step.startsWith('ofType(') || step.startsWith('as(')) continue;
    const profile = node.element.types?.length === 1 ? node.element.types[0]?.profiles[0] : undefined;
    const extension = /^extension\('(.*)'\)$/.exec(step)?.[1];
    const next =
      extension !== undefined
        ? extensionChild(node, extension)
        : (node.children.find((child) => child.name === step) ?? childOfProfile(session, profile, step));
    if (!next && step === 'url' && profile !== undefined) return { node, fixed: profile.replace(/\|.*$/, '') };
    implied = (next && impliedBy(next)) ?? memberOf(implied, step);
    if (next) node = next;
    else if (implied !== undefined)
      node = { ...slice, element: { path: '', pattern: implied }, children: [], slices: [] };
    else return undefined;
  }
  return { node };
}

/** The fixed or pattern value of a node. */
function impliedBy(node: ProfileNode): Json | undefined {
  return node.element.fixed ?? node.element.pattern;
}

/** What a fixed or pattern value says of one of its members. */
function memberOf(value: Json | undefined, name: string): Json | undefined {
  const one = Array.isArray(value) ? (value as readonly Json[])[0] : value;
  return isJsonObject(one) ? one[name] : undefined;
}

function childOfProfile(session: Session, profile: string | undefined, name: string): ProfileNode | undefined {
  return profile === undefined
    ? undefined
    : session.engine.profiles.tree(profile)?.root.children.find((child) => child.name === name);
}

function extensionChild(node: ProfileNode, url: string): ProfileNode | undefined {
  const entry = node.children.find((child) => child.name === 'extension');
  return entry?.slices.find((slice) => slice.element.types?.[0]?.profiles[0]?.replace(/\|.*$/, '') === url);
}

function stepsOf(path: string): string[] {
  return path.match(/[A-Za-z$]+(?:\([^)]*\))?/g) ?? [];
}

function typeAllowed(definition: ProfileNode, target: PathNode): boolean {
  const types = definition.element.types ?? [];
  return types.some(({ code }) => target.type === code || target.plan?.ancestors.has(code) === true);
}

/** Whether resolved references lead to a type that a slice allows; undefined where none could be resolved. */
function targetAllowed(session: Session, definition: ProfileNode, targets: readonly PathNode[]): boolean | undefined {
  const allowed = (definition.element.types ?? []).flatMap((type) => type.targets);
  if (targets.length === 0 || allowed.length === 0) return undefined;
  const types = allowed.map((target) => session.engine.profiles.tree(target)?.record.type);
  if (types.includes(undefined)) return undefined;
  return targets.some(({ type, plan }) =>
    types.some((each) => each === type || plan?.ancestors.has(each ?? '') === true),
  );
}

function byProfile(definition: ProfileNode, targets: readonly PathNode[], conforms: Conforms): boolean | undefined {
  const profiles = (definition.element.types ?? []).flatMap((type) =>
    type.profiles.length > 0 ? type.profiles : type.targets,
  );
  if (profiles.length === 0) return undefined;
  if (targets.length === 0) return false;
  const answers = targets.flatMap((target) => profiles.map((profile) => conforms(target, profile)));
  if (answers.some((answer) => answer === true)) return true;
  return answers.some((answer) => answer === undefined) ? undefined : false;
}

/** True when a definition says anything that can tell values apart. */
function discriminates(node: ProfileNode): boolean {
  const { fixed, pattern, binding } = node.element;
  return (
    fixed !== undefined ||
    pattern !== undefined ||
    binding?.strength === 'required' ||
    node.children.some(discriminates) ||
    node.slices.some(discriminates)
  );
}

/** Whether a value keeps all fixed values, patterns and required bindings at and below a definition. */
function satisfies(session: Session, definition: ProfileNode, target: PathNode): boolean | undefined {
  const { fixed, pattern, binding } = definition.element;
  const value = target.value as Parameters<typeof fixedDifferences>[1];
  if (fixed !== undefined && fixedDifferences(fixed, value).length > 0) return false;
  if (pattern !== undefined && patternDifferences(pattern, value).length > 0) return false;
  let unknown = false;
  if (fixed === undefined && pattern === undefined && binding?.strength === 'required') {
    const member = bound(session, target, binding.valueSet);
    if (member === false) return false;
    if (member === undefined) unknown = true;
  }
  for (const child of [...definition.children, ...definition.children.flatMap(requiredSlices)]) {
    if (!discriminates(child)) continue;
    const items = childNodes(session, target, child.name);
    if (items.length === 0) {
      if ((child.element.min ?? 0) > 0) return false;
      continue;
    }
    const answers = items.map((item) => satisfies(session, child, item));
    const enough =
      child.element.slice === undefined
        ? answers.every((each) => each !== false)
        : answers.some((each) => each !== false);
    if (!enough) return false;
    if (answers.some((each) => each === undefined)) unknown = true;
  }
  return unknown ? undefined : true;
}

function requiredSlices(node: ProfileNode): ProfileNode[] {
  return node.slices.filter((slice) => (slice.element.min ?? 0) > 0);
}

function childNodes(session: Session, target: PathNode, name: string): readonly PathNode[] {
  const { plan, value } = target;
  if (!plan || !isJsonObject(value)) return [];
  const members = plan.choices.get(name) ?? [plan.members.get(name)].flatMap((each) => each ?? []);
  return members.flatMap((member) => memberNodes(value, member, session.engine.types));
}

function bound(session: Session, target: PathNode, valueSet: string): boolean | undefined {
  const { terminology } = session.engine;
  const { value } = target;
  if (typeof value === 'string') return terminology.holds(valueSet, undefined, value);
  if (!isJsonObject(value)) return undefined;
  const codings = target.type === 'CodeableConcept' ? value['coding'] : [value];
  const answers = (Array.isArray(codings) ? codings : []).map((coding) =>
    isJsonObject(coding) && typeof coding['code'] === 'string'
      ? terminology.holds(valueSet, typeof coding['system'] === 'string' ? coding['system'] : '', coding['code'])
      : false,
  );
  if (answers.some((answer) => answer === true)) return true;
  return answers.some((answer) => answer === undefined) ? undefined : false;
}
