import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { text } from '../definitions/members.ts';
import type { StructureRecord } from '../definitions/records.ts';
import { checkProfile, profileWalk } from '../profile/check.ts';
import type { TypePlan } from '../structure/type-plan.ts';
import type { ResourceFrame, Session } from '../validate/session.ts';
import { contextAllows } from './extension-context.ts';
import { checkVersionWindow } from './extension-version.ts';

const CLAUSE = 'FHIR, extensibility.html';

/** Check the extensions of an element, at which the session stands: definition, place, kind and content. */
export function checkExtensions(session: Session, holder: JsonObject, plan: TypePlan, frame: ResourceFrame): void {
  for (const name of ['extension', 'modifierExtension'] as const) {
    const list = holder[name];
    if (!Array.isArray(list)) continue;
    (list as readonly Json[]).forEach((extension, index) => {
      if (isJsonObject(extension)) checkExtension(session, name, extension, index, holder, plan, frame);
    });
  }
}

function checkExtension(
  session: Session,
  name: 'extension' | 'modifierExtension',
  extension: JsonObject,
  index: number,
  holder: JsonObject,
  plan: TypePlan,
  frame: ResourceFrame,
): void {
  const url = text(extension, 'url');
  if (url === undefined) return;
  const nested = plan.typeName === 'Extension';
  const absolute = /^[a-z][a-z0-9+.-]*:/i.test(url);
  if (!absolute && nested) {
    checkPart(session, name, url, index, text(holder, 'url'));
    return;
  }
  session.enter(name, name, index);
  if (!absolute)
    session.report(
      { code: 'invalid', rule: 'extension-url', clause: CLAUSE },
      `The url of an extension must be absolute, found '${url}'`,
    );
  const record = session.engine.definitions.structure(url);
  const known = record?.type === 'Extension' ? record : undefined;
  if (!known && absolute) unknownExtension(session, name, url);
  session.leave();
  if (!known) return;
  checkVersionWindow(session, known);
  const holderUrl = nested ? text(holder, 'url') : undefined;
  if (!contextAllows(session, known, plan, frame, holderUrl))
    session.report(
      { code: 'structure', rule: 'extension-context', clause: `${known.url} (context)` },
      `The extension ${known.url} is not allowed here; it is for ${contextText(known)}`,
    );
  session.enter(name, name, index);
  checkKind(session, known, name);
  const extensionPlan = session.engine.types.type('Extension');
  if (extensionPlan) checkProfile(profileWalk(session, frame), url, extension, extensionPlan);
  session.leave();
}

/** An extension with a relative url is a part that the extension around it defines. */
function checkPart(session: Session, name: string, url: string, index: number, outer: string | undefined): void {
  const record = outer === undefined ? undefined : session.engine.definitions.structure(outer);
  if (record?.type !== 'Extension' || (record.differential && !record.base?.endsWith('/Extension'))) return;
  const parts = record.elements.filter(({ path }) => path === 'Extension.extension.url');
  if (parts.length === 0 || parts.some(({ fixed }) => fixed === undefined || fixed === url)) return;
  session.enter(name, name, index);
  session.report(
    { code: 'invalid', rule: 'extension-part', clause: `${record.url} (extension)` },
    `The part '${url}' is not defined by the extension ${record.url}`,
  );
  session.leave();
}

function contextText(record: StructureRecord): string {
  return (record.contexts ?? [])
    .map(({ type, expression }) => (type === 'element' ? expression : `${type} ${expression}`))
    .join(', ');
}

function checkKind(session: Session, record: StructureRecord, name: string): void {
  const modifier = record.elements.some(({ path, modifier: is }) => path === 'Extension' && is === true);
  const about = { code: 'structure', rule: 'extension-modifier', clause: record.url };
  if (modifier && name === 'extension')
    session.report(about, `The extension ${record.url} is a modifier; it belongs in modifierExtension`);
  if (!modifier && name === 'modifierExtension')
    session.report(about, `The extension ${record.url} is no modifier; it belongs in extension`);
}

/** Namespaces of HL7 whose extensions are published in packages apart from the core specification. */
const PUBLISHED_APART = /^http:\/\/hl7\.org\/fhir\/(?:[0-9]\.[0-9]\/)?(?:tools\/)?StructureDefinition\//;

function unknownExtension(session: Session, name: string, url: string): void {
  const reason = 'the definition of the extension is not held here';
  if (
    name === 'modifierExtension' &&
    !PUBLISHED_APART.test(url) &&
    session.engine.options.unknownExtensions === 'error'
  ) {
    fail(session, url);
    return;
  }
  if (PUBLISHED_APART.test(url) || EXAMPLES.test(url) || session.engine.options.unknownExtensions === 'not-checked') {
    session.leaveOpen('extension', url, reason);
    return;
  }
  fail(session, url);
}
const EXAMPLES = /example\.(?:org|com)|acme\.com|nema\.org/;

function fail(session: Session, url: string): void {
  session.report(
    {
      code: 'structure',
      rule: 'extension-unknown',
      clause: 'FHIR, defining-extensions.html: a definition must be published before use',
    },
    `The extension ${url} could not be found, so it is not allowed here`,
  );
}
