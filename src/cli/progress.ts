import type { Plan } from '../model/plan.ts';
import { formatRate } from '../model/rate-policy.ts';
import type { RunEvent } from '../model/run-event.ts';
import type { Terminal } from './terminal.ts';

/** Tells on stderr how a run goes and how long it will still take. */
export interface Progress {
  plan(plan: Plan): void;
  event(event: RunEvent): void;
  wait(ms: number, why: 'rate' | 'retry-after'): void;
}

const SAY_EVERY = 25;

/** Progress of one run of `name`. */
export function createProgress(name: string, terminal: Terminal): Progress {
  let planned = 0;
  let sent = 0;
  let startedAt = performance.now();
  return {
    plan({ summary }) {
      planned = summary.requests;
      startedAt = performance.now();
      terminal.say(planHead(name, summary));
    },
    event(event) {
      if (event.type === 'stage-started' && event.stage === 'confirm')
        terminal.status(`${name}: replaying what was found`);
      if (event.type !== 'exchange-done') return;
      sent++;
      if (sent % SAY_EVERY === 0)
        terminal.status(
          `${name}: ${sent} of about ${planned} requests${remaining(sent, planned, performance.now() - startedAt)}`,
        );
    },
    wait(ms, why) {
      if (ms < 1_000) return;
      const reason = why === 'rate' ? 'to keep within the rate' : 'as the server asked by Retry-After';
      terminal.say(`${name}: waiting ${duration(ms)} ${reason}`);
    },
  };
}

/** The head of a run: what will be sent, how fast, how long, and what does not fit. */
export function planHead(name: string, summary: Plan['summary']): string {
  const pace = summary.rate ? `at most ${formatRate(summary.rate)}, about ${duration(summary.durationMs)}` : 'unpaced';
  const left = summary.leftOut.reduce((sum, { cases }) => sum + cases, 0);
  const out = left > 0 ? `; ${left} cases left out` : '';
  const part = summary.shard
    ? `; part ${summary.shard.index} of ${summary.shard.count}, ${summary.shard.repeated} requests repeat those of other parts to learn ids`
    : '';
  return `${name}: ${summary.requests} requests planned on ${summary.perOperation.length} operations, up to ${summary.reserve} more to replay and shrink (budget ${summary.budget}), ${pace}, seed ${summary.seed}${out}${part}`;
}

/** Milliseconds for people: `850 ms`, `12 s`, `4 min 10 s`. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const rest = seconds % 60;
  return `${Math.floor(seconds / 60)} min${rest > 0 ? ` ${rest} s` : ''}`;
}

function remaining(sent: number, planned: number, elapsedMs: number): string {
  const left = ((planned - sent) * elapsedMs) / sent;
  return left > 500 ? `, ${duration(left)} left` : '';
}
