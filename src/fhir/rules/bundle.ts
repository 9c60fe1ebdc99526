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
    if (resource && (type === 'document' || type === 'message'))
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
  if (
    !rest ||
    id === undefined ||
    rest.version !== undefined ||
    session.engine.types.type(rest.type)?.kind !== 'resource'
  )
    return;
  if (rest.type !== resourceType || rest.id !== id)
    session.report(
      about('invalid', 'full-url'),
      `The fullUrl '${fullUrl}' looks like a RESTful server URL, so it must end with /${resourceType}/${id}`,
      at,
      tokens,
    );
}

/** Search results have ids, and matches are of the type that the self link searched for. */
function checkSearchset(session: Session, bundle: JsonObject): void {
  const self = objects(bundle, 'link').find((link) => text(link, 'relation') === 'self');
  const searched = searchedType(session, text(self, 'url'));
  objects(bundle, 'entry').forEach((entry, index) => {
    const resource = object(entry, 'resource');
    if (!resource) return;
    const type = text(resource, 'resourceType');
    const at = `.entry[${index}].resource`;
    const tokens = ['entry', index, 'resource'];
    const mode = text(object(entry, 'search'), 'mode');
    if (text(resource, 'id') === undefined && type !== 'OperationOutcome')
      session.report(about('invalid', 'search-id'), 'Search results must have ids', at, tokens);
    if (searched === undefined || type === undefined || (mode !== 'match' && mode !== undefined)) return;
    if (mode === undefined && type === 'OperationOutcome') return;
    if (type !== searched && mode === 'match')
      session.report(
        about('invalid', 'search-type'),
        `${type} is not the type that was searched for (${searched})`,
        at,
        tokens,
      );
  });
}

function searchedType(session: Session, url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  const path = url.replace(/\?.*$/s, '');
  const last = path.slice(path.lastIndexOf('/') + 1);
  return session.engine.types.type(last)?.kind === 'resource' ? last : undefined;
}
