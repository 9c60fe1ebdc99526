import { objects, text } from '../definitions/members.ts';
import type { ResourceFrame, Session } from '../validate/session.ts';

const about = {
  code: 'business-rule',
  rule: 'capability-search-parameter',
  clause: 'FHIR, capabilitystatement.html (searchParam)',
};

/** A search parameter that a CapabilityStatement names by its definition has that definition's type. */
export function checkCapabilityStatement(session: Session, frame: ResourceFrame): void {
  for (const [r, rest] of objects(frame.value, 'rest').entries())
    for (const [i, resource] of objects(rest, 'resource').entries())
      for (const [p, parameter] of objects(resource, 'searchParam').entries()) {
        const definition = text(parameter, 'definition');
        const known = definition === undefined ? undefined : session.engine.definitions.searchParameter(definition);
        const type = text(parameter, 'type');
        if (!known || type === undefined || type === known.type) continue;
        session.report(
          about,
          `The type '${type}' is not that of the search parameter ${known.url} ('${known.type}')`,
          `.rest[${r}].resource[${i}].searchParam[${p}]`,
          ['rest', r, 'resource', i, 'searchParam', p],
        );
      }
}
