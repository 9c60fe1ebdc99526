import type { Case } from './case.ts';
import type { Exchange } from './exchange.ts';
import type { Finding } from './finding.ts';
import type { Verdict } from './verdict.ts';

/** The engine's only output, in order. */
export type RunEvent =
  | {
      readonly type: 'run-started';
      readonly at: string;
      readonly run: string;
      readonly seed: number;
      readonly suite: string;
    }
  | { readonly type: 'stage-started'; readonly stage: RunStage; readonly plannedRequests?: number }
  | { readonly type: 'case-planned'; readonly case: Case }
  | {
      readonly type: 'exchange-done';
      readonly case: string;
      readonly step: number;
      readonly purpose: 'case' | 'replay' | 'shrink';
      readonly exchange: Exchange;
    }
  | {
      readonly type: 'verdict-given';
      readonly case: string;
      readonly step: number;
      readonly check: string;
      readonly operation: string;
      readonly verdict: Verdict;
    }
  | { readonly type: 'finding-opened'; readonly finding: Finding }
  | { readonly type: 'budget-spent'; readonly sent: number; readonly budget: number; readonly leftOut: number }
  | { readonly type: 'plugin-failed'; readonly plugin: string; readonly message: string }
  | { readonly type: 'run-finished'; readonly at: string; readonly exitCode: number };

/** The stages of a run, in order. */
export type RunStage = 'read' | 'plan' | 'send' | 'confirm' | 'condense' | 'report';
