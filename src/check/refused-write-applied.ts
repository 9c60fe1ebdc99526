import { valueAt } from '../kernel/json-pointer.ts';
import { type Exchange, responseOf } from '../model/exchange.ts';
import { rfc } from '../model/spec-ref.ts';
import { PASS, type Verdict } from '../model/verdict.ts';
import type { Check, JudgeInput } from './shared/check.ts';
import { unjudgeable } from './shared/environment.ts';
import { differences, shown } from './shared/representation.ts';
import { acceptedJson, addressOf, changes, isForeign, wasAccepted } from './shared/story.ts';
import { fail, inconclusive } from './shared/verdict.ts';

/** What was refused has changed nothing. */
export const refusedWriteApplied: Check = {
  id: 'refused-write-applied',
  title: 'Refused writes change nothing',
  rationale:
    'A write that is refused and half done leaves data that nobody meant, and a client that repeats it makes it worse.',
  severity: 'high',
  family: 'state',
  basis: 'RFC 9110 §15.5: a 4xx answer says that the server did not do what was asked.',
  judge(input, context) {
    if (!input.last || input.exchange.request.method !== 'GET') return [];
    const story = storyOf(input);
    if (!story) return [];
    const reason = unjudgeable(input, context);
    if (reason) return [inconclusive(reason)];
    const after = acceptedJson(input.exchange);
    if (after === undefined) return [inconclusive('the resource could not be read again')];
    return [judged(story, after)];
  },
};

interface Story {
  readonly before: unknown;
  readonly refused: Exchange;
  /** Read directly after the refusal, before this exchange. */
  readonly between: unknown;
}

/** Read, refused write, read, read again: the reads of one address, nothing accepted in between. */
function storyOf(input: JudgeInput): Story | undefined {
  const address = addressOf(input.exchange);
  const steps = input.trace.slice(0, -1);
  const at = steps.findLastIndex((exchange) => changes(exchange) && touches(exchange, address));
  const refused = steps[at];
  const status = refused && responseOf(refused)?.status;
  if (!refused || status === undefined || status < 400 || status > 499 || status === 408 || status === 429) {
    return undefined;
  }
  const reads = (from: number, to: number) =>
    steps.slice(from, to).filter((exchange, index) => {
      return exchange.request.method === 'GET' && addressOf(exchange) === address && !isForeign(input, from + index);
    });
  const latestWrite = steps.slice(0, at).findLastIndex((exchange) => changes(exchange) && wasAccepted(exchange));
  const before = acceptedJson(reads(latestWrite + 1, at).at(-1));
  const between = acceptedJson(reads(at + 1, steps.length).at(-1));
  return before === undefined || between === undefined ? undefined : { before, refused, between };
}

function touches(exchange: Exchange, address: string): boolean {
  const other = addressOf(exchange);
  return other === address || other.startsWith(`${address}/`);
}

function judged({ before, refused, between }: Story, after: unknown): Verdict {
  const restless = new Set(differences(between, after));
  const [changed] = differences(before, between).filter((at) => !restless.has(at));
  if (changed === undefined) return PASS;
  const status = responseOf(refused)?.status;
  return fail({
    message: `${refused.request.method} was refused with ${status}, but the resource has changed at ${changed}.`,
    signature: `changed by a refused ${refused.request.method}`,
    evidence: [
      {
        at: 'response.body',
        pointer: changed,
        expected: shown(valueAt(before, changed)),
        found: shown(valueAt(between, changed)),
      },
    ],
    basis: rfc(9110, '15.5'),
  });
}
