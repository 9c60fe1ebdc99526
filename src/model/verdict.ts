import type { SpecRef } from './spec-ref.ts';

/** How bad a finding is; `info` never gates. */
export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info';

/** What one check says of one exchange. */
export type Verdict =
  | { readonly outcome: 'pass' }
  | ({ readonly outcome: 'fail' } & Accusation)
  | ({ readonly outcome: 'warn' } & Accusation)
  | { readonly outcome: 'inconclusive'; readonly reason: string }
  | { readonly outcome: 'skip'; readonly reason: string };

/** What is wrong, by which clause. */
export interface Accusation {
  /** What was expected and what was found, in one sentence. */
  readonly message: string;
  /** Names the root cause, free of ids, values and indices: two occurrences of one cause have one signature. */
  readonly signature: string;
  readonly evidence: readonly Evidence[];
  readonly basis: SpecRef;
  /** Default: the check's own severity. */
  readonly severity?: Severity;
}

/** Where to look in the exchange. */
export interface Evidence {
  /** `response.status`, `response.header`, `response.body`, `request`. */
  readonly at: 'response.status' | 'response.header' | 'response.body' | 'request';
  /** JSON pointer into the body, or the header's name. */
  readonly pointer?: string;
  readonly expected?: string;
  readonly found?: string;
}

/** `pass`, the only verdict without words. */
export const PASS: Verdict = { outcome: 'pass' };

/** The severities from worst to least. */
export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];
