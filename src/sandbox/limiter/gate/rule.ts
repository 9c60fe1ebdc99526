import type { HeaderDialect } from '../headers/dialect.ts';
import type { HeaderLie } from '../headers/lies.ts';
import type { Limiter } from '../limiter.ts';
import type { KeyRule } from './keys.ts';
import type { RefusalStyle } from './refusal.ts';

/** One limit as a gateway enforces it: the counting, by what, and how it is spoken of. */
export interface LimitRule {
  /** Name of the policy in headers. */
  readonly policy: string;
  /** The window that headers and bodies speak of, in milliseconds. */
  readonly windowMs: number;
  readonly limiter: Limiter;
  readonly key: KeyRule;
  readonly refusal: RefusalStyle;
  readonly dialects: readonly HeaderDialect[];
  /** Default: the headers are true. */
  readonly lies?: readonly HeaderLie[];
  /** Requests that were answered with an error do not count; default false. Needs a limiter that can forgive. */
  readonly failuresFree?: boolean;
}
