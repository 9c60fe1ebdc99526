import type { LimitClaim, LimitObservation, ProbeRole } from '../model/limit.ts';
import { answerOf } from './answer.ts';

/** Roles whose requests may take from the key's quota without being the key's ordinary ones, lightest code first. */
export const CODED_ROLES = [
  'failing',
  'other-key',
  'bad-credential',
  'no-credential',
] as const satisfies readonly ProbeRole[];

/** A role of the coded test. */
export type CodedRole = (typeof CODED_ROLES)[number];

/** What the coded test says. */
export interface LeakReading {
  /** Which roles took from the quota; a role is absent where it was not asked or cannot be told. */
  readonly consumed: ReadonlyMap<CodedRole, boolean>;
  /** Requests by which the quota then still differs from the claim; absent where nothing can be told. */
  readonly residual?: number;
  /** Why nothing can be told. */
  readonly unclear?: string;
}

/** How many requests each role of the coded test gets: 1, 2, 4, 8 units, so that every subset has its own sum. */
export function codeCounts(roles: readonly CodedRole[], unit: number): { role: CodedRole; count: number }[] {
  return CODED_ROLES.filter((role) => roles.includes(role)).map((role, index) => ({ role, count: unit * 2 ** index }));
}

/**
 * Decode which roles took from the quota: the requests missing from the first filling are the sum of exactly one subset of the codes, give
 * or take less than half a unit. Otherwise nothing is said.
 */
export function readLeaks(observations: readonly LimitObservation[], claim: LimitClaim): LeakReading {
  const sent = new Map<CodedRole, number>();
  let admitted = 0;
  let lost = 0;
  let refused = false;
  for (const one of [...observations].sort((a, b) => a.sentAt - b.sentAt)) {
    const answer = answerOf(one, claim.status);
    const role = CODED_ROLES.find((coded) => coded === one.role);
    if (role && one.step === 'code' && answer !== 'lost') sent.set(role, (sent.get(role) ?? 0) + 1);
    if (one.role !== 'victim' || (one.step !== 'C1' && one.step !== 'C2')) continue;
    if (answer === 'refused') refused = true;
    else if (answer === 'lost') lost++;
    else if (answer === 'admitted') admitted++;
  }
  if (sent.size === 0) return { consumed: new Map(), unclear: 'no such requests were sent' };
  if (!refused) return { consumed: new Map(), unclear: 'the quota was not exhausted' };
  if (observations.some((one) => one.step === 'confirm' && answerOf(one, claim.status) === 'admitted'))
    return {
      consumed: new Map(),
      unclear: 'requests were let through right after a refusal, so the quota has no sharp edge',
    };
  const begin = Math.min(...observations.filter(({ role }) => role === 'victim').map(({ sentAt }) => sentAt));
  const before = observations.filter(
    ({ role, sentAt }) => role === 'preflight' && sentAt > begin - claim.windowMs,
  ).length;
  return decode(sent, { missing: claim.requests - admitted, lost, before });
}

/** `before`: requests without a credential that came earlier in the same window, and count if such requests do and the window still holds them. */
function decode(
  sent: ReadonlyMap<CodedRole, number>,
  { missing, lost, before }: { readonly missing: number; readonly lost: number; readonly before: number },
): LeakReading {
  const roles = [...sent.keys()];
  // One more or one fewer is another fault than a leak, unless requests without a credential that came before may explain it.
  const wide = Math.min(...sent.values()) >= 3;
  const fits = new Map<number, number>();
  for (let subset = 0; subset < 2 ** roles.length; subset++) {
    const has = (role: CodedRole) => (subset & (1 << roles.indexOf(role))) !== 0;
    const sum = roles.reduce((total, role) => total + (has(role) ? (sent.get(role) ?? 0) : 0), 0);
    for (const extra of roles.includes('no-credential') && has('no-credential') ? [0, before] : [0]) {
      const residual = missing - sum - extra;
      // Lost requests may or may not have been admitted: between none and all of them are missing by themselves.
      const off = residual < 0 ? residual : Math.max(0, residual - lost);
      const tolerated = wide && (before === 0 || !has('no-credential')) ? 1 : 0;
      if (Math.abs(off) <= tolerated) fits.set(subset, off);
    }
  }
  const [only, ...others] = fits;
  if (!only || others.length > 0)
    return {
      consumed: new Map(),
      unclear: `the first filling took ${missing} requests fewer than the quota, which no subset of the coded requests explains alone`,
    };
  const [subset, residual] = only;
  return { consumed: new Map(roles.map((role, bit) => [role, (subset & (1 << bit)) !== 0])), residual };
}
