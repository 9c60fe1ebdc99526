import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { items, object, objects, text } from '../definitions/members.ts';
import { bundleIndex, entriesFor, restReference } from '../validate/resolver.ts';
import type { Session } from '../validate/session.ts';

const CLAUSE = 'FHIR, documents.html and messaging.html: referenced resources are in the bundle';
const about = (code: string, rule: string) => ({ code, rule: `bundle-${rule}`, clause: CLAUSE });

interface Link {
  readonly reference: string;
  readonly what: string;
  readonly at: string;
  readonly tokens: readonly (string | number)[];
}

/** A document starts with a Composition, has a date, and holds all that the Composition refers to. */
export function checkDocument(session: Session, bundle: JsonObject): void {
  if (session.engine.definitions.version === '3.0' && text(object(bundle, 'meta'), 'lastUpdated') === undefined)
    session.report(about('required', 'document-date'), 'A document must have a date (Bundle.meta.lastUpdated)');
  const composition = firstResource(bundle, 'Composition');
  if (!composition) {
    session.report(about('invalid', 'document-first'), 'The first entry of a document must be a Composition');
    return;
  }
  const fullUrl = text(objects(bundle, 'entry')[0], 'fullUrl');
  for (const link of compositionLinks(composition)) checkLink(session, bundle, link, fullUrl);
  if (session.engine.definitions.version !== '3.0') checkApparent(session, bundle);
  checkReachable(session, bundle);
}

/** A message starts with a MessageHeader and holds what that focuses on. */
export function checkMessage(session: Session, bundle: JsonObject): void {
  const header = firstResource(bundle, 'MessageHeader');
  if (!header) {
    session.report(about('invalid', 'message-first'), 'The first entry of a message must be a MessageHeader');
    return;
  }
  const fullUrl = text(objects(bundle, 'entry')[0], 'fullUrl');
  for (const link of listLinks(header, 'focus', 'MessageHeader data', '', []))
    checkLink(session, bundle, link, fullUrl);
}

function firstResource(bundle: JsonObject, type: string): JsonObject | undefined {
  const resource = object(objects(bundle, 'entry')[0], 'resource');
  return resource && text(resource, 'resourceType') === type ? resource : undefined;
}

function compositionLinks(composition: JsonObject): Link[] {
  const links = ['subject', 'encounter', 'custodian'].flatMap((name) =>
    oneLink(composition, name, `Composition.${name}`, '', []),
  );
  links.push(...listLinks(composition, 'author', 'Composition.author', '', []));
  objects(composition, 'attester').forEach((attester, i) => {
    const at = `.attester[${i}]`;
    const found = [
      ...oneLink(attester, 'party', 'Composition.attester.party', at, ['attester', i]),
      ...listLinks(attester, 'party', 'Composition.attester.party', at, ['attester', i]),
    ];
    links.push(...found);
  });
  objects(composition, 'event').forEach((event, i) => {
    links.push(...listLinks(event, 'detail', 'Composition.event.detail', `.event[${i}]`, ['event', i]));
  });
  sectionLinks(composition, '', [], links);
  return links;
}

function sectionLinks(holder: JsonObject, at: string, tokens: readonly (string | number)[], links: Link[]): void {
  objects(holder, 'section').forEach((section, i) => {
    const here = `${at}.section[${i}]`;
    const below = [...tokens, 'section', i];
    links.push(...listLinks(section, 'author', 'Section author', here, below));
    links.push(...oneLink(section, 'focus', 'Section focus', here, below));
    links.push(...listLinks(section, 'entry', 'Section entry', here, below));
    sectionLinks(section, here, below, links);
  });
}

function oneLink(
  holder: JsonObject,
  name: string,
  what: string,
  at: string,
  tokens: readonly (string | number)[],
): Link[] {
  const reference = text(object(holder, name), 'reference');
  return reference === undefined ? [] : [{ reference, what, at: `${at}.${name}`, tokens: [...tokens, name] }];
}

function listLinks(
  holder: JsonObject,
  name: string,
  what: string,
  at: string,
  tokens: readonly (string | number)[],
): Link[] {
  return items(holder, name).flatMap((item, i) => {
    const reference = isJsonObject(item) ? text(item, 'reference') : undefined;
    return reference === undefined
      ? []
      : [{ reference, what, at: `${at}.${name}[${i}]`, tokens: [...tokens, name, i] }];
  });
}

function checkLink(session: Session, bundle: JsonObject, link: Link, fullUrl: string | undefined): void {
  const { reference } = link;
  if (reference.startsWith('#')) return;
  const found = entriesFor(bundle, reference, fullUrl);
  if (found.length === 0 && session.engine.definitions.version === '3.0' && apparentMatches(bundle, reference) > 0)
    return;
  const at = `.entry[0].resource${link.at}`;
  const tokens = ['entry', 0, 'resource', ...link.tokens];
  if (found.length > 1) {
    session.report(
      about('invalid', 'reference-unique'),
      `Found ${found.length} matches for '${reference}' in the bundle (${link.what})`,
      at,
      tokens,
    );
    return;
  }
  if (found.length === 1) return;
  const apparent = apparentMatches(bundle, reference) > 0;
  const note = apparent ? '; there is a resource with the same type and id, but its fullUrl is another' : '';
  session.report(
    about(apparent ? 'invalid' : 'not-found', 'reference-resolves'),
    `Cannot find '${reference}' in the bundle (${link.what})${note}`,
    at,
    tokens,
  );
}

function apparentMatches(bundle: JsonObject, reference: string): number {
  const rest = restReference(reference);
  return rest ? (bundleIndex(bundle).byTypeAndId.get(`${rest.type}/${rest.id}`)?.length ?? 0) : 0;
}

/** In a document, a relative reference to an entry by type and id must match it by fullUrl too. */
function checkApparent(session: Session, bundle: JsonObject): void {
  objects(bundle, 'entry').forEach((entry, index) => {
    const resource = object(entry, 'resource');
    if (!resource || index === 0) return;
    const fullUrl = text(entry, 'fullUrl');
    for (const reference of referencesIn(resource)) {
      const rest = restReference(reference);
      if (!rest || rest.base !== undefined || apparentMatches(bundle, reference) === 0) continue;
      if (entriesFor(bundle, reference, fullUrl).length === 0)
        session.report(
          about('invalid', 'reference-resolves'),
          `Cannot find '${reference}' in the bundle; there is a resource with the same type and id, but its fullUrl is another`,
          `.entry[${index}].resource`,
          ['entry', index, 'resource'],
        );
    }
  });
}

/** All resources of a document are linked with its Composition, forwards or backwards. */
function checkReachable(session: Session, bundle: JsonObject): void {
  const entries = objects(bundle, 'entry').map((entry) => ({
    fullUrl: text(entry, 'fullUrl'),
    resource: object(entry, 'resource'),
  }));
  const neighbours = entries.map(() => new Set<number>());
  entries.forEach(({ resource, fullUrl }, index) => {
    if (!resource) return;
    for (const reference of referencesIn(resource))
      for (const { position } of linked(session, bundle, reference, fullUrl)) {
        neighbours[index]?.add(position);
        neighbours[position]?.add(index);
      }
  });
  const reached = new Set([0]);
  for (const at of reached) for (const next of neighbours[at] ?? []) reached.add(next);
  entries.forEach(({ resource, fullUrl }, index) => {
    if (!resource || reached.has(index) || resource['resourceType'] === 'Binary') return;
    session.report(
      about('informational', 'document-reachable'),
      `The entry ${fullUrl ?? index + 1} cannot be reached by links, forwards or backwards, from the Composition`,
      `.entry[${index}]`,
      ['entry', index],
    );
  });
}

/** The entries a reference links to; in STU3 also by type and id alone. */
function linked(session: Session, bundle: JsonObject, reference: string, fullUrl: string | undefined) {
  const found = entriesFor(bundle, reference, fullUrl);
  const rest =
    found.length === 0 && session.engine.definitions.version === '3.0' ? restReference(reference) : undefined;
  return rest ? (bundleIndex(bundle).byTypeAndId.get(`${rest.type}/${rest.id}`) ?? []) : found;
}

/** All values of `reference` members at and below a resource. */
export function referencesIn(resource: JsonObject): Set<string> {
  const found = new Set<string>();
  const stack: Json[] = [resource];
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    if (Array.isArray(value)) stack.push(...(value as readonly Json[]));
    else if (isJsonObject(value)) {
      const reference = text(value, 'reference');
      if (reference !== undefined) found.add(reference);
      stack.push(...Object.values(value));
    }
  }
  return found;
}
