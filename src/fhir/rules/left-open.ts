import type { JsonObject } from '../../kernel/json.ts';
import { object, objects, text } from '../definitions/members.ts';
import type { TypePlan } from '../structure/type-plan.ts';
import type { ResourceFrame, Session } from '../validate/session.ts';

/** Resources of which something is never checked here, with what. */
const RESOURCES: Readonly<Record<string, string>> = {
  MeasureReport: 'the report is not compared with its measure',
  StructureMap: 'the rules of a map are not checked',
};

/** True for a type on whose resources `noteUnchecked` may say something. */
export function leavesSomethingOpen({ typeName }: TypePlan): boolean {
  return RESOURCES[typeName] !== undefined || typeName === 'StructureDefinition' || typeName === 'Measure';
}

/** What the content of a resource leaves unchecked is said in the verdict. */
export function noteUnchecked(session: Session, frame: ResourceFrame): void {
  const { value, plan } = frame;
  const reason = RESOURCES[plan.typeName];
  if (reason !== undefined)
    session.leaveOpen('rule', text(value, 'measure') ?? text(value, 'url') ?? plan.typeName, reason);
  if (plan.typeName === 'StructureDefinition' && text(value, 'kind') === 'logical')
    session.leaveOpen('rule', text(value, 'url') ?? plan.typeName, 'a logical model is checked as a resource only');
  if (plan.typeName === 'Measure' && criteriaOf(value).some((each) => text(each, 'language') !== 'text/fhirpath'))
    session.leaveOpen(
      'rule',
      text(value, 'url') ?? plan.typeName,
      'criteria in other languages than FHIRPath are not checked',
    );
}

function criteriaOf(measure: JsonObject): JsonObject[] {
  return objects(measure, 'group').flatMap((group) =>
    objects(group, 'population').flatMap((population) => {
      const criteria = object(population, 'criteria');
      return criteria ? [criteria] : [];
    }),
  );
}

/** A digital signature is not verified. */
export function noteSignature(session: Session, signature: JsonObject): void {
  if (signature['data'] !== undefined || signature['blob'] !== undefined)
    session.leaveOpen('rule', 'signature', 'digital signatures are not verified');
}
