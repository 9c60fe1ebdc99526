import type { SpecRef } from '../../model/spec-ref.ts';
import type { Accusation, Verdict } from '../../model/verdict.ts';

/** A broken promise. */
export const fail = (accusation: Accusation): Verdict => ({ outcome: 'fail', ...accusation });

/** A departure that never gates: a recommendation, or a promise that is only implied. */
export const warn = (accusation: Accusation): Verdict => ({ outcome: 'warn', ...accusation });

/** The exchange could not show whether the promise holds. */
export const inconclusive = (reason: string): Verdict => ({ outcome: 'inconclusive', reason });

/** The promise was not looked at. */
export const skip = (reason: string): Verdict => ({ outcome: 'skip', reason });

/** The clause below another in the same document, for example an operation's `responses`; an outside clause stays as it is. */
export function clauseUnder(ref: SpecRef, member: string): SpecRef {
  return ref.kind === 'document' ? { ...ref, pointer: `${ref.pointer}/${member}` } : ref;
}

/** A JSON pointer with every array index replaced by `*`. */
export function withoutIndices(pointer: string): string {
  return pointer.replace(/\/\d+(?=\/|$)/g, '/*');
}
