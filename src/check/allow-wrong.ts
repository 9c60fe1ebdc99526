import { headerOf, responseOf } from '../model/exchange.ts';
import { rfc } from '../model/spec-ref.ts';
import { PASS, type Verdict } from '../model/verdict.ts';
import type { Check, JudgeContext, JudgeInput } from './shared/check.ts';
import { environmental } from './shared/environment.ts';
import { fail, inconclusive, warn } from './shared/verdict.ts';

/** A 405 names the methods that are allowed, and only those. */
export const allowWrong: Check = {
  id: 'allow-wrong',
  title: 'A 405 names the allowed methods',
  rationale: 'Allow is how a client learns what it may do instead; a wrong list sends it from refusal to refusal.',
  severity: 'low',
  family: 'headers',
  basis: 'RFC 9110 §15.5.6 and §10.2.1: a 405 answer carries Allow with the methods that the resource supports.',
  judge(input, context) {
    const response = responseOf(input.exchange);
    if (response?.status !== 405) return [];
    const reason = environmental(input, context);
    if (reason) return [inconclusive(reason)];
    const allow = headerOf(response, 'allow');
    return [allow === undefined ? missing() : judged(input, context, allow)];
  },
};

function missing(): Verdict {
  return warn({
    message: 'A 405 answer must name the allowed methods in an Allow header, but it has none.',
    signature: 'no Allow in a 405',
    evidence: [{ at: 'response.header', pointer: 'allow', expected: 'the allowed methods', found: 'none' }],
    basis: rfc(9110, '15.5.6'),
  });
}

function judged(input: JudgeInput, context: JudgeContext, allow: string): Verdict {
  const named = allow.split(',').map((method) => method.trim().toUpperCase());
  const { method } = input.exchange.request;
  const evidence = (expected: string) => [
    { at: 'response.header' as const, pointer: 'allow', expected, found: named.join(', ').slice(0, 100) },
  ];
  if (named.includes(method)) {
    const message = `${method} is refused with 405, but Allow names it.`;
    const signature = 'Allow names the refused method';
    return fail({ message, signature, evidence: evidence(`no ${method}`), basis: rfc(9110, '10.2.1') });
  }
  const forgotten = context.model.operations
    .filter(({ id, path }) => path === input.operation.path && context.control(id))
    .find((operation) => !named.includes(operation.method));
  if (!forgotten) return PASS;
  return fail({
    message: `${forgotten.method} was accepted on ${forgotten.path}, but Allow in the 405 does not name it.`,
    signature: 'Allow forgets a method',
    evidence: evidence(forgotten.method),
    basis: rfc(9110, '10.2.1'),
  });
}
