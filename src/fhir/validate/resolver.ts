import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { object, objects, text } from '../definitions/members.ts';
import { type PathNode, systemNode } from '../path/node.ts';
import type { PathEnv } from '../path/scope.ts';
import type { TypePlans } from '../structure/type-plan.ts';
import type { ResourceFrame, Session } from './session.ts';

/** One resource of a Bundle, with the name it goes by. */
export interface BundleEntry {
  readonly position: number;
  readonly fullUrl: string | undefined;
  readonly resource: JsonObject;
}

/** The resources of a Bundle by full URL and by `Type/id`. */
export interface BundleIndex {
  readonly byUrl: ReadonlyMap<string, readonly BundleEntry[]>;
  readonly byTypeAndId: ReadonlyMap<string, readonly BundleEntry[]>;
}

const indexes = new WeakMap<JsonObject, BundleIndex>();

/** The index of a Bundle, built once. */
export function bundleIndex(bundle: JsonObject): BundleIndex {
  const known = indexes.get(bundle);
  if (known) return known;
  const byUrl = new Map<string, BundleEntry[]>();
  const byTypeAndId = new Map<string, BundleEntry[]>();
  objects(bundle, 'entry').forEach((entry, position) => {
    const resource = object(entry, 'resource');
    if (!resource) return;
    const fullUrl = text(entry, 'fullUrl');
    const found = { position, fullUrl, resource };
    if (fullUrl !== undefined) push(byUrl, fullUrl, found);
    const id = text(resource, 'id');
    if (id !== undefined) push(byTypeAndId, `${text(resource, 'resourceType') ?? ''}/${id}`, found);
  });
  const index = { byUrl, byTypeAndId };
  indexes.set(bundle, index);
  return index;
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}

const RESTFUL =
  /^(https?:\/\/.*?\/)?([A-Z][A-Za-z]{1,60})\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/([A-Za-z0-9\-.]{1,64}))?(?:#.*)?$/;

/** A reference of the form `[base/]Type/id[/_history/version]`, in parts. */
export interface RestReference {
  readonly base: string | undefined;
  readonly type: string;
  readonly id: string;
  readonly version: string | undefined;
}

/** Read a RESTful reference; undefined for any other form. */
export function restReference(reference: string): RestReference | undefined {
  if (reference.length > 4000) return undefined;
  const first = reference.charCodeAt(0);
  if (first >= 65 && first <= 90) {
    const simple = typeAndId(reference);
    if (simple) return simple;
  }
  const match = RESTFUL.exec(reference);
  return match ? { base: match[1], type: match[2] ?? '', id: match[3] ?? '', version: match[4] } : undefined;
}

/** Read the form `Type/id`, which most references have; undefined for any other. */
function typeAndId(reference: string): RestReference | undefined {
  const slash = slashOf(reference);
  if (slash < 0) return undefined;
  return { base: undefined, type: reference.slice(0, slash), id: reference.slice(slash + 1), version: undefined };
}

/** True for a reference of the form `Type/id`. */
export function isRelative(reference: string): boolean {
  const first = reference.charCodeAt(0);
  return first >= 65 && first <= 90 && slashOf(reference) > 0;
}

/** Where the slash of `Type/id` stands; -1 for any other form. The first letter is not looked at. */
function slashOf(reference: string): number {
  const { length } = reference;
  let slash = 1;
  while (slash < length && slash < 62) {
    const code = reference.charCodeAt(slash);
    if (code === 47) break;
    if ((code | 32) < 97 || (code | 32) > 122) return -1;
    slash++;
  }
  if (slash < 2 || slash > 61 || slash + 1 >= length || length - slash > 65) return -1;
  for (let i = slash + 1; i < length; i++) {
    const code = reference.charCodeAt(i);
    if (code < 45 || code > 122 || code === 47 || (code > 57 && code < 65) || (code > 90 && code < 97)) return -1;
  }
  return slash;
}

/** All entries of a Bundle that a reference in an entry with `fullUrl` leads to (FHIR, bundle.html#references). */
export function entriesFor(bundle: JsonObject, reference: string, fullUrl: string | undefined): readonly BundleEntry[] {
  const index = bundleIndex(bundle);
  const plain = reference.replace(/#.*$/, '');
  const rest = restReference(plain);
  const unversioned = rest?.version === undefined ? plain : plain.slice(0, plain.indexOf('/_history/'));
  const absolute = absoluteUrl(unversioned, fullUrl);
  if (absolute === undefined) return [];
  const found = index.byUrl.get(absolute) ?? [];
  if (rest?.version === undefined) return found;
  return found.filter((entry) => text(object(entry.resource, 'meta'), 'versionId') === rest.version);
}

/** The reference made absolute by the base of its entry's full URL; undefined when that has no base. */
export function absoluteUrl(reference: string, fullUrl: string | undefined): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(reference)) return reference;
  const base = fullUrl === undefined ? undefined : restReference(fullUrl)?.base;
  return base === undefined ? undefined : base + reference;
}

/** The resource a reference leads to within the validated text; undefined when it leads elsewhere. */
export function resolveWithin(frame: ResourceFrame, reference: string): JsonObject | undefined {
  const container = frame.container ?? frame;
  if (reference.startsWith('#')) return containedIn(container.value, reference);
  if (frame.plan.typeName === 'Bundle') {
    const found =
      bundleIndex(frame.value).byUrl.get(reference)?.[0] ??
      onlyOne(bundleIndex(frame.value).byTypeAndId.get(reference));
    if (found) return found.resource;
  }
  for (let at: ResourceFrame | undefined = frame; at?.outer; at = at.outer) {
    const bundle = at.outer;
    if (bundle.plan.typeName === 'Bundle') {
      const found = entriesFor(bundle.value, reference, at.fullUrl)[0];
      if (found) return found.resource;
    } else if (bundle.plan.typeName === 'Parameters') {
      const found = parameterResource(bundle.value, reference);
      if (found) return found;
    }
  }
  return undefined;
}

/** The resource contained under a local reference; `#` is the container. */
function containedIn(container: JsonObject, reference: string): JsonObject | undefined {
  if (reference === '#') return container;
  return objects(container, 'contained').find((each) => text(each, 'id') === reference.slice(1));
}

/** A resource among the parameters, by `Type/id`. */
export function parameterResource(parameters: JsonObject, reference: string): JsonObject | undefined {
  const rest = restReference(reference);
  if (!rest) return undefined;
  const stack = [...objects(parameters, 'parameter')];
  for (let each = stack.pop(); each; each = stack.pop()) {
    const resource = object(each, 'resource');
    if (resource && text(resource, 'resourceType') === rest.type && text(resource, 'id') === rest.id) return resource;
    stack.push(...objects(each, 'part'));
  }
  return undefined;
}

/** The FHIRPath environment of a resource: `%resource`, `%rootResource`, `resolve()`, `memberOf()`. */
export function pathEnvOf(session: Session, frame: ResourceFrame, now: string): PathEnv {
  return new ResourceEnv(session, frame, now);
}

class ResourceEnv implements PathEnv {
  readonly types: TypePlans;
  readonly budget: { left: number };
  private readonly session: Session;
  private readonly frame: ResourceFrame;
  private readonly now: string;
  private ownNode: PathNode | undefined = undefined;
  private rootNode: PathNode | undefined = undefined;

  constructor(session: Session, frame: ResourceFrame, now: string) {
    this.types = session.engine.types;
    this.budget = session.budget;
    this.session = session;
    this.frame = frame;
    this.now = now;
  }

  get resource(): PathNode {
    this.ownNode ??= this.session.node(this.frame.value, this.frame.plan);
    return this.ownNode;
  }

  get rootResource(): PathNode {
    const { container, value, plan } = this.frame;
    this.rootNode ??= container ? this.session.node(container.value, container.plan) : this.session.node(value, plan);
    return this.rootNode;
  }

  get variables(): Readonly<Record<string, readonly PathNode[]>> {
    return { now: [{ ...systemNode(this.now, 'String'), type: 'dateTime' }] };
  }

  resolve(reference: string, within: JsonObject | undefined): PathNode | undefined {
    const local = reference.startsWith('#') && within ? containedIn(within, reference) : undefined;
    const found = local ?? resolveWithin(this.frame, reference);
    const plan = found && this.types.type(text(found, 'resourceType') ?? '');
    return found && plan && this.session.node(found, plan);
  }

  memberOf(node: PathNode, valueSet: string): boolean | undefined {
    return memberOf(this.session, node, valueSet);
  }

  htmlChecks(): boolean {
    return true;
  }
}

function memberOf(session: Session, node: PathNode, valueSet: string): boolean | undefined {
  const { terminology } = session.engine;
  const { value } = node;
  if (typeof value === 'string') return terminology.holds(valueSet, undefined, value);
  if (!isJsonObject(value)) return undefined;
  const codings = node.type === 'CodeableConcept' ? objects(value, 'coding') : [value];
  let unknown = false;
  for (const coding of codings) {
    const answer = terminology.holds(valueSet, text(coding, 'system') ?? '', text(coding, 'code') ?? '');
    if (answer === true) return true;
    if (answer === undefined) unknown = true;
  }
  return unknown ? undefined : false;
}

/** The resource type that a Reference names by its `type` or by the form of its reference. */
export function referenceTargetType(reference: JsonObject): string | undefined {
  return restReference(text(reference, 'reference') ?? '')?.type ?? text(reference, 'type');
}

function onlyOne<T>(list: readonly T[] | undefined): T | undefined {
  return list?.length === 1 ? list[0] : undefined;
}
