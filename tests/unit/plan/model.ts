import { createGenerator } from '../../../src/generate/index.ts';
import type { Json, JsonObject } from '../../../src/kernel/json.ts';
import type { Registry } from '../../../src/kernel/registry.ts';
import { type ApiModel, emptyModel } from '../../../src/model/api.ts';
import type { Case } from '../../../src/model/case.ts';
import type { Method, Operation, Parameter } from '../../../src/model/operation.ts';
import { type PlannedRun, planRun, strategies } from '../../../src/plan/index.ts';
import type { PlanContext, Strategy } from '../../../src/plan/shared/strategy.ts';

const DOCUMENT = 'doc';

/** A description in few words, of which a model is made. */
export interface Sketch {
  readonly schemas: JsonObject;
  readonly operations: readonly SketchOperation[];
  /** Names of bearer schemes that every operation demands together. */
  readonly security?: readonly string[];
}

interface SketchOperation {
  readonly id: string;
  readonly parameters?: readonly (Pick<Parameter, 'in' | 'name'> & { schema: string } & Partial<
      Omit<Parameter, 'schema'>
    >)[];
  readonly body?: string;
  readonly bodyRequired?: boolean;
  readonly bodyMediaType?: string;
  readonly bodyExamples?: Readonly<Record<string, Json>>;
  readonly answer?: string;
}

const at = (pointer: string) => ({ kind: 'document', document: DOCUMENT, pointer }) as const;
const schemaHandle = (name: string) => ({ document: DOCUMENT, pointer: `/schemas/${name}` });

/** The model of a sketch. */
export function modelOf({ schemas, operations, security = [] }: Sketch): ApiModel {
  return {
    ...emptyModel('Sketch', '1'),
    operations: operations.map((sketch) => operationOf(sketch, security)),
    securitySchemes: Object.fromEntries(
      security.map((name) => [name, { name, scheme: 'bearer', description: '', ref: at(`/security/${name}`) }]),
    ),
    schemaDocuments: { [DOCUMENT]: { digest: DOCUMENT, root: { schemas } } },
  };
}

function operationOf(sketch: SketchOperation, security: readonly string[]): Operation {
  const [method = 'GET', path = '/'] = sketch.id.split(' ');
  const { body, bodyExamples = {}, bodyMediaType = 'application/json' } = sketch;
  return {
    id: sketch.id,
    method: method as Method,
    path,
    summary: '',
    tags: [],
    deprecated: false,
    parameters: (sketch.parameters ?? []).map(({ schema, ...given }) => ({
      required: given.in === 'path',
      style: given.in === 'path' || given.in === 'header' ? 'simple' : 'form',
      explode: given.in === 'query',
      allowReserved: false,
      examples: [],
      description: '',
      ref: at(`/operations/${sketch.id}/${given.name}`),
      ...given,
      schema: schemaHandle(schema),
    })),
    ...(body && {
      requestBody: {
        required: sketch.bodyRequired ?? true,
        ref: at('/body'),
        content: [
          {
            mediaType: bodyMediaType,
            schema: schemaHandle(body),
            examples: Object.entries(bodyExamples).map(([name, value]) => ({ name, value, ref: at('/example') })),
            ref: at('/content'),
          },
        ],
      },
    }),
    responses: [
      {
        status: '200',
        description: '',
        headers: [],
        content: sketch.answer
          ? [{ mediaType: 'application/json', schema: schemaHandle(sketch.answer), examples: [], ref: at('/answer') }]
          : [],
        ref: at('/response'),
      },
    ],
    security:
      security.length > 0
        ? [{ schemes: security.map((name) => ({ name, scopes: [] })), ref: at(`/operations/${sketch.id}/security`) }]
        : [],
    ref: at(`/operations/${sketch.id}`),
  };
}

/** A context over a model; every scheme can be spoilt in three ways. */
export function contextOf(model: ApiModel, over: Partial<PlanContext> = {}): PlanContext {
  return {
    model,
    seed: 1,
    generator: createGenerator(model.schemaDocuments),
    spoilsOf: () => ['missing', 'empty', 'unknown'],
    identities: [],
    knownValues: [],
    declaredCases: [],
    propertyRuns: 2,
    ...over,
  };
}

/** A plan with room for everything unless a budget is given. */
export function plan(context: PlanContext, budget = 10_000, only: Registry<Strategy> = strategies): PlannedRun {
  return planRun(context, { budget, reserve: 0, strategies: only });
}

/** The cases of one strategy on one operation. */
export function casesOf(model: ApiModel, strategy: string, operation: string, over: Partial<PlanContext> = {}): Case[] {
  const context = contextOf(model, over);
  const found = model.operations.find(({ id }) => id === operation);
  if (!found) throw new Error(`no operation ${operation}`);
  return [...strategies.get(strategy).sources(found, context)].flatMap((source) =>
    source.kind === 'listed' ? [...source.cases] : [],
  );
}

/** A small shop: a list, a resource, creation, an action, deletion, a resource below a resource. */
export const SHOP: Sketch = {
  security: ['token'],
  schemas: {
    id: { type: 'string', format: 'uuid' },
    page: { type: 'integer', minimum: 1, maximum: 50 },
    filter: {
      type: 'object',
      properties: {
        status: { type: 'string', enum: ['open', 'closed'] },
        customer_id: { type: 'string', format: 'uuid' },
      },
    },
    order: {
      type: 'object',
      required: ['item', 'customer_id'],
      additionalProperties: false,
      properties: {
        item: { type: 'string', minLength: 1, maxLength: 20 },
        customer_id: { type: 'string', format: 'uuid' },
        quantity: { type: 'integer', minimum: 1, maximum: 99 },
      },
    },
    stored: { allOf: [{ type: 'object', properties: { id: { $ref: '#/schemas/id' } } }, { $ref: '#/schemas/order' }] },
    oneStored: { type: 'object', properties: { data: { $ref: '#/schemas/stored' } } },
    manyStored: { type: 'object', properties: { data: { type: 'array', items: { $ref: '#/schemas/stored' } } } },
    customers: { type: 'array', items: { type: 'object', properties: { id: { type: 'string' } } } },
  },
  operations: [
    {
      id: 'GET /orders',
      parameters: [
        { in: 'query', name: 'filter', schema: 'filter', style: 'deepObject', explode: true },
        { in: 'query', name: 'page', schema: 'page' },
      ],
      answer: 'manyStored',
    },
    { id: 'POST /orders', body: 'order', answer: 'oneStored' },
    { id: 'GET /orders/{id}', parameters: [{ in: 'path', name: 'id', schema: 'id' }], answer: 'oneStored' },
    { id: 'DELETE /orders/{id}', parameters: [{ in: 'path', name: 'id', schema: 'id' }] },
    { id: 'PUT /orders/{id}/cancel', parameters: [{ in: 'path', name: 'id', schema: 'id' }], answer: 'oneStored' },
    { id: 'GET /orders/{id}/lines', parameters: [{ in: 'path', name: 'id', schema: 'id' }], answer: 'manyStored' },
    { id: 'GET /customers', answer: 'customers' },
  ],
};
