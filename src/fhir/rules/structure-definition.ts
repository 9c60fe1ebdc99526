import type { JsonObject } from '../../kernel/json.ts';
import { digestStructure } from '../definitions/digest-structure.ts';
import { object, objects, text } from '../definitions/members.ts';
import type { StructureRecord } from '../definitions/records.ts';
import type { ResourceFrame, Session } from '../validate/session.ts';
import { checkKeys, checkLaidElement, checkOrder } from './differential.ts';

const CLAUSE = 'FHIR, profiling.html#snapshot';
const BASE = 'http://hl7.org/fhir/StructureDefinition/';
const about = { code: 'business-rule', rule: 'structure-definition', clause: 'FHIR, structuredefinition.html' };

/** Check a StructureDefinition: what it says of itself, and that its differential can be laid over its base. */
export function checkStructureDefinition(session: Session, frame: ResourceFrame): void {
  checkHead(session, frame.value);
  checkExtensionUrl(session, frame.value);
  checkDifferential(session, frame.value);
}

function checkHead(session: Session, value: JsonObject): void {
  const { definitions, types } = session.engine;
  const type = text(value, 'type');
  const derivation = text(value, 'derivation');
  const base = text(value, 'baseDefinition');
  if (base !== undefined && derivation === undefined)
    session.report(about, 'A definition with a baseDefinition must have a derivation');
  const core = type !== undefined && types.type(type) !== undefined;
  if (core && derivation !== 'constraint' && text(value, 'url') !== BASE + type && base !== undefined)
    session.report(about, `The type ${type} is one of FHIR; only a constraint on it can have it`, '.type', ['type']);
  const known = base === undefined ? undefined : definitions.structure(base);
  const kind = text(value, 'kind');
  if (derivation === 'constraint' && known && kind !== undefined && known.kind !== kind)
    session.report(about, `The kind ${kind} must be that of the base ${base} (${known.kind})`);
  if (value['context'] !== undefined && type !== undefined && type !== 'Extension')
    session.report(about, `Only an extension has a context; the type is ${type}`, '.context', ['context']);
}

/** An extension fixes its url to its own canonical. */
function checkExtensionUrl(session: Session, value: JsonObject): void {
  const url = text(value, 'url');
  const direct = text(value, 'type') === 'Extension' && text(value, 'baseDefinition') === `${BASE}Extension`;
  if (!direct || url === undefined || text(value, 'derivation') !== 'constraint') return;
  const elements = [
    ...objects(object(value, 'differential'), 'element'),
    ...objects(object(value, 'snapshot'), 'element'),
  ];
  if (elements.length === 0) return;
  const fixed = elements
    .filter((each) => text(each, 'path') === 'Extension.url')
    .flatMap((each) => text(each, 'fixedUri') ?? []);
  const wrong = fixed.find((each) => each !== url);
  if (fixed.length === 0) session.report(about, `The extension must fix Extension.url to its own URL ${url}`);
  else if (wrong !== undefined)
    session.report(about, `The extension fixes Extension.url to ${wrong}, which is not its own URL ${url}`);
}

/** The differential of a profile can be laid over its base: every path exists there, and is narrowed only. */
function checkDifferential(session: Session, value: JsonObject): void {
  const differential = objects(object(value, 'differential'), 'element');
  if (differential.length === 0 || text(value, 'derivation') !== 'constraint') return;
  const record = digestStructure(value, true);
  if (record.base === undefined) return;
  const strays = session.engine.profiles.strays(record);
  if (strays === undefined) {
    session.leaveOpen('profile', record.base, 'the base of this profile is not held here');
    return;
  }
  for (const path of strays) {
    const index = differential.findIndex((element) => text(element, 'path') === path || text(element, 'id') === path);
    session.report(
      { code: 'exception', rule: 'profile-snapshot', clause: CLAUSE },
      `The snapshot cannot be generated: '${path}' is no element of ${record.base}`,
      '',
      index < 0 ? [] : ['differential', 'element', index],
    );
  }
  if (strays.length === 0) checkElements(session, record, differential);
}

function checkElements(session: Session, record: StructureRecord, differential: readonly JsonObject[]): void {
  const laid = session.engine.profiles.laid(record) ?? [];
  for (const [index, each] of laid.entries()) {
    const raw = differential[index];
    if (!raw || text(raw, 'path') !== each.element.path) continue;
    checkLaidElement(session, raw, each, index);
    checkKeys(session, raw, index);
  }
  checkOrder(session, laid);
}
