import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { objects, text } from '../definitions/members.ts';
import type { ResourceFrame, Session } from '../validate/session.ts';

/** Every contained resource is referred to from the resource, or refers to it (dom-3). */
export function checkContainedUse(session: Session, frame: ResourceFrame): void {
  const contained = objects(frame.value, 'contained');
  if (contained.length === 0) return;
  const used = new Set<string>();
  const pointsOut = new Set<JsonObject>();
  for (const resource of contained) if (collect(resource, new Set()).has('#')) pointsOut.add(resource);
  collect(frame.value, used);
  contained.forEach((resource, index) => {
    const id = text(resource, 'id');
    if (resource['id'] === undefined && resource['resourceType'] !== undefined)
      session.report(
        { code: 'invalid', rule: 'contained-id', clause: 'FHIR, references.html#contained' },
        'A contained resource must have an id, as nothing can refer to it otherwise',
        `.contained[${index}]`,
        ['contained', index],
      );
    if (id === undefined || used.has(`#${id}`) || pointsOut.has(resource)) return;
    session.report(
      { code: 'invalid', rule: 'dom-3', clause: 'dom-3' },
      `The contained resource '${id}' is not referred to from elsewhere in the containing resource, nor does it refer to it`,
      `.contained[${index}]`,
      ['contained', index],
    );
  });
}

/** All local references (`#id`) at and below a value. */
function collect(value: Json, into: Set<string>): Set<string> {
  const stack: Json[] = [value];
  for (let each = stack.pop(); each !== undefined; each = stack.pop()) {
    if (typeof each === 'string') {
      if (each.startsWith('#')) into.add(each);
    } else if (Array.isArray(each)) stack.push(...(each as readonly Json[]));
    else if (isJsonObject(each)) for (const item of Object.values(each)) stack.push(item);
  }
  return into;
}
