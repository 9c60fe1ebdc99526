import { describe, expect, test } from 'vitest';
import { studyOf } from '../../../src/limit/study.ts';
import { rolling } from '../../simulation/claim.ts';
import { KINDS } from '../../simulation/limiters.ts';
import { NETWORKS, simulate } from '../../simulation/network.ts';

const ROLES = ['failing', 'other-key', 'bad-credential', 'no-credential'] as const;

describe.each([
  [1_000, 300_000, 'L1'],
  [500, 120_000, 'L0'],
] as const)('%i in %i ms on network %s', (requests, windowMs, network) => {
  // One hundredth of a short window is less than the grain that limiters are granted.
  test.each(KINDS.filter(({ name }) => windowMs >= 200_000 || !name.startsWith('window 1 %')))('$name', (kind) => {
    const claim = rolling(requests, windowMs);
    const { session } = simulate(
      { claim, roles: ROLES, aliases: ['other'], idle: false },
      kind.make(requests, windowMs, 3),
      NETWORKS[network],
      41,
    );
    const study = studyOf({
      claim,
      preflight: session.preflight,
      quietSinceMs: session.quietSinceMs,
      observations: session.observations,
    });
    const { surviving, decided } = study.classification;
    const found = study.over && study.under ? 'both' : study.over ? 'over' : study.under ? 'under' : 'none';
    const expected = kind.violation === 'both' ? ['over', 'under', 'both'] : [kind.violation];
    expect(expected).toContain(found);
    expect(surviving.map(({ family }) => family).some((family) => kind.families.includes(family))).toBe(true);
    if (decided) expect(kind.families).toContain(surviving[0]?.family);
  });
});

describe('the coded test', () => {
  const claim = rolling(1_000, 300_000);
  const log = KINDS[0];
  test.each([
    ['nobody else', []],
    ['another key', ['other-key']],
    ['strangers', ['bad-credential', 'no-credential']],
    ['everybody', ['other-key', 'bad-credential', 'no-credential']],
  ] as const)('tells that %s uses up the quota', (_who, shared) => {
    const limiter = log?.make(1_000, 300_000, 1);
    if (!limiter) throw new Error('no limiter');
    const together: readonly string[] = ['victim', 'failing', 'alias', ...shared];
    const { session } = simulate({ claim, roles: ROLES, aliases: [], idle: false }, limiter, NETWORKS.L0, 5, (role) =>
      together.includes(role) ? 'key' : role,
    );
    const { leaks } = studyOf({
      claim,
      preflight: session.preflight,
      quietSinceMs: session.quietSinceMs,
      observations: session.observations,
    });
    expect(
      [...leaks.consumed]
        .filter(([, yes]) => yes)
        .map(([role]) => role)
        .sort(),
    ).toEqual(['failing', ...shared].sort());
  });
});

describe('safety', () => {
  const claim = rolling(400, 60_000);
  const probe = (decide: (count: number) => { status: number; headers?: readonly (readonly [string, string])[] }) => {
    let count = 0;
    return simulate({ claim, roles: [], aliases: [], idle: true }, { decide: () => decide(count++) }, NETWORKS.L0, 3);
  };

  test('stops after three server errors in a row', () => {
    const end = probe((count) => ({ status: count > 50 ? 500 : 200 }));
    expect(end.stopped).toBe('3 server errors in a row');
    expect(end.session.watch.requests).toBeLessThan(60);
  });

  test('stops when a refusal turns into a ban', () => {
    const end = probe((count) => ({ status: count < 400 ? 200 : count < 402 ? 429 : 403 }));
    expect(end.stopped).toMatch(/ban/);
  });

  test('stops when Retry-After grows with every refusal', () => {
    const end = probe((count) =>
      count < 400 ? { status: 200 } : { status: 429, headers: [['retry-after', String(4 * 2 ** (count - 400))]] },
    );
    expect(end.stopped).toMatch(/Retry-After grows|stay away/);
    expect(end.session.watch.refusals).toBeLessThan(6);
  });

  test('stops when nothing answers, and when the key is not accepted', () => {
    expect(probe(() => ({ status: 401 })).stopped).toMatch(/not accepted/);
    const silent = simulate(
      { claim, roles: [], aliases: [], idle: true },
      { decide: () => ({ status: 200 }) },
      { ...NETWORKS.L0, loss: 1 },
      1,
    );
    expect(silent.stopped).toBe('nothing answers');
  });
});
