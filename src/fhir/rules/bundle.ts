import type { JsonObject } from '../../kernel/json.ts';
import { object, objects, text } from '../definitions/members.ts';
import { restReference } from '../validate/resolver.ts';
import type { ResourceFrame, Session } from '../validate/session.ts';
import { checkDocument, checkMessage } from './bundle-links.ts';

const CLAUSE = 'FHIR, bundle.html';
const about = (code: string, rule: string) => ({ code, rule: `bundle-${rule}`, clause: CLAUSE });

/** Check a Bundle: the full URLs of its entries, and what its type asks for. */
export function checkBundle(session: Session, frame: ResourceFrame): void {
  const bundle = frame.value;
  const type = text(bundle, 'type');
  for (const [index, entry] of objects(bundle, 'entry').entries()) checkEntry(session, entry, index, type);
  checkLinkRelations(session, bundle, type);
  if (type === 'document') checkDocument(session, bundle);
  if (type === 'message') checkMessage(session, bundle);
  if (type === 'searchset') checkSearchset(session, bundle);
}

function checkEntry(session: Session, entry: JsonObject, index: number, type: string | undefined): void {
  const fullUrl = text(entry, 'fullUrl');
  const resource = object(entry, 'resource');
  const at = `.entry[${index}]`;
  const tokens = ['entry', index];
  if (fullUrl === undefined) {
    if (resource && FULL_URLS.has(type ?? ''))
      session.report(about('required', 'full-url'), `Each entry of a ${type} must have a fullUrl`, at, tokens);
    return;
  }
  if (!/^[a-z][a-z0-9+.-]*:/i.test(fullUrl)) {
    session.report(about('invalid', 'full-url'), `The fullUrl must be an absolute URL (not '${fullUrl}')`, at, tokens);
    return;
  }
  const rest = restReference(fullUrl);
  const id = resource && text(resource, 'id');
  const resourceType = resource && text(resource, 'resourceType');
  if (!rest || !resource || rest.version !== undefined || session.engine.types.type(rest.type)?.kind !== 'resource')
    return;
  if (id === undefined && type !== 'searchset')
    session.report(
      about('invalid', 'full-url'),
      `The fullUrl '${fullUrl}' looks like a RESTful server URL, but the resource has no id`,
      at,
      tokens,
    );
  else if (id !== undefined && (rest.type !== resourceType || rest.id !== id))
    session.report(
      about('invalid', 'full-url'),
      `The fullUrl '${fullUrl}' looks like a RESTful server URL, so it must end with /${resourceType}/${id}`,
      at,
      tokens,
    );
}

/** Bundles whose entries need a fullUrl: all but transactions, batches and their responses. */
const FULL_URLS = new Set(['document', 'message', 'searchset', 'history', 'collection']);

const PAGING = new Set(['first', 'prev', 'previous', 'next', 'last']);
const PAGED = new Set(['searchset', 'history']);

/** Links between pages stand in search results and histories, each once. */
function checkLinkRelations(session: Session, bundle: JsonObject, type: string | undefined): void {
  const seen = new Set<string>();
  objects(bundle, 'link').forEach((link, index) => {
    const relation = text(link, 'relation');
    if (relation === undefined || !(relation === 'self' || PAGING.has(relation))) return;
    const complain = (message: string) =>
      session.report(about('invalid', 'link'), message, `.link[${index}].relation`, ['link', index, 'relation']);
    if (seen.has(relation)) complain(`The link relation '${relation}' can only occur once`);
    if (PAGING.has(relation) && !PAGED.has(type ?? ''))
      complain(`The link relation '${relation}' is for search results and histories, not for a ${type ?? 'Bundle'}`);
    seen.add(relation);
  });
}

/** Search results have ids, and matches are of the type that the self link searched for. */
function checkSearchset(session: Session, bundle: JsonObject): void {
  const self = objects(bundle, 'link').find((link) => text(link, 'relation') === 'self');
  const searched = searchedTypes(session, text(self, 'url'));
  objects(bundle, 'entry').forEach((entry, index) => {
    const resource = object(entry, 'resource');
    if (!resource) return;
    const type = text(resource, 'resourceType');
    const at = `.entry[${index}].resource`;
    const tokens = ['entry', index, 'resource'];
    const mode = text(object(entry, 'search'), 'mode');
    if (text(resource, 'id') === undefined && type !== 'OperationOutcome')
      session.report(about('invalid', 'search-id'), 'Search results must have ids', at, tokens);
    if (mode === 'outcome' && type !== undefined && type !== 'OperationOutcome')
      session.report(
        about('invalid', 'search-type'),
        `The outcome of a search is an OperationOutcome, not ${type}`,
        at,
        tokens,
      );
    if (searched === undefined || type === undefined || (mode !== 'match' && mode !== undefined)) return;
    if (mode === undefined && type === 'OperationOutcome') return;
    if (!searched.has(type) && mode === 'match')
      session.report(
        about('invalid', 'search-type'),
        `${type} is not a type that was searched for (${[...searched].join(', ')})`,
        at,
        tokens,
      );
  });
}

/** The types that a search URL names in its path or in `_type`; undefined when it names none. */
function searchedTypes(session: Session, url: string | undefined): ReadonlySet<string> | undefined {
  if (url === undefined) return undefined;
  const [path = '', query = ''] = url.split('?');
  const isType = (name: string) => session.engine.types.type(name)?.kind === 'resource';
  const last = path.slice(path.lastIndexOf('/') + 1);
  if (isType(last)) return new Set([last]);
  const listed = /(?:^|&)_type=([A-Za-z,]{1,2000})/.exec(query)?.[1]?.split(',');
  return listed?.every(isType) ? new Set(listed) : undefined;
}
