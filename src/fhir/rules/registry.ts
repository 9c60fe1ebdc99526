import { applyClaimedProfiles } from '../profile/apply.ts';
import { PLAIN_VALUES } from '../structure/plain-values.ts';
import type { Engine, PrimitiveRule, ResourceRule, TypeRule } from '../validate/session.ts';
import { isPlainXhtml } from '../xhtml/plain-xhtml.ts';
import { checkAttachment } from './attachment.ts';
import { checkBundle } from './bundle.ts';
import { checkCanonical, checkOwnUrl, checkString, hasCanonicalUrl, isAbsolute } from './canonical.ts';
import { checkCapabilityStatement } from './capability-statement.ts';
import { checkCodeSystem } from './code-system.ts';
import { checkCoding } from './coding.ts';
import { checkConceptMap } from './concept-map.ts';
import { checkContainedUse } from './contained.ts';
import { checkConstraintExpression, checkExpression } from './expression.ts';
import { checkExtensions } from './extension.ts';
import { checkExtensionContent } from './extension-content.ts';
import { checkIdentifier } from './identifier.ts';
import { leavesSomethingOpen, noteSignature, noteUnchecked } from './left-open.ts';
import { checkNarrative } from './narrative.ts';
import { checkOperationDefinition } from './operation-definition.ts';
import { checkQuantity } from './quantity.ts';
import { checkQuestionnaire } from './questionnaire.ts';
import { checkQuestionnaireResponse } from './questionnaire-response.ts';
import { checkReference } from './reference.ts';
import { checkSearchParameter } from './search-parameter.ts';
import { checkStructureDefinition } from './structure-definition.ts';
import { checkValueSet } from './value-set.ts';
import { checkVitalSigns } from './vital-signs.ts';

/** Rules on every value of a complex type, by type name. */
export const typeRules: ReadonlyMap<string, TypeRule> = new Map<string, TypeRule>([
  ['Extension', (session, value) => checkExtensionContent(session, value)],
  ['Attachment', (session, value) => checkAttachment(session, value)],
  ['Coding', (session, value) => checkCoding(session, value)],
  ['Identifier', (session, value) => checkIdentifier(session, value)],
  ...['Quantity', 'Age', 'Count', 'Distance', 'Duration', 'SimpleQuantity'].map((type): [string, TypeRule] => [
    type,
    (session, value) => checkQuantity(session, value),
  ]),
  ['Expression', (session, value) => checkExpression(session, value)],
  ['ElementDefinition', (session, value) => checkConstraintExpression(session, value)],
  ['Signature', (session, value) => noteSignature(session, value)],
  ['Reference', (session, value, _plan, frame) => checkReference(session, value, frame)],
]);

/** Rules on every value of a primitive type, by type name. */
export const primitiveRules: ReadonlyMap<string, PrimitiveRule> = new Map<string, PrimitiveRule>([
  ['canonical', checkCanonical],
  ['string', checkString],
  ['markdown', checkString],
  ['xhtml', (session, value, _member, frame) => checkNarrative(session, value, frame)],
]);

/** Values on which neither the check of their primitive type nor its rule has anything to say unless security checks are on. */
export const silentValues: Engine['silentValues'] = {
  ...PLAIN_VALUES,
  canonical: (value) => typeof value === 'string' && isAbsolute(value) && PLAIN_VALUES['uri']?.(value) === true,
  xhtml: (value) => typeof value === 'string' && isPlainXhtml(value),
};

/** The rule on every value that has extensions. */
export const extensionRule: TypeRule = checkExtensions;

const RESOURCE_RULES: ReadonlyMap<string, ResourceRule> = new Map<string, ResourceRule>([
  ['Bundle', { check: checkBundle }],
  ['CapabilityStatement', { check: checkCapabilityStatement }],
  ['CodeSystem', { check: checkCodeSystem }],
  ['ConceptMap', { check: checkConceptMap }],
  ['Observation', { check: checkVitalSigns, needs: 'code' }],
  ['OperationDefinition', { check: checkOperationDefinition }],
  ['Questionnaire', { check: checkQuestionnaire }],
  ['StructureDefinition', { check: checkStructureDefinition }],
  ['QuestionnaireResponse', { check: checkQuestionnaireResponse }],
  ['SearchParameter', { check: checkSearchParameter }],
  ['ValueSet', { check: checkValueSet }],
]);

/** The rules that can ever say something on whole resources of a type, in the order in which they run. */
export const resourceRules: Engine['resourceRules'] = (plan) => {
  const own = RESOURCE_RULES.get(plan.typeName);
  return [
    { check: applyClaimedProfiles, needs: 'meta' },
    { check: checkContainedUse, needs: 'contained' },
    ...(hasCanonicalUrl(plan) ? [{ check: checkOwnUrl, needs: 'url' }] : []),
    ...(leavesSomethingOpen(plan) ? [{ check: noteUnchecked }] : []),
    ...(own ? [own] : []),
  ];
};
