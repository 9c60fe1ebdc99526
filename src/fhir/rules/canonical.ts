import type { Json } from '../../kernel/json.ts';
import { text } from '../definitions/members.ts';
import type { Member } from '../structure/type-plan.ts';
import type { ResourceFrame, Session } from '../validate/session.ts';

const ABSOLUTE = /^[a-zA-Z][a-zA-Z0-9+.-]*:/;
const CLAUSE = 'FHIR, references.html#canonical';

/** A canonical is absolute or a fragment. */
export function checkCanonical(session: Session, value: Json): void {
  if (typeof value !== 'string' || value.startsWith('#') || ABSOLUTE.test(value)) return;
  session.report(
    { code: 'invalid', rule: 'canonical-absolute', clause: CLAUSE },
    `A canonical must be an absolute URL or a fragment, found '${value}'`,
  );
}

/** The `url` of a conformance resource is absolute. */
export function checkOwnUrl(session: Session, frame: ResourceFrame): void {
  const url = text(frame.value, 'url');
  const member: Member | undefined = frame.plan.members.get('url');
  if (url === undefined || ABSOLUTE.test(url) || member?.typeCode !== 'uri' || !frame.plan.members.has('status'))
    return;
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
  if (!/\S/.test(value))
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
