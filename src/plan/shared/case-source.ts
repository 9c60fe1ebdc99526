import type { Arbitrary } from 'fast-check';
import type { Case, Step } from '../../model/case.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { LeftOut } from '../../model/plan.ts';

/** Where cases come from. */
export type CaseSource = ListedSource | PropertySource | ConversationSource;

interface SourceBase {
  /** Operation under test. */
  readonly operation: string;
  readonly strategy: string;
  /** Order under a short budget; default the strategy's. */
  readonly priority?: number;
  /** What the strategy could say but does not, with the reason; default nothing. */
  readonly leftOut?: readonly LeftOut[];
}

/** Cases known before any traffic. */
export interface ListedSource extends SourceBase {
  readonly kind: 'listed';
  readonly cases: Iterable<Case>;
}

/** Random cases that shrink through fast-check. */
export interface PropertySource extends SourceBase {
  readonly kind: 'property';
  /** Each value is one case, origin without path: the runner adds the path that it replays by. */
  readonly arbitrary: Arbitrary<Case>;
  readonly runs: number;
  readonly seed: number;
}

/** Cases that adapt to the answers: yields a step, is handed its exchange, returns the case that it made of them. */
export interface ConversationSource extends SourceBase {
  readonly kind: 'conversation';
  /** The most requests that it can take. */
  readonly maxRequests: number;
  readonly converse: () => AsyncGenerator<Step, Case | undefined, Exchange>;
}
