import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { overCertificate, underCertificate } from '../../src/limit/certificate.ts';
import { parseList } from '../../src/limit/headers/structured-field.ts';
import { studyOf } from '../../src/limit/study.ts';
import type { LimitObservation } from '../../src/model/limit.ts';
import { rolling } from '../simulation/claim.ts';
import { KINDS } from '../simulation/limiters.ts';
import { NETWORKS, simulate } from '../simulation/network.ts';

const ALL = ['failing', 'other-key', 'bad-credential', 'no-credential'] as const;

/** A true sliding log decides requests at instants anywhere between sending and receiving. */
function throughTrueLog(
  quota: number,
  windowMs: number,
  trips: readonly { gap: number; up: number; down: number; answered: boolean }[],
) {
  let sentAt = 1_000_000;
  const sent = trips.map((trip, index) => {
    sentAt += trip.gap;
    return { ...trip, index, sentAt, decidedAt: sentAt + trip.up };
  });
  const log: number[] = [];
  return [...sent]
    .sort((a, b) => a.decidedAt - b.decidedAt)
    .map(({ index, sentAt: at, decidedAt, down, answered }): LimitObservation => {
      const load = log.filter((one) => one > decidedAt - windowMs).length;
      if (load < quota) log.push(decidedAt);
      return {
        index,
        step: 'C2',
        role: 'victim',
        sentAt: at,
        receivedAt: decidedAt + down,
        status: answered ? (load < quota ? 200 : 429) : null,
        headers: [],
      };
    });
}

describe('laws of limit inference', () => {
  test('no certificate is ever issued against a true sliding log, whatever the schedule, the delays and the losses', () => {
    const trip = fc.record({
      gap: fc.integer({ min: 0, max: 900 }),
      up: fc.integer({ min: 0, max: 3_000 }),
      down: fc.integer({ min: 0, max: 3_000 }),
      answered: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1_000, max: 10_000 }),
        fc.array(trip, { maxLength: 60 }),
        (quota, windowMs, trips) => {
          const claim = rolling(quota, windowMs);
          const context = { claim, deltaMs: 20, quietSinceMs: 0, failuresCount: true };
          const seen = throughTrueLog(quota, windowMs, trips);
          expect(overCertificate(seen, context)).toBeUndefined();
          expect(underCertificate(seen, context)).toBeUndefined();
        },
      ),
      { numRuns: 400, seed: 4 },
    );
  });

  test('a true sliding log raises no alarm in whole batteries on any network', () => {
    const logs = KINDS.filter(({ violation }) => violation === 'none');
    let sessions = 0;
    for (const network of Object.values(NETWORKS)) {
      for (let seed = 0; seed < 6; seed++) {
        for (const kind of logs) {
          const { session } = simulate(
            { claim: rolling(200, 120_000), roles: ALL, aliases: ['other'], idle: false },
            kind.make(200, 120_000, seed),
            network,
            9_000 + seed,
          );
          const study = studyOf({
            claim: rolling(200, 120_000),
            preflight: session.preflight,
            quietSinceMs: session.quietSinceMs,
            observations: session.observations,
          });
          expect([kind.name, network.name, seed, study.over, study.under]).toEqual([
            kind.name,
            network.name,
            seed,
            undefined,
            undefined,
          ]);
          sessions++;
        }
      }
    }
    expect(sessions).toBe(48);
  });

  test('a battery keeps to its limits: requests, refusals, in flight', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...KINDS),
        fc.constantFrom(...Object.values(NETWORKS)),
        fc.integer({ min: 1, max: 1_000_000 }),
        (kind, network, seed) => {
          const claim = rolling(150, 60_000);
          const { session } = simulate(
            { claim, roles: ALL, aliases: ['a', 'b'], idle: true },
            kind.make(150, 60_000, seed),
            network,
            seed,
          );
          expect(session.watch.requests).toBeLessThanOrEqual(210);
          expect(session.watch.refusals).toBeLessThanOrEqual(16);
        },
      ),
      { numRuns: 40, seed: 7 },
    );
  });

  test('the structured field parser is total, and reads back what is written', () => {
    fc.assert(
      fc.property(fc.string(), (text) => void parseList(text)),
      { seed: 1 },
    );
    const key = fc.stringMatching(/^[a-z][a-z0-9_]{0,6}$/);
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.stringMatching(/^[a-z ]{1,8}$/),
            fc.uniqueArray(fc.tuple(key, fc.nat()), { selector: ([name]) => name, maxLength: 4 }),
          ),
          { minLength: 1, maxLength: 4 },
        ),
        (members) => {
          const text = members
            .map(([name, parameters]) => `"${name}"${parameters.map(([one, value]) => `;${one}=${value}`).join('')}`)
            .join(', ');
          const read = parseList(text);
          expect(read?.map(({ item }) => ('text' in item ? item.text : ''))).toEqual(members.map(([name]) => name));
          expect(
            read?.map(({ parameters }) =>
              [...parameters].map(([one, value]) => [one, 'value' in value ? value.value : '']),
            ),
          ).toEqual(members.map(([, parameters]) => parameters));
        },
      ),
      { seed: 1 },
    );
  });
});
