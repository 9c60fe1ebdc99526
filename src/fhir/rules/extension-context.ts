import type { StructureRecord } from '../definitions/records.ts';
import type { TypePlan } from '../structure/type-plan.ts';
import type { ResourceFrame, Session } from '../validate/session.ts';
import { shortVersion } from './extension-version.ts';

/** Whether an extension may stand on the element at which the session stands; contexts that cannot be told allow. */
export function contextAllows(
  session: Session,
  record: StructureRecord,
  plan: TypePlan,
  frame: ResourceFrame,
  holderUrl: string | undefined,
): boolean {
  const contexts = (record.contexts ?? []).filter(({ versions }) =>
    inWindow(versions, session.engine.definitions.version),
  );
  if (contexts.length === 0) return true;
  const names = placeNames(session, plan, frame);
  return contexts.some(({ type, expression }) => {
    if (type === 'fhirpath') return true;
    if (type === 'extension') return holderUrl !== undefined && expression.replace(/#.*$/, '') === holderUrl;
    if (names.has(expression) || names.has(expression.replace(/\[x\]$/, ''))) return true;
    return CORRECTED[`${record.url} ${expression}`]?.some((name) => names.has(name)) ?? false;
  });
}

/** Contexts that the core specification prints wrongly, with those that it was corrected to. */
const CORRECTED: Readonly<Record<string, readonly string[]>> = {
  'http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type ElementDefinition.type.code': [
    'ElementDefinition.type',
  ],
  'http://hl7.org/fhir/StructureDefinition/regex ElementDefinition': ['ElementDefinition.type'],
  'http://hl7.org/fhir/StructureDefinition/valueset-concept-comments ValueSet.compose.include.concept': [
    'CodeSystem.concept',
  ],
  'http://hl7.org/fhir/StructureDefinition/valueset-comments ValueSet.compose.include.concept': ['CodeSystem.concept'],
  'http://hl7.org/fhir/StructureDefinition/structuredefinition-normative-version StructureDefinition': [
    'CanonicalResource',
    'ElementDefinition',
  ],
};

function inWindow(versions: { readonly from?: string; readonly to?: string } | undefined, version: string): boolean {
  if (!versions) return true;
  const at = Number(version);
  return (
    (versions.from === undefined || at >= Number(shortVersion(versions.from))) &&
    (versions.to === undefined || at <= Number(shortVersion(versions.to)))
  );
}

/** All names that a context may call the element by: its types, its path in its definition, its path in the resource. */
function placeNames(session: Session, plan: TypePlan, frame: ResourceFrame): ReadonlySet<string> {
  const names = new Set<string>(plan.ancestors);
  names.add(plan.typeName);
  names.add('*');
  names.add('Any');
  const member = session.elements.at(-1);
  if (plan.kind === 'resource') {
    for (const name of ['Resource', 'Element']) names.add(name);
    if (plan.members.has('url') && plan.members.has('status'))
      for (const name of ['CanonicalResource', 'MetadataResource']) names.add(name);
    return names;
  }
  names.add('Element');
  names.add(plan.name);
  if (member) {
    const { path } = member.element;
    names.add(path);
    names.add(path.replace(/\[x\]$/, ''));
  }
  const full = session.elements.slice(session.depthOf(frame)).map((each) => each?.element.name ?? '');
  names.add([frame.plan.typeName, ...full].join('.'));
  names.add(`${[frame.plan.typeName, ...full].join('.')}[x]`);
  return names;
}
