import type { Json } from '../kernel/json.ts';
import { isJsonObject } from '../kernel/json.ts';
import type { Hole, JsonTemplate, RequestTemplate, TemplateValue } from '../model/case.ts';
import { isHole } from '../model/case.ts';
import type { BodyEncoding, Method } from '../model/operation.ts';

/** A request template with every hole filled. */
export interface FilledRequest {
  readonly method: Method;
  readonly path: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: readonly (readonly [string, string])[];
  readonly cookies: readonly (readonly [string, string])[];
  readonly body?:
    | { readonly mediaType: string; readonly json: Json; readonly encoding?: BodyEncoding }
    | { readonly mediaType: string; readonly text: string };
  /** True when a hole had no learnt value and its fallback stands in its place. */
  readonly usedFallback: boolean;
}

/** Fill the holes of a request with what `lookup` has learnt; where it has learnt nothing, the hole's fallback is used. */
export function fillTemplate(request: RequestTemplate, lookup: (hole: Hole) => Json | undefined): FilledRequest {
  let usedFallback = false;
  const learnt = (hole: Hole): Json => {
    const value = lookup(hole);
    if (value !== undefined) return value;
    usedFallback = true;
    return hole.$hole.fallback;
  };
  const text = (value: TemplateValue): string => (isHole(value) ? asText(learnt(value)) : value);
  const pairs = (list: readonly (readonly [string, TemplateValue])[]) =>
    list.map(([name, value]): [string, string] => [name, text(value)]);
  const { body } = request;
  const filled = {
    method: request.method,
    path: request.path,
    pathParameters: Object.fromEntries(pairs(Object.entries(request.pathParameters))),
    query: pairs(request.query),
    headers: pairs(request.headers),
    cookies: pairs(request.cookies),
    ...(body && { body: 'json' in body ? { ...body, json: fillJson(body.json, learnt) } : body }),
  };
  return { ...filled, usedFallback };
}

function fillJson(template: JsonTemplate, learnt: (hole: Hole) => Json): Json {
  if (isHole(template)) return learnt(template);
  if (Array.isArray(template)) return template.map((item: JsonTemplate) => fillJson(item, learnt));
  if (!isJsonObject(template)) return template as Json; // no array, no object: a scalar
  return Object.fromEntries(Object.entries(template).map(([name, value]) => [name, fillJson(value, learnt)]));
}

function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
