import type { Operation } from '../../model/operation.ts';

/** Client errors that speak of something else than malformed input: identity, existence, method, pace. */
const OTHER_CLIENT_ERRORS = new Set(['401', '403', '404', '405', '410', '429']);

/** True when the description promises a status for input that it does not allow; otherwise acceptance breaks no promise. */
export function declaresRefusal(operation: Operation): boolean {
  return operation.responses.some(({ status }) => {
    const upper = status.toUpperCase();
    return upper === 'DEFAULT' || upper === '4XX' || (/^4\d\d$/.test(upper) && !OTHER_CLIENT_ERRORS.has(upper));
  });
}

/** True for a status of success (RFC 9110 §15.3). */
export const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** True when the operation describes exactly this status. */
export function declaresExactly(operation: Operation, ...statuses: readonly number[]): boolean {
  return operation.responses.some(({ status }) => statuses.some((wanted) => String(wanted) === status));
}
