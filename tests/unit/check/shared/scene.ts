import type { Check, JudgeContext, JudgeInput } from '../../../../src/check/index.ts';
import type { Json, JsonObject } from '../../../../src/kernel/json.ts';
import { type ApiModel, emptyModel } from '../../../../src/model/api.ts';
import type { Case, CredentialUse, Fault, Hole, Intent, Step, TemplateValue } from '../../../../src/model/case.ts';
import type { Exchange, ReceivedResponse } from '../../../../src/model/exchange.ts';
import type { HeaderPromise, Method, Operation, Parameter, ResponsePromise } from '../../../../src/model/operation.ts';
import type { SpecRef } from '../../../../src/model/spec-ref.ts';
import type { Verdict } from '../../../../src/model/verdict.ts';
import { createSchemas } from '../../../../src/schema/index.ts';

/** A small API of things: lists, reads, writes and deletes, protected by a bearer token. */
const DOCUMENT = 'd0c';

const root: JsonObject = {
  schemas: {
    Thing: {
      type: 'object',
      required: ['id', 'state'],
      properties: {
        id: { type: 'string', format: 'uuid' },
        state: { type: 'string', enum: ['open', 'closed_down'] },
        size: { type: 'integer', minimum: 0 },
      },
    },
    Things: {
      type: 'object',
      required: ['data'],
      properties: { data: { type: 'array', items: { $ref: '#/schemas/Thing' } } },
    },
    Errors: {
      type: 'object',
      required: ['errors'],
      properties: { errors: { type: 'array', items: { type: 'object', required: ['title'] } } },
    },
    Kind: { type: 'string', enum: ['a', 'b'] },
    Size: { type: 'integer', minimum: 1 },
    Page: { type: 'object', properties: { per_page: { type: 'integer' } } },
    Text: { type: 'string' },
    Day: { type: 'string', format: 'date' },
    Sort: { type: 'string', enum: ['size', '-size', 'created_at', '-created_at', 'name', 'rank'] },
    Flag: { type: 'boolean' },
  },
};

export const ref = (pointer: string): SpecRef => ({ kind: 'document', document: DOCUMENT, pointer });
const schema = (name: string) => ({ document: DOCUMENT, pointer: `/schemas/${name}` });

export function promise(status: string, schemaName?: string, headers: readonly HeaderPromise[] = []): ResponsePromise {
  const content = schemaName
    ? [{ mediaType: 'application/json', schema: schema(schemaName), examples: [], ref: ref(`/content/${status}`) }]
    : [];
  return { status, description: '', headers, content, ref: ref(`/responses/${status}`) };
}

export function header(name: string, required: boolean, schemaName: string): HeaderPromise {
  return { name, required, schema: schema(schemaName), ref: ref(`/headers/${name}`) };
}

function parameter(name: string, where: Parameter['in'], schemaName: string): Parameter {
  return {
    name,
    in: where,
    required: where === 'path',
    style: schemaName === 'Page' ? 'deepObject' : where === 'query' ? 'form' : 'simple',
    explode: true,
    allowReserved: false,
    schema: schema(schemaName),
    examples: [],
    description: '',
    ref: ref(`/parameters/${name}`),
  };
}

function operation(method: Method, path: string, over: Partial<Operation> = {}): Operation {
  return {
    id: `${method} ${path}`,
    method,
    path,
    summary: '',
    tags: [],
    deprecated: false,
    parameters: [],
    responses: [promise('200', 'Thing'), promise('401', 'Errors')],
    security: [{ schemes: [{ name: 'bearer', scopes: [] }], ref: ref('/security/0') }],
    ref: ref(`/paths/${path.replaceAll('/', '~1')}/${method.toLowerCase()}`),
    ...over,
  };
}

export const listThings = operation('GET', '/things', {
  parameters: [
    parameter('kind', 'query', 'Kind'),
    parameter('limit', 'query', 'Size'),
    parameter('page', 'query', 'Page'),
    parameter('text', 'query', 'Text'),
    parameter('updated_since', 'query', 'Day'),
    parameter('dueBefore', 'query', 'Day'),
    parameter('sort', 'query', 'Sort'),
    parameter('archived', 'query', 'Flag'),
  ],
  responses: [promise('200', 'Things'), promise('401', 'Errors')],
});
export const readThing = operation('GET', '/things/{id}', { parameters: [parameter('id', 'path', 'Text')] });
export const createThing = operation('POST', '/things', {
  requestBody: {
    required: true,
    content: [{ mediaType: 'application/json', schema: schema('Thing'), examples: [], ref: ref('/body') }],
    ref: ref('/body'),
  },
  responses: [promise('201', 'Thing'), promise('400', 'Errors'), promise('401', 'Errors'), promise('422', 'Errors')],
});
export const deleteThing = operation('DELETE', '/things/{id}', {
  responses: [promise('204'), promise('401', 'Errors')],
});

export const THING = { id: '6f1c1f5e-3c66-4b38-9a4a-3a0f1f8b9a01', state: 'open', size: 3 };
export const THINGS = { data: [THING, THING] };
export const ERRORS = { errors: [{ title: 'Bad request' }] };

/** A received answer; an object body is sent as JSON. */
export function answer(
  status: number,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): ReceivedResponse {
  const bytes = body instanceof Uint8Array ? body : new TextEncoder().encode(body === undefined ? '' : asText(body));
  const type =
    body === undefined || body instanceof Uint8Array ? {} : { 'content-type': 'application/json; charset=utf-8' };
  const all = Object.entries({ ...type, ...headers }).filter(([, value]) => value !== '');
  return { status, headers: all, body: bytes, truncated: false };
}

const asText = (body: unknown): string => (typeof body === 'string' ? body : JSON.stringify(body));

export interface Scene {
  readonly operation?: Operation;
  readonly intent?: Intent;
  readonly fault?: Fault;
  readonly credential?: CredentialUse;
  readonly query?: readonly (readonly [string, string])[];
  readonly id?: TemplateValue;
  readonly json?: Json;
  readonly method?: Method;
  readonly usedFallback?: boolean;
  readonly statuses?: readonly number[];
  readonly basis?: SpecRef;
  readonly notLast?: boolean;
  /** The answer, or undefined for none. */
  readonly response?: ReceivedResponse | undefined;
  /** Exchanges of earlier steps. */
  readonly before?: readonly Exchange[];
  /** Answers accepted before, by operation id; default: every operation has one. `none`: nothing was ever accepted. */
  readonly control?: 'none' | Readonly<Record<string, ReceivedResponse>>;
  readonly operations?: readonly Operation[];
  /** What the suite says of the version. */
  readonly retired?: boolean;
}

const BODIES: Readonly<Record<string, Json>> = {
  [listThings.id]: THINGS,
  [readThing.id]: THING,
  [createThing.id]: THING,
};

export function fault(where: Fault['in'], at: string, keyword: string): Fault {
  return { in: where, at, keyword, clause: ref(`/clause/${keyword}`) };
}

export const learntId: Hole = {
  $hole: { from: 'list', operation: listThings.id, pointer: '/data/*/id', pick: 0, fallback: 'none' },
};

export function exchange(method: string, url: string, response: ReceivedResponse | undefined, index = 0): Exchange {
  return {
    index,
    sentAt: 0,
    elapsedMs: 1,
    request: { method, url, headers: [['authorization', 'Bearer t']], body: null },
    result: response ? { kind: 'response', response } : { kind: 'no-response', reason: 'timeout', message: 'late' },
    credentials: ['TOKEN'],
    usedFallback: false,
  };
}

/** What a check is handed in a scene. */
export function stage(scene: Scene): { readonly input: JudgeInput; readonly context: JudgeContext } {
  const subject = scene.operation ?? listThings;
  const url = `http://127.0.0.1${subject.path.replace('{id}', 'x1')}?${new URLSearchParams(scene.query?.map(([name, value]): [string, string] => [name, value]))}`;
  const before = scene.before ?? [];
  const here: Exchange = {
    ...exchange(scene.method ?? subject.method, url, scene.response, before.length),
    usedFallback: scene.usedFallback ?? false,
  };
  const step = stepOf(scene, subject);
  const example: Case = {
    id: 'case',
    operation: subject.id,
    title: 'query kind = z is not in the enumeration',
    intent: scene.intent ?? 'accept',
    steps: [...before.map(() => step), step],
    expectation: { basis: scene.basis ?? ref('/basis'), ...(scene.statuses ? { statuses: scene.statuses } : {}) },
    origin: { strategy: 'examples', seed: 1 },
    ...(scene.fault ? { fault: scene.fault } : {}),
  };
  const input: JudgeInput = {
    case: example,
    step,
    stepIndex: before.length,
    last: !scene.notLast,
    operation: subject,
    exchange: here,
    trace: [...before, here],
  };
  return { input, context: contextOf(scene) };
}

function stepOf(scene: Scene, subject: Operation): Step {
  return {
    operation: subject.id,
    request: {
      method: scene.method ?? subject.method,
      path: subject.path,
      pathParameters: subject.path.includes('{id}') ? { id: scene.id ?? 'x1' } : {},
      query: scene.query ?? [],
      headers: [],
      cookies: [],
      ...(scene.json === undefined ? {} : { body: { mediaType: 'application/json', json: scene.json } }),
    },
    credential: scene.credential ?? (scene.intent === 'refuse-auth' ? { use: 'none' } : { use: 'default' }),
  };
}

function contextOf(scene: Scene): JudgeContext {
  const documents = { [DOCUMENT]: { digest: DOCUMENT, root } };
  const model: ApiModel = {
    ...emptyModel('Things', '1'),
    operations: scene.operations ?? [listThings, readThing, createThing, deleteThing],
    schemaDocuments: documents,
  };
  const controls: Readonly<Record<string, ReceivedResponse>> =
    scene.control === 'none'
      ? {}
      : (scene.control ?? Object.fromEntries(model.operations.map(({ id }) => [id, answer(200, BODIES[id] ?? THING)])));
  return {
    model,
    schemas: createSchemas(documents),
    ...(scene.retired === undefined ? {} : { retired: scene.retired }),
    control: (id) => {
      const response = controls[id];
      return response && exchange(id.split(' ')[0] ?? 'GET', 'http://127.0.0.1/control', response);
    },
  };
}

/** The verdicts of a check on a scene. */
export function judge(check: Check, scene: Scene): readonly Verdict[] {
  const { input, context } = stage(scene);
  return check.judge(input, context);
}

/** The outcomes alone. */
export const outcomes = (check: Check, scene: Scene): readonly string[] =>
  judge(check, scene).map((verdict) => verdict.outcome);

/** The one accusation of a scene; throws when there is none or there are several. */
export function accusation(check: Check, scene: Scene) {
  const found = judge(check, scene).filter((verdict) => verdict.outcome === 'fail' || verdict.outcome === 'warn');
  const [only] = found;
  if (!only || found.length > 1) throw new Error(`expected one accusation, got ${JSON.stringify(judge(check, scene))}`);
  return only;
}
