import type { JsonObject } from '../../kernel/json.ts';
import { text } from '../definitions/members.ts';
import type { TypeRef } from '../definitions/records.ts';
import { referenceTargetType, resolveWithin } from '../validate/resolver.ts';
import type { ProfileNode } from './tree.ts';
import type { ProfileWalk } from './walk.ts';

const BASE = 'http://hl7.org/fhir/StructureDefinition/';

/** Check the type (and, where the target is at hand, the profile) of a reference against the profile's targets. */
export function checkTarget(walk: ProfileWalk, node: ProfileNode, type: TypeRef, reference: JsonObject): void {
  const { session, frame } = walk;
  checkAggregation(walk, node, type, reference);
  if (type.targets.length === 0) return;
  const written = text(reference, 'reference');
  const resource = written === undefined ? undefined : resolveWithin(frame, written);
  const found = resource ? text(resource, 'resourceType') : referenceTargetType(reference);
  if (found === undefined) return;
  const clause = `${node.profile}#${node.element.path}`;
  const types = type.targets.map((target) => session.engine.profiles.tree(target)?.record.type ?? bareType(target));
  if (types.every((each) => each !== undefined && each !== 'Resource' && each !== found)) {
    session.report(
      { code: 'structure', rule: 'reference-target', clause },
      `A reference to ${found} is not allowed here; the profile allows ${types.join(', ')}`,
    );
    return;
  }
  if (!resource || type.targets.some((target) => bareType(target) === found || bareType(target) === 'Resource')) return;
  const plan = session.engine.types.type(found);
  if (!plan) return;
  const answers = type.targets.map((target) => walk.conforms(target, resource, plan));
  if (!answers.includes(true) && answers.includes(undefined))
    session.leaveOpen(
      'profile',
      type.targets.join(', '),
      `the target of the reference (${found}) cannot be checked against it`,
    );
  if (answers.every((answer) => answer === false))
    session.report(
      { code: 'structure', rule: 'reference-profile', clause },
      `The target of this reference conforms to none of ${type.targets.join(', ')}`,
    );
}

/** A reference stays within the ways of aggregation that the profile allows (ElementDefinition.type.aggregation). */
function checkAggregation(walk: ProfileWalk, node: ProfileNode, type: TypeRef, reference: JsonObject): void {
  const written = text(reference, 'reference');
  const { aggregation } = type;
  if (written === undefined || aggregation.length === 0) return;
  const how = written.startsWith('#')
    ? 'contained'
    : resolveWithin(walk.frame, written) && walk.frame.outer?.plan.typeName === 'Bundle'
      ? 'bundled'
      : 'referenced';
  if (aggregation.includes(how) || (how === 'bundled' && aggregation.includes('referenced'))) return;
  walk.session.report(
    { code: 'structure', rule: 'reference-aggregation', clause: `${node.profile}#${node.element.path}` },
    `The reference is ${how}; the profile allows ${aggregation.join(', ')}`,
  );
}

function bareType(target: string): string | undefined {
  return target.startsWith(BASE) && /^[A-Za-z]+$/.test(target.slice(BASE.length))
    ? target.slice(BASE.length)
    : undefined;
}
