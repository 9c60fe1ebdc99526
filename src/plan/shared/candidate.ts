import type { Case } from '../../model/case.ts';
import type { Operation } from '../../model/operation.ts';
import type { Strategy } from './strategy.ts';

/** A listed case with what its order and its chance under a short budget depend on. */
export interface Candidate {
  readonly subject: Case;
  readonly operation: Operation;
  readonly strategy: Strategy;
  /** Order under a short budget: 1 is dropped last. */
  readonly priority: number;
}
