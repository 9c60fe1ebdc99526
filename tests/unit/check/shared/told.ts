import type { Check } from '../../../../src/check/index.ts';
import type { Json } from '../../../../src/kernel/json.ts';
import type { Case, CredentialUse, Hole, Step } from '../../../../src/model/case.ts';
import type { Exchange } from '../../../../src/model/exchange.ts';
import type { Method, Operation } from '../../../../src/model/operation.ts';
import type { Verdict } from '../../../../src/model/verdict.ts';
import { answer, createThing, deleteThing, exchange, listThings, readThing, type Scene, stage } from './scene.ts';

/** One step of a story about things: what was sent and what came back. */
export interface Told {
  readonly method: Method;
  /** Default `/things/x1`. */
  readonly path?: string;
  readonly json?: Json;
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly credential?: CredentialUse;
  /** The step whose answer named the address. */
  readonly named?: number;
  readonly fallback?: boolean;
}

const write = (method: Method): Operation => ({
  ...createThing,
  id: `${method} /things/{id}`,
  method,
  path: '/things/{id}',
});
export const putThing = write('PUT');
export const patchThing = write('PATCH');
const OPERATIONS = [listThings, readThing, createThing, deleteThing, putThing, patchThing];

/** The verdicts of a check on the last step of a story. */
export function told(check: Check, story: readonly Told[], scene: Scene = {}): readonly Verdict[] {
  const trace = story.map(exchangeOf);
  const steps = story.map(stepOf);
  const { input, context } = stage({ ...scene, operations: OPERATIONS });
  const last = story.at(-1);
  const [exchange, step] = [trace.at(-1), steps.at(-1)];
  if (!last || !exchange || !step) throw new Error('a story has steps');
  const operation = OPERATIONS.find(({ id }) => id === step.operation) ?? readThing;
  const subject: Case = { ...input.case, intent: scene.intent ?? 'observe', steps };
  return check.judge(
    { ...input, case: subject, step, stepIndex: story.length - 1, last: !scene.notLast, operation, exchange, trace },
    context,
  );
}

/** Their outcomes alone. */
export const toldOutcomes = (check: Check, story: readonly Told[], scene: Scene = {}): readonly string[] =>
  told(check, story, scene).map(({ outcome }) => outcome);

function exchangeOf(step: Told, index: number): Exchange {
  const url = `http://127.0.0.1${step.path ?? '/things/x1'}`;
  const bare = exchange(step.method, url, answer(step.status, step.body, step.headers), index);
  const body = step.json === undefined ? null : new TextEncoder().encode(JSON.stringify(step.json));
  const headers = body ? [['content-type', 'application/json'] as const] : [];
  return { ...bare, usedFallback: step.fallback ?? false, request: { ...bare.request, headers, body } };
}

function stepOf({ method, path = '/things/x1', credential, named }: Told): Step {
  const onList = path.split('?')[0] === '/things';
  const hole: Hole = { $hole: { from: 'step', step: named ?? 0, pointer: '/id', pick: 0, fallback: 'none' } };
  const template = onList ? '/things' : '/things/{id}';
  return {
    operation: `${method} ${template}`,
    request: {
      method,
      path: template,
      pathParameters: onList ? {} : { id: named === undefined ? (path.split('/')[2] ?? '') : hole },
      query: [],
      headers: [],
      cookies: [],
    },
    credential: credential ?? { use: 'default' },
  };
}
