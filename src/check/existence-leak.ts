import { isJsonObject } from '../kernel/json.ts';
import { type Exchange, type ReceivedResponse, responseOf } from '../model/exchange.ts';
import { rfc } from '../model/spec-ref.ts';
import { PASS, type Verdict } from '../model/verdict.ts';
import type { Check, JudgeInput } from './shared/check.ts';
import { environmental } from './shared/environment.ts';
import { jsonBody } from './shared/json-body.ts';
import { leavesOf } from './shared/representation.ts';
import { addressOf } from './shared/story.ts';
import { isOtherTenant, trespassOf } from './shared/tenants.ts';
import { inconclusive, warn } from './shared/verdict.ts';

/** Whether another tenant has something cannot be told from the answer. */
export const existenceLeak: Check = {
  id: 'existence-leak',
  title: "Others' resources seem not to exist",
  rationale: 'When a foreign id is answered otherwise than an unknown one, anybody can find out who is a customer.',
  severity: 'low',
  family: 'authentication',
  basis: 'RFC 9110 §15.5.4: a server that does not wish to reveal that a resource exists answers 404.',
  judge(input, context) {
    const trespass = input.exchange.request.method === 'GET' ? trespassOf(input) : undefined;
    if (!trespass) return [];
    const response = responseOf(input.exchange);
    const unknown = unknownBefore(input);
    if ('reason' in trespass || !response || !unknown) return [];
    const reason = environmental(input, context);
    if (reason) return [inconclusive(reason)];
    if (response.status !== 403 && response.status !== 404) return [];
    return [compared(response, unknown, [addressOf(input.exchange), addressOf(unknown.exchange)])];
  },
};

interface Unknown {
  readonly exchange: Exchange;
  readonly response: ReceivedResponse;
}

/** The answer that the same tenant got for an id that nobody has. */
function unknownBefore(input: JudgeInput): Unknown | undefined {
  const { pathParameters: places } = input.step.request;
  for (const [index, exchange] of input.trace.slice(0, -1).entries()) {
    const step = input.case.steps[index];
    const response = responseOf(exchange);
    const isAnother = Object.keys(places).some((name) => step?.request.pathParameters[name] !== places[name]);
    if (!step || !isOtherTenant(input, index) || step.operation !== input.step.operation || !isAnother) continue;
    if (response?.status === 404) return { exchange, response };
  }
  return undefined;
}

function compared(foreign: ReceivedResponse, unknown: Unknown, addresses: readonly string[]): Verdict {
  if (foreign.status !== unknown.response.status) {
    return accuse('response.status', String(unknown.response.status), String(foreign.status), 'status');
  }
  const [here, there] = [wordsOf(foreign, addresses), wordsOf(unknown.response, addresses)];
  return here === there ? PASS : accuse('response.body', 'the words for an unknown id', 'other words', 'body');
}

function accuse(at: 'response.status' | 'response.body', expected: string, found: string, what: string): Verdict {
  return warn({
    message: `An id of another tenant is answered otherwise than an id that nobody has: the ${what} differs.`,
    signature: `foreign and unknown ids differ by ${what}`,
    evidence: [{ at, expected, found }],
    basis: rfc(9110, '15.5.4'),
  });
}

/** What an error says, without what differs from request to request: ids, moments, numbers of requests. */
function wordsOf(response: ReceivedResponse, addresses: readonly string[]): string {
  const body = jsonBody(response);
  if (body.kind !== 'json' || !isJsonObject(body.value)) return body.kind;
  const telling = [...leavesOf(body.value)].filter(([at]) =>
    /(code|title|detail|message|error|errors|type)$/i.test(at),
  );
  const ids = addresses.flatMap((address) => decodeURIComponent(address.split('/').at(-1) ?? '') || []);
  const text = JSON.stringify(telling);
  return ids.reduce((rest, id) => rest.replaceAll(id, '*'), text).replace(/\d+/g, '0');
}
