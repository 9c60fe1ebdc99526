import { AssayError } from '../kernel/error.ts';
import type { RunVerdict } from '../model/run-report.ts';

/** The whole vocabulary of exit codes. */
export const EXIT = { conformant: 0, findings: 1, usage: 2, target: 3, inconclusive: 4, internal: 5 } as const;

/** What the decision rests on. */
export interface ExitFacts {
  /** New or expired findings at or above the gate. */
  readonly gating: number;
  readonly newFindings: number;
  readonly knownFindings: number;
  readonly pluginErrors: number;
  /** Operations in the description, those accepted at least once, those with no place in the plan, and the others that gave no answer. */
  readonly operations: number;
  readonly reached: number;
  readonly unplanned: number;
  readonly unheard: number;
  /** Why the run stopped before its end, when it did. */
  readonly stopped?: string;
}

/** The verdict of a finished run. */
export function decideVerdict(facts: ExitFacts): RunVerdict {
  const counts = { newFindings: facts.newFindings, knownFindings: facts.knownFindings };
  const known = facts.knownFindings > 0 ? `; ${facts.knownFindings} known` : '';
  if (facts.gating > 0) {
    const noun = facts.gating === 1 ? 'new finding' : 'new findings';
    return {
      outcome: 'not-conformant',
      exitCode: EXIT.findings,
      reason: `${facts.gating} ${noun} at or above the gate${known}`,
      ...counts,
    };
  }
  if (facts.pluginErrors > 0) {
    return {
      outcome: 'failed',
      exitCode: EXIT.internal,
      reason: `${facts.pluginErrors} plug-in failures: see the run's health`,
      ...counts,
    };
  }
  const hollow = hollowReason(facts);
  if (hollow) return { outcome: 'inconclusive', exitCode: EXIT.inconclusive, reason: hollow, ...counts };
  return {
    outcome: 'conformant',
    exitCode: EXIT.conformant,
    reason: `nothing new on ${facts.reached} of ${facts.operations} operations reached${known}`,
    ...counts,
  };
}

function hollowReason(facts: ExitFacts): string | undefined {
  if (facts.stopped) return facts.stopped;
  if (facts.operations === 0) return 'the description has no operation that can be tested';
  if (facts.reached === 0) return 'no operation ever accepted a valid request, so nothing was really tested';
  if (facts.unplanned > 0)
    return `the budget ran out before ${facts.unplanned} of ${facts.operations} operations got a single request`;
  if (facts.unheard > 0)
    return `${facts.unheard} of ${facts.operations} operations gave no answer; what was not tested says why`;
  return undefined;
}

/** The exit code of an error that ended a command. */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof AssayError)) return EXIT.internal;
  if (error.kind === 'usage' || error.kind === 'config' || error.kind === 'spec') return EXIT.usage;
  return error.kind === 'target' || error.kind === 'safety' ? EXIT.target : EXIT.internal;
}
