import { shortDigest } from '../../kernel/digest.ts';
import type { Case, CredentialUse, RequestTemplate, Step } from '../../model/case.ts';
import type { Operation } from '../../model/operation.ts';
import { stepsText } from './steps-text.ts';
import type { PlanContext } from './strategy.ts';

/** What a strategy says of a case; the rest follows. */
export type CaseDraft = Pick<Case, 'title' | 'intent' | 'steps' | 'fault'> & {
  readonly expectation?: Case['expectation'];
};

/** A case with its id; the expectation's basis is the operation's clause unless the draft brings its own. */
export function caseOf(operation: Operation, strategy: string, context: PlanContext, draft: CaseDraft): Case {
  const { title, intent, steps, fault } = draft;
  return {
    id: shortDigest(`[${JSON.stringify(operation.id)},${JSON.stringify(title)},${stepsText(steps)}]`),
    operation: operation.id,
    title,
    intent,
    steps,
    expectation: draft.expectation ?? { basis: fault?.clause ?? operation.ref },
    origin: { strategy, seed: context.seed },
    ...(fault && { fault }),
  };
}

/** One step, with the default credential unless another is given. */
export function stepOf(
  operation: Operation,
  request: RequestTemplate,
  credential: CredentialUse = { use: 'default' },
): Step {
  return { operation: operation.id, request, credential };
}
