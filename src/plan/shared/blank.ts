import type { Member } from '../../generate/index.ts';
import { getOrMake } from '../../kernel/get-or-make.ts';
import { matchesGlob } from '../../kernel/glob.ts';
import type { Json } from '../../kernel/json.ts';
import { valueAt } from '../../kernel/json-pointer.ts';
import type { BodyTemplate, RequestTemplate, TemplateValue } from '../../model/case.ts';
import type { MediaTypeContent, Operation, Parameter } from '../../model/operation.ts';
import type { KnownValue } from '../../model/suite.ts';
import { teacherOf } from './learn.ts';
import { isOpaque, jsonFirst, unwritable } from './media-types.ts';
import { serialise } from './serialise.ts';
import type { PlanContext } from './strategy.ts';
import { learntValue, plainly, templateOf, type Value, withAt } from './value.ts';

/** The values of a request before they are serialised. */
export interface Blank {
  readonly parameters: ReadonlyMap<Parameter, Value>;
  readonly body?: BlankBody;
}

/** A body as a value of its schema, or as text that is sent as it stands. */
export type BlankBody =
  | { readonly content: MediaTypeContent; readonly value: Value }
  | { readonly content: MediaTypeContent; readonly mediaType: string; readonly text: string };

/** The plain valid request, or why none can be made. */
export type PlainRequest =
  | { readonly kind: 'made'; readonly blank: Blank }
  | { readonly kind: 'impossible'; readonly reason: string };

const made = new WeakMap<PlanContext, Map<string, PlainRequest>>();

/** The plain valid request of an operation: known values first, then learnt ids, document examples and plain values; optional parameters stay out. */
export function plainRequest(operation: Operation, context: PlanContext, slot: number): PlainRequest {
  const known = getOrMake(made, context, () => new Map());
  return getOrMake(known, `${slot} ${operation.id}`, () => makePlainRequest(operation, context, slot));
}

function makePlainRequest(operation: Operation, context: PlanContext, slot: number): PlainRequest {
  const parameters = new Map<Parameter, Value>();
  for (const parameter of describable(operation, context)) {
    const known = knownValue(context.knownValues, operation, parameter.in, parameter.name);
    const value = known ? withAt(plainly(null), '', known.value) : plainParameter(operation, parameter, context, slot);
    if (!known && !parameter.required) continue;
    if (!value)
      return { kind: 'impossible', reason: `no valid value of ${parameter.in} ${parameter.name} could be made` };
    parameters.set(parameter, value);
  }
  const content = jsonFirst(operation.requestBody?.content ?? []);
  if (!content) {
    const reason = unwritable(operation);
    return operation.requestBody?.required && reason
      ? { kind: 'impossible', reason }
      : { kind: 'made', blank: { parameters } };
  }
  const value = plainBody(operation, content, context);
  if (!value && operation.requestBody?.required)
    return { kind: 'impossible', reason: `no valid ${content.mediaType} body could be made` };
  return { kind: 'made', blank: { parameters, ...(value && { body: { content, value } }) } };
}

/** Parameters that the document leaves to the request: not the header fields that other parts of it describe (OpenAPI §4.8.12.2). */
export function describable(operation: Operation, context: PlanContext): readonly Parameter[] {
  const credentials = Object.values(context.model.securitySchemes).map((scheme) =>
    `${scheme.in ?? 'header'} ${scheme.parameterName ?? 'authorization'}`.toLowerCase(),
  );
  const reserved = ['header accept', 'header content-type', 'header authorization', ...credentials];
  return operation.parameters.filter(({ in: place, name }) => !reserved.includes(`${place} ${name}`.toLowerCase()));
}

/** A value for a parameter: a learnt id, a document example, a plain value; undefined when none can be made. */
export function plainParameter(
  operation: Operation,
  parameter: Parameter,
  context: PlanContext,
  slot: number,
): Value | undefined {
  const plain = givenFirst(parameter.schema, parameter.examples, context) ?? context.generator.sample(parameter.schema);
  const fallback = typeof plain === 'string' || typeof plain === 'number' ? String(plain) : undefined;
  const teacher = teacherOf(context);
  if (fallback !== undefined) {
    const hole =
      parameter.in === 'path'
        ? (teacher.forPath(operation, parameter.name, slot, fallback) ?? teacher.forName(parameter.name, fallback))
        : teacher.forName(parameter.name, fallback);
    if (hole) return learntValue(hole);
  }
  return plain === undefined ? undefined : withLearntMembers(plain, parameter.schema, context);
}

/** The plain value of a body's media type, ids learnt and known members put in. */
export function plainBody(operation: Operation, content: MediaTypeContent, context: PlanContext): Value | undefined {
  const whole = knownValue(context.knownValues, operation, 'body', '');
  const plain = content.schema
    ? (givenFirst(content.schema, content.examples, context) ?? context.generator.sample(content.schema))
    : (content.examples[0]?.value ?? (isOpaque(content.mediaType) ? 'content' : undefined));
  if (!whole && plain === undefined) return undefined;
  const made = whole ? withAt(plainly(null), '', whole.value) : bodyOf(plain ?? null, content, context);
  return withKnownMembers(made, operation, context);
}

/** A body's value with its ids learnt. */
export function bodyOf(plain: Json, content: MediaTypeContent, context: PlanContext): Value {
  return content.schema ? withLearntMembers(plain, content.schema, context) : plainly(plain);
}

function withKnownMembers(value: Value, operation: Operation, context: PlanContext): Value {
  let known = value;
  for (const entry of context.knownValues)
    if (entry.in === 'body' && entry.at !== '' && matchesGlob(operation.id, entry.operation))
      known = withAt(known, entry.at, entry.value);
  return known;
}

/** Ids inside a value are learnt where a list of that resource exists; `varied` ones stay, for they are what the value shows. */
export function withLearntMembers(
  plain: Json,
  schema: Parameter['schema'],
  context: PlanContext,
  varied: (member: Member, text: string) => boolean = () => false,
): Value {
  const teacher = teacherOf(context);
  let value = plainly(plain);
  for (const member of context.generator.members(schema)) {
    const present = member.text ? textAt(plain, member.at) : undefined;
    const hole = present === undefined || varied(member, present) ? undefined : teacher.forName(member.name, present);
    if (hole) value = withAt(value, member.at, hole);
  }
  return value;
}

function textAt(plain: Json, at: string): string | undefined {
  const here = valueAt(plain, at);
  return typeof here === 'string' ? here : undefined;
}

function givenFirst(
  schema: Parameter['schema'],
  examples: Parameter['examples'],
  context: PlanContext,
): Json | undefined {
  return examples.find(({ value }) => context.generator.accepts(schema, value))?.value;
}

function knownValue(
  known: readonly KnownValue[],
  operation: Operation,
  place: KnownValue['in'],
  at: string,
): KnownValue | undefined {
  return known.find((entry) => entry.in === place && entry.at === at && matchesGlob(operation.id, entry.operation));
}

/** The request template of a blank. */
export function requestOf(operation: Operation, blank: Blank): RequestTemplate {
  const pathParameters: Record<string, TemplateValue> = {};
  const pairs: Record<'query' | 'header' | 'cookie', (readonly [string, TemplateValue])[]> = {
    query: [],
    header: [],
    cookie: [],
  };
  for (const [parameter, value] of blank.parameters) {
    const written = serialise(parameter, templateOf(value));
    if (written.kind === 'text') pathParameters[parameter.name] = written.text;
    else if (parameter.in !== 'path') pairs[parameter.in].push(...written.pairs);
  }
  const { method, path } = operation;
  const body = blank.body && bodyTemplate(blank.body);
  return {
    method,
    path,
    pathParameters,
    query: pairs.query,
    headers: pairs.header,
    cookies: pairs.cookie,
    ...(body && { body }),
  };
}

function bodyTemplate(body: BlankBody): BodyTemplate {
  if ('text' in body) return { mediaType: body.mediaType, text: body.text };
  const { mediaType, encoding } = body.content;
  return { mediaType: concrete(mediaType), json: templateOf(body.value), ...(encoding && { encoding }) };
}

/** A media type that can be sent, for a range. */
function concrete(mediaType: string): string {
  if (mediaType.startsWith('text/*')) return 'text/plain';
  if (mediaType.startsWith('image/*')) return 'image/png';
  return mediaType.includes('*') ? 'application/json' : mediaType;
}

/** A blank with one parameter replaced. */
export function withParameter(blank: Blank, parameter: Parameter, value: Value): Blank {
  return { ...blank, parameters: new Map(blank.parameters).set(parameter, value) };
}
