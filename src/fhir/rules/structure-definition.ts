import { digestStructure } from '../definitions/digest-structure.ts';
import { object, objects, text } from '../definitions/members.ts';
import type { ResourceFrame, Session } from '../validate/session.ts';

const CLAUSE = 'FHIR, profiling.html#snapshot';

/** The differential of a profile can be laid over its base: every path exists there. */
export function checkStructureDefinition(session: Session, frame: ResourceFrame): void {
  const differential = objects(object(frame.value, 'differential'), 'element');
  if (differential.length === 0 || text(frame.value, 'derivation') !== 'constraint') return;
  const record = digestStructure(frame.value, true);
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
}
