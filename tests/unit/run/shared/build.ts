import { type ApiModel, emptyModel } from '../../../../src/model/api.ts';
import type { Case, Hole, Intent, Step } from '../../../../src/model/case.ts';
import type { Exchange } from '../../../../src/model/exchange.ts';
import type { Method, Operation } from '../../../../src/model/operation.ts';

const REF = { kind: 'document', document: 'd', pointer: '/x' } as const;

/** An operation that answers 200, by its id. */
export function operationOf(id: string, more: Partial<Operation> = {}): Operation {
  const [method = 'GET', path = '/'] = id.split(' ');
  return {
    id,
    method: method as Method,
    path,
    summary: '',
    tags: [],
    deprecated: false,
    parameters: [],
    responses: [],
    security: [],
    ref: REF,
    ...more,
  };
}

/** A model with these operations. */
export function modelOf(operations: readonly (string | Operation)[], more: Partial<ApiModel> = {}): ApiModel {
  return {
    ...emptyModel(),
    operations: operations.map((one) => (typeof one === 'string' ? operationOf(one) : one)),
    ...more,
  };
}

/** One request of an operation; `query` may hold holes. */
export function stepOf(operation: string, query: readonly (readonly [string, string | Hole])[] = []): Step {
  const [method = 'GET', path = '/'] = operation.split(' ');
  return {
    operation,
    request: { method: method as Method, path, pathParameters: {}, query, headers: [], cookies: [] },
    credential: { use: 'default' },
  };
}

/** A case of these steps, known by its id. */
export function caseOf(id: string, steps: readonly Step[], intent: Intent = 'accept'): Case {
  return {
    id,
    operation: steps.at(-1)?.operation ?? '',
    title: id,
    intent,
    steps,
    expectation: { basis: REF },
    origin: { strategy: 'examples', seed: 1 },
  };
}

/** A hole filled from the lists of an operation. */
export function holeOf(operation: string, pointer: string, pick = 0, fallback = 'fallback'): Hole {
  return { $hole: { from: 'list', operation, pointer, pick, fallback } };
}

/** An exchange answered with a status and a JSON body. */
export function exchangeOf(status: number, body: unknown = {}, index = 0): Exchange {
  return {
    index,
    sentAt: 0,
    elapsedMs: 1,
    request: { method: 'GET', url: 'http://127.0.0.1/', headers: [], body: null },
    result: {
      kind: 'response',
      response: { status, headers: [], body: Buffer.from(JSON.stringify(body)), truncated: false },
    },
    credentials: [],
    usedFallback: false,
  };
}

/** An exchange without an answer. */
export function silenceOf(reason: 'refused' | 'timeout' | 'reset' = 'timeout', index = 0): Exchange {
  return { ...exchangeOf(200, {}, index), result: { kind: 'no-response', reason, message: `no answer: ${reason}` } };
}
