import { headerOf, responseOf } from '../../model/exchange.ts';
import { requiresAuthentication } from '../../model/operation.ts';
import type { JudgeContext, JudgeInput } from './check.ts';

/** Statuses by which a gateway or an overloaded service speaks. */
const GATEWAY = new Set([502, 503, 504]);

/**
 * Why an exchange shows the state of its surroundings rather than a broken promise; undefined when it can be judged. Gateway answers
 * can be judged only where the operation otherwise works.
 */
export function environmental(input: JudgeInput, context: JudgeContext): string | undefined {
  const response = responseOf(input.exchange);
  if (!response) return 'no response came';
  if (response.status === 408) return 'the server timed out waiting (408)';
  if (response.status === 429) return 'the request was throttled (429)';
  if (response.status === 503 && headerOf(response, 'retry-after') !== undefined) {
    return 'the service asked to come back later (503 with Retry-After)';
  }
  return GATEWAY.has(response.status) && !context.control(input.operation.id)
    ? `the service seems to be unavailable (${response.status})`
    : undefined;
}

/**
 * `environmental`, and also a 401 to a request that was sent in order to be let in: then the credential given to the run is in
 * doubt, not the server.
 */
export function unjudgeable(input: JudgeInput, context: JudgeContext): string | undefined {
  const reason = environmental(input, context);
  if (reason) return reason;
  if (context.retired) return 'the version is retired: its answers are judged by version-retirement alone';
  if (responseOf(input.exchange)?.status !== 401 || testsRefusal(input)) return undefined;
  return requiresAuthentication(input.operation)
    ? 'the right credential was refused (401)'
    : 'a credential was demanded (401) where the description asks for none';
}

/** True for the step of a case that must be refused for who asks. */
export function testsRefusal(input: JudgeInput): boolean {
  return input.last && input.case.intent === 'refuse-auth';
}

/** True when the method sent is not the operation's own: then the operation's promises do not speak of the answer. */
export function usesForeignMethod(input: JudgeInput): boolean {
  return (input.last && input.case.fault?.in === 'method') || input.exchange.request.method !== input.operation.method;
}
