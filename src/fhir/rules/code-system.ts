import type { JsonObject } from '../../kernel/json.ts';
import { choice, number, objects, text } from '../definitions/members.ts';
import type { ResourceFrame, Session } from '../validate/session.ts';

const CLAUSE = 'FHIR, codesystem.html';
const about = (code: string, rule: string) => ({ code, rule: `code-system-${rule}`, clause: CLAUSE });
const COMMON = 'http://hl7.org/fhir/concept-properties';

/** Check a CodeSystem: its count, its being a supplement, its properties and those of its concepts. */
export function checkCodeSystem(session: Session, frame: ResourceFrame): void {
  const system = frame.value;
  const concepts = allConcepts(system);
  const count = number(system, 'count');
  if (text(system, 'content') === 'complete' && count !== undefined && count !== concepts.length)
    session.report(
      about('invalid', 'count'),
      `The code system is complete, but the number of concepts (${concepts.length}) is not the stated number (${count})`,
      '.count',
      ['count'],
    );
  checkSupplement(session, system, concepts);
  checkProperties(session, system);
  checkConceptProperties(session, system);
}

function allConcepts(holder: JsonObject): JsonObject[] {
  return objects(holder, 'concept').flatMap((concept) => [concept, ...allConcepts(concept)]);
}

function checkSupplement(session: Session, system: JsonObject, concepts: readonly JsonObject[]): void {
  const base = text(system, 'supplements');
  if (base === undefined) {
    if (text(system, 'content') === 'supplement')
      session.report(
        about('business-rule', 'supplement'),
        "A code system with the content 'supplement' must say which code system it supplements",
        '.content',
        ['content'],
      );
    return;
  }
  if (text(system, 'content') !== 'supplement')
    session.report(
      about('business-rule', 'supplement'),
      "A code system that supplements another must have the content 'supplement'",
      '.content',
      ['content'],
    );
  const known = session.engine.terminology.system(base.replace(/\|.*$/, ''));
  if (known?.record.content !== 'complete') {
    session.leaveOpen('code-system', base, 'the supplemented code system is not held here whole');
    return;
  }
  concepts.forEach((concept, index) => {
    const code = text(concept, 'code');
    if (code !== undefined && !known.has(code))
      session.report(
        about('business-rule', 'supplement'),
        `The code '${code}' is not declared in the base code system ${base}`,
        `.concept[${index}]`,
        ['concept', index],
      );
  });
}

function checkProperties(session: Session, system: JsonObject): void {
  const codes = new Set<string>();
  const uris = new Set<string>();
  objects(system, 'property').forEach((property, index) => {
    const complain = (message: string) =>
      session.report(about('business-rule', 'property'), message, `.property[${index}]`, ['property', index]);
    const code = text(property, 'code');
    const uri = text(property, 'uri');
    if (code !== undefined && codes.has(code)) complain(`A property is already defined with the code '${code}'`);
    if (uri !== undefined && uris.has(uri)) complain(`A property is already defined with the URI '${uri}'`);
    if (code !== undefined) codes.add(code);
    if (uri === undefined) return;
    uris.add(uri);
    if (uri.startsWith(`${COMMON}#`)) checkCommonProperty(session, uri, property, complain);
  });
}

/** The types of the common concept properties (http://hl7.org/fhir/concept-properties). */
const COMMON_TYPES: Readonly<Record<string, string>> = {
  inactive: 'boolean',
  deprecated: 'dateTime',
  effectiveDate: 'dateTime',
  deprecationDate: 'dateTime',
  retirementDate: 'dateTime',
  notSelectable: 'boolean',
  parent: 'code',
  child: 'code',
  partOf: 'code',
  synonym: 'code',
  comment: 'string',
  itemWeight: 'decimal',
  status: 'code',
};

function checkCommonProperty(
  _session: Session,
  uri: string,
  property: JsonObject,
  complain: (message: string) => void,
): void {
  const name = uri.slice(COMMON.length + 1);
  const due = COMMON_TYPES[name];
  if (due === undefined) {
    complain(`Unknown common concept property '${uri}'; a property of your own does not belong in the HL7 namespace`);
    return;
  }
  const type = text(property, 'type');
  if (type !== undefined && type !== due)
    complain(`Wrong type '${type}': the URI '${uri}' identifies a property of the type '${due}'`);
  const code = text(property, 'code');
  if (code !== undefined && code !== name && COMMON_TYPES[code] !== undefined)
    complain(`The URI '${uri}' is normally given the code '${name}', not '${code}'`);
}

function checkConceptProperties(session: Session, system: JsonObject): void {
  const types = new Map(
    objects(system, 'property').map((property) => [text(property, 'code') ?? '', text(property, 'type')]),
  );
  const walk = (holder: JsonObject, at: string, tokens: readonly (string | number)[]) => {
    objects(holder, 'concept').forEach((concept, i) => {
      const here = `${at}.concept[${i}]`;
      objects(concept, 'property').forEach((property, p) => {
        const code = text(property, 'code') ?? '';
        const due = types.get(code);
        const given = choice(property, 'value')?.type;
        const type = given && given.charAt(0).toLowerCase() + given.slice(1);
        if (due === undefined || type === undefined || type.toLowerCase() === due.toLowerCase()) return;
        session.report(
          about('business-rule', 'property-type'),
          `The property '${code}' has the type '${type}', but it is defined to have '${due}'`,
          `${here}.property[${p}]`,
          [...tokens, 'concept', i, 'property', p],
        );
      });
      walk(concept, here, [...tokens, 'concept', i]);
    });
  };
  walk(system, '', []);
}
