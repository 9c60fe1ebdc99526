import { applyClaimedProfiles } from '../profile/apply.ts';
import type { Engine, PrimitiveRule, TypeRule } from '../validate/engine.ts';
import type { ResourceFrame, Session } from '../validate/session.ts';
import { checkQuestionnaireResponse } from './questionnaire-response.ts';

/** Rules on every value of a complex type, by type name. */
export const typeRules: ReadonlyMap<string, TypeRule> = new Map();

/** Rules on every value of a primitive type, by type name. */
export const primitiveRules: ReadonlyMap<string, PrimitiveRule> = new Map();

type ResourceRule = (session: Session, frame: ResourceFrame) => void;
const RESOURCE_RULES: ReadonlyMap<string, readonly ResourceRule[]> = new Map([
  ['QuestionnaireResponse', [checkQuestionnaireResponse]],
]);

/** Rules on whole resources. */
export const resourceRules: Engine['resourceRules'] = (session, frame) => {
  applyClaimedProfiles(session, frame);
  for (const rule of RESOURCE_RULES.get(frame.plan.typeName) ?? []) rule(session, frame);
};
