import type { Json } from '../../kernel/json.ts';
import { text } from '../definitions/members.ts';
import type { TypePlan } from '../structure/type-plan.ts';
import type { ResourceFrame, Session } from '../validate/session.ts';

const ABSOLUTE = /^[a-zA-Z][a-zA-Z0-9+.-]*:/;
/** True for text that begins with a URI scheme. */
export function isAbsolute(value: string): boolean {
  return value.startsWith('http://') || ABSOLUTE.test(value);
}

const CLAUSE = 'FHIR, references.html#canonical';

/** A canonical is absolute or a fragment. */
export function checkCanonical(session: Session, value: Json): void {
  if (typeof value !== 'string' || value.startsWith('#') || isAbsolute(value)) return;
  session.report(
    { code: 'invalid', rule: 'canonical-absolute', clause: CLAUSE },
    `A canonical must be an absolute URL or a fragment, found '${value}'`,
  );
}

/** True for the types of conformance resources, whose `url` is their canonical. */
export function hasCanonicalUrl({ members }: TypePlan): boolean {
  return members.get('url')?.typeCode === 'uri' && members.has('status');
}

/** The `url` of a conformance resource (`hasCanonicalUrl`) is absolute. */
export function checkOwnUrl(session: Session, frame: ResourceFrame): void {
  const url = text(frame.value, 'url');
  if (url === undefined || ABSOLUTE.test(url)) return;
  session.report(
    { code: 'invalid', rule: 'canonical-absolute', clause: CLAUSE },
    `The canonical URL of a resource must be absolute, found '${url}'`,
    '.url',
    ['url'],
  );
}

/** Strings should say something, and must not look like HTML where security checks are on. */
export function checkString(session: Session, value: Json): void {
  if (typeof value !== 'string') return;
  if (!startsVisibly(value) && !/\S/.test(value))
    session.report(
      { severity: 'warning', code: 'invalid', rule: 'string-blank', clause: 'FHIR, datatypes.html#string' },
      'The value is only white space',
    );
  if (!session.engine.options.securityChecks) return;
  if (/<[a-zA-Z!/][^<>]{0,1000}>/.test(value))
    session.report(
      { code: 'invalid', rule: 'string-html', clause: 'FHIR, security.html#narrative' },
      'The string contains text that looks like HTML tags, which security checks refuse',
    );
}

function startsVisibly(value: string): boolean {
  const first = value.charCodeAt(0);
  return first > 32 && first < 127;
}
