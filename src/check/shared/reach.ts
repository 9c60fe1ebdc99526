import { canonicalJson } from '../../kernel/json.ts';
import type { Operation } from '../../model/operation.ts';
import type { JudgeContext } from './check.ts';

/** True when the right credential was accepted on this operation, or on another one that demands the same: only then does a refusal mean anything. */
export function credentialProven(operation: Operation, context: JudgeContext): boolean {
  if (context.control(operation.id)) return true;
  const demanded = demandsOf(operation);
  return context.model.operations.some(
    (other) => demandsOf(other) === demanded && context.control(other.id) !== undefined,
  );
}

/** True when any operation of the API ever accepted a request: otherwise the target may not be the API at all. */
export function anythingAccepted(context: JudgeContext): boolean {
  return context.model.operations.some((operation) => context.control(operation.id) !== undefined);
}

function demandsOf(operation: Operation): string {
  return canonicalJson(operation.security.map((requirement) => requirement.schemes));
}
