import { applyClaimedProfiles } from '../profile/apply.ts';
import type { Engine, PrimitiveRule, ResourceFrame, Session, TypeRule } from '../validate/session.ts';
import { checkAttachment } from './attachment.ts';
import { checkBundle } from './bundle.ts';
import { checkCanonical, checkOwnUrl, checkString } from './canonical.ts';
import { checkCapabilityStatement } from './capability-statement.ts';
import { checkCodeSystem } from './code-system.ts';
import { checkCoding } from './coding.ts';
import { checkConceptMap } from './concept-map.ts';
import { checkContainedUse } from './contained.ts';
import { checkConstraintExpression, checkExpression } from './expression.ts';
import { checkExtensions } from './extension.ts';
import { checkExtensionContent } from './extension-content.ts';
import { checkIdentifier } from './identifier.ts';
import { noteSignature, noteUnchecked } from './left-open.ts';
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

/** The rule on every value that has extensions. */
export const extensionRule: TypeRule = checkExtensions;

type ResourceRule = (session: Session, frame: ResourceFrame) => void;
const RESOURCE_RULES: ReadonlyMap<string, readonly ResourceRule[]> = new Map([
  ['Bundle', [checkBundle]],
  ['CapabilityStatement', [checkCapabilityStatement]],
  ['CodeSystem', [checkCodeSystem]],
  ['ConceptMap', [checkConceptMap]],
  ['Observation', [checkVitalSigns]],
  ['OperationDefinition', [checkOperationDefinition]],
  ['Questionnaire', [checkQuestionnaire]],
  ['StructureDefinition', [checkStructureDefinition]],
  ['QuestionnaireResponse', [checkQuestionnaireResponse]],
  ['SearchParameter', [checkSearchParameter]],
  ['ValueSet', [checkValueSet]],
]);

/** Rules on whole resources. */
export const resourceRules: Engine['resourceRules'] = (session, frame) => {
  applyClaimedProfiles(session, frame);
  checkContainedUse(session, frame);
  checkOwnUrl(session, frame);
  noteUnchecked(session, frame);
  for (const rule of RESOURCE_RULES.get(frame.plan.typeName) ?? []) rule(session, frame);
};
