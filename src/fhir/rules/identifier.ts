import type { JsonObject } from '../../kernel/json.ts';
import type { Session } from '../validate/session.ts';

const ABSOLUTE = /^[a-z][a-z0-9+.-]*:/i;

/** Check an Identifier: an absolute system, and a URI as value where the system says so. */
export function checkIdentifier(session: Session, value: JsonObject): void {
  const { system } = value;
  if (typeof system !== 'string') return;
  const about = { code: 'invalid', rule: 'identifier-system', clause: 'FHIR, datatypes.html#Identifier' };
  if (!ABSOLUTE.test(system))
    session.report(about, `Identifier.system must be an absolute reference, found '${system}'`, '.system', ['system']);
  const written = value['value'];
  if (system === 'urn:ietf:rfc:3986' && typeof written === 'string' && !ABSOLUTE.test(written))
    session.report(
      about,
      `With the system urn:ietf:rfc:3986 the value must be a full URI, found '${written}'`,
      '.value',
      ['value'],
    );
}
