import type { JsonObject } from '../../kernel/json.ts';
import { text } from '../definitions/members.ts';
import type { KnownSystem } from '../terminology/membership.ts';
import type { Session } from '../validate/session.ts';

const CLAUSE = 'FHIR, datatypes.html#Coding';

/** Check a Coding: its system's form, its code in a system that is held whole, its display. */
export function checkCoding(session: Session, coding: JsonObject): void {
  const { system, code: written } = coding;
  if (typeof system !== 'string') return;
  const code = typeof written === 'string' ? written : undefined;
  if (!/^[a-z][a-z0-9+.-]*:/i.test(system) && !system.startsWith('#')) {
    at(session, 'system', 'invalid', 'coding-system', `Coding.system must be an absolute reference, found '${system}'`);
    return;
  }
  const { definitions, terminology } = session.engine;
  const known = terminology.system(system);
  if (!known) {
    if (definitions.valueSet(system)) {
      at(
        session,
        'system',
        'invalid',
        'coding-system',
        `The Coding refers to a value set, not a code system ('${system}')`,
      );
      return;
    }
    if (code !== undefined && terminology.exists(system, code) === false) unknownCode(session, system, code);
    return;
  }
  if (known.record.content === 'supplement' || known.record.supplements !== undefined) {
    at(
      session,
      'system',
      'not-found',
      'coding-system',
      `The code system ${system} is a supplement and cannot be a Coding.system`,
    );
    return;
  }
  if (code === undefined) return;
  if (known.has(code)) checkDisplay(session, coding, known, code);
  else if (known.record.content === 'complete') unknownCode(session, system, code);
}

function unknownCode(session: Session, system: string, code: string): void {
  if (EXTENDED.test(system)) {
    session.leaveOpen('code-system', system, `the code '${code}' is not in the version held here`);
    return;
  }
  at(session, 'code', 'code-invalid', 'coding-code', `Unknown code '${code}' in the code system '${system}'`);
}
/** Systems that HL7 Terminology publishes apart from the core specification, where displays were reworded since. */
const REWORDED = /^http:\/\/(?:terminology\.hl7\.org\/|hl7\.org\/fhir\/v[23]\/)/;
/** Tables of HL7 version 2, to which codes are added between releases of the core specification. */
const EXTENDED = /^http:\/\/(?:terminology\.hl7\.org\/CodeSystem\/v2-|hl7\.org\/fhir\/v2\/)/;

function at(session: Session, member: string, code: string, rule: string, message: string): void {
  session.report({ code, rule, clause: CLAUSE }, message, `.${member}`, [member]);
}

function checkDisplay(session: Session, coding: JsonObject, known: KnownSystem, code: string): void {
  const display = text(coding, 'display');
  const concept = known.concept(code);
  if (display === undefined || !concept?.display) return;
  const valid = [concept.display, ...(concept.designations ?? [])];
  const plain = (value: string) => value.trim().toLowerCase().replace(/\s+/g, ' ');
  if (valid.some((each) => plain(each) === plain(display))) return;
  if (REWORDED.test(known.record.url)) {
    session.leaveOpen('code-system', known.record.url, `the display '${display}'`);
    return;
  }
  const choices = valid.map((each) => `'${each}'`).join(', ');
  at(
    session,
    'display',
    'invalid',
    'coding-display',
    `Wrong display '${display}' for ${known.record.url}#${code}; valid is ${choices}`,
  );
}
