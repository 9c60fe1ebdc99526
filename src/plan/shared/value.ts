import { canonicalJson, isJsonObject, type Json } from '../../kernel/json.ts';
import { pointerOf, pointerTokens, valueAt } from '../../kernel/json-pointer.ts';
import { type Hole, isHole, type JsonTemplate } from '../../model/case.ts';

/** A value of a request as plain JSON, and the places in it that are learnt during the run. */
export interface Value {
  readonly plain: Json;
  /** By JSON pointer; the plain value holds the fallback there. */
  readonly holes: ReadonlyMap<string, Hole>;
}

const NO_HOLES: ReadonlyMap<string, Hole> = new Map();

/** A value without holes. */
export function plainly(plain: Json): Value {
  return { plain, holes: NO_HOLES };
}

/** A value that is wholly learnt. */
export function learntValue(hole: Hole): Value {
  return { plain: hole.$hole.fallback, holes: new Map([['', hole]]) };
}

/** Take a template apart into plain JSON and holes. */
export function fromTemplate(template: JsonTemplate): Value {
  const holes = new Map<string, Hole>();
  const plain = strip(template, '', holes);
  return { plain, holes };
}

function strip(template: JsonTemplate, at: string, holes: Map<string, Hole>): Json {
  if (isHole(template)) {
    holes.set(at, template);
    return template.$hole.fallback;
  }
  if (Array.isArray(template))
    return template.map((item: JsonTemplate, index) => strip(item, at + pointerOf([index]), holes));
  if (!isJsonObject(template)) return template as Json; // no hole, array or object: a scalar
  return Object.fromEntries(
    Object.entries(template).map(([name, member]) => [name, strip(member, at + pointerOf([name]), holes)]),
  );
}

/** The value as a template, holes in their places. */
export function templateOf(value: Value): JsonTemplate {
  let template: JsonTemplate = value.plain;
  for (const [pointer, hole] of value.holes) template = place(template, pointerTokens(pointer), hole);
  return template;
}

/** Other plain JSON with the holes kept wherever it still says what the first value says there. */
export function like(value: Value, plain: Json): Value {
  const kept = [...value.holes].filter(([pointer]) => {
    const here = valueAt(plain, pointer);
    return here !== undefined && canonicalJson(here) === canonicalJson(valueAt(value.plain, pointer));
  });
  return { plain, holes: new Map(kept) };
}

/** The value with what stands at the pointer replaced. */
export function withAt(value: Value, pointer: string, template: JsonTemplate): Value {
  return fromTemplate(place(templateOf(value), pointerTokens(pointer), template));
}

function place(here: JsonTemplate, tokens: readonly string[], value: JsonTemplate): JsonTemplate {
  const [token, ...rest] = tokens;
  if (token === undefined) return value;
  if (Array.isArray(here))
    return here.map((item: JsonTemplate, index) => (String(index) === token ? place(item, rest, value) : item));
  const members: { readonly [name: string]: JsonTemplate } = isJsonObject(here) && !isHole(here) ? here : {};
  return { ...members, [token]: place(members[token] ?? {}, rest, value) };
}
