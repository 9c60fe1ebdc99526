import { studyOf } from '../../src/limit/study.ts';
import type { Rate } from '../../src/model/rate-policy.ts';
import { rolling } from '../../tests/simulation/claim.ts';
import { type Network, type SimulatedLimiter, simulate } from '../../tests/simulation/network.ts';

/** What one simulated battery came to. */
export interface SessionOutcome {
  /** The family it was decided for, when one was. */
  readonly family?: string;
  readonly accused: boolean;
  /** Requests beyond the quota, refusals, and the most in flight at once. */
  readonly extra: number;
  readonly refusals: number;
  readonly inFlight: number;
  /** From the first request of the key to the end, in windows. */
  readonly windows: number;
  /** CPU to judge the log, milliseconds. */
  readonly cpuMs: number;
}

const ROLES = ['failing', 'other-key', 'bad-credential', 'no-credential'] as const;

/** The whole battery against a limiter over a network, then the judgement of its log. */
export function runSession(
  { requests, windowMs }: Rate,
  limiter: SimulatedLimiter,
  network: Network,
  seed: number,
): SessionOutcome {
  const claim = rolling(requests, windowMs);
  const setup = { claim, roles: ROLES, aliases: ['a', 'b', 'c'], idle: false };
  const { session } = simulate(setup, limiter, network, seed);
  const { preflight, quietSinceMs, observations } = session;
  const began = process.cpuUsage();
  const { classification, over, under } = studyOf({ claim, preflight, quietSinceMs, observations });
  const used = process.cpuUsage(began);
  const { decided, ranking } = classification;
  const begin = observations.find(({ role }) => role === 'victim')?.sentAt ?? session.nowMs;
  return {
    ...(decided && ranking[0] ? { family: ranking[0].family } : {}),
    accused: over !== undefined || under !== undefined,
    extra: session.watch.requests - requests,
    refusals: session.watch.refusals,
    inFlight: mostInFlight(observations),
    windows: (session.nowMs - begin) / windowMs,
    cpuMs: (used.user + used.system) / 1_000,
  };
}

function mostInFlight(observations: readonly { readonly sentAt: number; readonly receivedAt: number }[]): number {
  const turns = observations.flatMap(({ sentAt, receivedAt }) => [
    { at: sentAt, by: 1 },
    { at: receivedAt, by: -1 },
  ]);
  let now = 0;
  let most = 0;
  for (const { by } of turns.sort((a, b) => a.at - b.at || a.by - b.by)) {
    now += by;
    most = Math.max(most, now);
  }
  return most;
}
