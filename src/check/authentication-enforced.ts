import { type ReceivedResponse, responseOf } from '../model/exchange.ts';
import { promiseFor, requiresAuthentication } from '../model/operation.ts';
import { PASS, type Verdict } from '../model/verdict.ts';
import type { Check, JudgeContext, JudgeInput } from './shared/check.ts';
import { judgeBody } from './shared/conformance.ts';
import { environmental, usesForeignMethod } from './shared/environment.ts';
import { imposture } from './shared/imposture.ts';
import { credentialProven } from './shared/reach.ts';
import { isSuccess } from './shared/refusal.ts';
import { looksLikeError, sameContent } from './shared/shape.ts';
import { fail, inconclusive, warn } from './shared/verdict.ts';

/** A protected operation is closed to those who are not entitled; content counts before status. */
export const authenticationEnforced: Check = {
  id: 'authentication-enforced',
  title: 'Authentication is enforced',
  rationale: 'An operation that is described as protected but answers anybody is a data breach waiting to be found.',
  severity: 'critical',
  family: 'authentication',
  basis: 'The security requirement of the operation in the description; RFC 9110 §15.5.2.',
  judge(input, context) {
    if (!input.last || input.case.intent !== 'refuse-auth') return [];
    if (usesForeignMethod(input) || !requiresAuthentication(input.operation)) return [];
    const reason = environmental(input, context);
    const response = responseOf(input.exchange);
    if (reason || !response) return [inconclusive(reason ?? 'no response came')];
    if (isSuccess(response.status)) return [admitted(input, response, context)];
    // What else a malformed request was told is the matter of authentication-precedence.
    if (input.case.fault && response.status !== 401 && response.status !== 403) return [];
    return [turnedAway(input, response.status, context)];
  },
};

function admitted(input: JudgeInput, response: ReceivedResponse, context: JudgeContext): Verdict {
  const { who, signature, knowsSecret } = imposture(input.step.credential, input.operation);
  const accusation = {
    message: `A request ${who} must be refused, but it was let in with ${response.status}.`,
    signature,
    evidence: [{ at: 'response.status' as const, expected: '401 or 403', found: String(response.status) }],
    basis: input.operation.security[0]?.ref ?? input.operation.ref,
  };
  // The description does not say that the credential is accepted nowhere else: that is poor practice, not a broken promise.
  if (knowsSecret) {
    const message = `A request ${who} should be refused, but it was answered with ${response.status}.`;
    return warn({ ...accusation, message, severity: 'low' });
  }
  const control = context.control(input.operation.id);
  const accepted = control && responseOf(control);
  if (accepted && !looksLikeError(accepted) && sameContent(accepted, response)) return fail(accusation);
  if (looksLikeError(response)) {
    const message = `A request ${who} seems to be refused in words, but its status ${response.status} says that it succeeded.`;
    return warn({ ...accusation, message, signature: `refused in words only: ${signature}`, severity: 'medium' });
  }
  if (response.body.length === 0 || conforms(input, response, context)) return fail(accusation);
  const message = `A request ${who} must be refused, but it was answered with ${response.status}.`;
  return fail({ ...accusation, message, severity: 'high' });
}

function conforms(input: JudgeInput, response: ReceivedResponse, context: JudgeContext): boolean {
  const promise = promiseFor(input.operation, response.status);
  if (!promise) return false;
  return judgeBody(response, promise, context.schemas, 'high').some((verdict) => verdict.outcome === 'pass');
}

function turnedAway(input: JudgeInput, status: number, context: JudgeContext): Verdict {
  const { malformed } = imposture(input.step.credential, input.operation);
  const refusal = status === 401 || status === 403 || (status === 400 && malformed);
  if (refusal) {
    return credentialProven(input.operation, context)
      ? PASS
      : inconclusive('the right credential was never accepted here, so a refusal shows nothing');
  }
  // RFC 9110 §15.5.4: a server may answer 404 to hide that a resource exists.
  if (status === 404 && context.control(input.operation.id) && !input.exchange.usedFallback) return PASS;
  return inconclusive(`refused, but perhaps not for want of a credential (${status})`);
}
