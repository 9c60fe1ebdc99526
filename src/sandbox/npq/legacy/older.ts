import { isJsonObject } from '../../../kernel/json.ts';
import { Refusal } from '../answer.ts';
import type { Call, Handler } from '../call.ts';
import type { LegacyVersion } from '../version.ts';
import { type Resource, resourcesIn, type View } from './views.ts';

/** How an older version differs from version 3 in one operation. */
export interface Older {
  readonly version: LegacyVersion;
  readonly view: View;
  /** Members of `filter` that it knows; it orders no list on demand. */
  readonly filters?: readonly string[];
  /** Attributes of a body that it does not read. */
  readonly unread?: readonly string[];
}

/** The operation of version 3 as an older version answers it. */
export function older(handle: Handler, options: Older): Handler {
  return (call) => {
    const answer = handle(narrowed(call, options));
    if (!isJsonObject(answer.body) || !Object.hasOwn(answer.body, 'data')) return answer;
    return { ...answer, body: { data: reshaped(answer.body['data'], options) } };
  };
}

/** The whole list of version 3, whatever page is asked for; refuses as that does. */
export function wholeList(handle: Handler, call: Call, options: Older): readonly Resource[] {
  const answer = handle(narrowed({ ...call, unpaged: true }, options));
  if (answer.status !== 200 || !isJsonObject(answer.body)) throw new Refusal(answer);
  return resourcesIn(answer.body['data']);
}

function reshaped(data: unknown, { view, version }: Older): unknown {
  const show = (resource: Resource) => ({
    id: resource.id,
    type: resource.type,
    attributes: view(resource, version),
  });
  const shown = resourcesIn(data).map(show);
  return Array.isArray(data) ? shown : shown[0];
}

function narrowed(call: Call, { filters = [], unread = [] }: Older): Call {
  const { query } = call;
  return {
    ...call,
    query: {
      scalar: (name) => (name === 'sort' ? undefined : query.scalar(name)),
      member: (name, member) =>
        name === 'filter' && !filters.includes(member) ? undefined : query.member(name, member),
    },
    body: unread.length === 0 ? call.body : withoutAttributes(call.body, unread),
  };
}

function withoutAttributes(body: unknown, names: readonly string[]): unknown {
  const data = isJsonObject(body) ? body['data'] : undefined;
  const attributes = isJsonObject(data) ? data['attributes'] : undefined;
  if (!isJsonObject(body) || !isJsonObject(data) || !isJsonObject(attributes)) return body;
  const kept = Object.entries(attributes).filter(([name]) => !names.includes(name));
  return { ...body, data: { ...data, attributes: Object.fromEntries(kept) } };
}
