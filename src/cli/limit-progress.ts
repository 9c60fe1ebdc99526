import type { ManualClock } from '../kernel/clock.ts';
import { formatRate } from '../model/rate-policy.ts';
import type { LimitEvent, LimitPlan, PreparedLimit } from '../run/limits.ts';
import { duration } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** What a limit check is about to do, with its instants and the most that it may cost. */
export function planText(plan: LimitPlan, { claim, operation, target, credential, setup }: PreparedLimit): string {
  const [first] = plan.instants;
  const begin = first?.atMs ?? plan.startMs;
  const lines = plan.instants.map(
    ({ step, atMs, what, requests }) =>
      `  ${`+${duration(Math.max(0, atMs - begin))}`.padStart(12)}  ${step.padEnd(9)}  ${String(requests).padStart(5)}  ${what}`,
  );
  const quiet = plan.startMs - begin;
  return [
    `Limit check of ${formatRate(claim)}${claim.algorithm === 'unstated' ? '' : ` (${claim.algorithm})`} with ${operation} at ${target}, key ${credential}:`,
    ...lines,
    `About ${Math.min(plan.usualRequests, plan.maxRequests)} requests, never more than ${plan.maxRequests}, of which at most ${plan.maxRefusals} refused and at most ${setup.maxInFlight ?? 12} in flight.`,
    `${duration(quiet)} of silence on the key first${setup.idle ? '' : ' (--idle when it was not used lately)'}, then ${duration(plan.earliestEndMs - plan.startMs)} if a fixed window shows early, usually ${duration(plan.usualEndMs - plan.startMs)}, at worst ${duration(plan.latestEndMs - plan.startMs)}.`,
    'It stops by itself after three server errors in a row, on a ban, when Retry-After grows or answers get slow.',
  ].join('\n');
}

/** Progress of a limit check on stderr: what is being sent, and why nothing is. */
export function createLimitProgress(terminal: Terminal, virtual?: ManualClock) {
  let sent = 0;
  let refused = 0;
  return {
    event(event: LimitEvent): void {
      if (event.type === 'limit-answer') {
        sent++;
        if (event.observation.status === 429 || event.observation.status === 503) refused++;
        if (sent % 20 === 0) terminal.status(`${event.observation.step}: ${sent} requests sent, ${refused} refused`);
      }
      if (event.type !== 'limit-waiting' || virtual) return;
      const left = event.untilMs - Date.now();
      if (left > 1_000) terminal.say(`waiting ${duration(left)}: ${event.why} (${sent} requests so far)`);
    },
  };
}
