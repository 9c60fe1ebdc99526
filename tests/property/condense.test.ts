import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checks } from '../../src/check/index.ts';
import { type AccusationRecord, applyBaseline, condense } from '../../src/finding/index.ts';
import { SEVERITIES } from '../../src/model/verdict.ts';
import { deviation, record } from '../unit/finding/shared/records.ts';

const records: fc.Arbitrary<readonly AccusationRecord[]> = fc.array(
  fc
    .record({
      check: fc.constantFrom(...checks.all.map(({ id }) => id)),
      outcome: fc.constantFrom('fail' as const, 'warn' as const),
      operation: fc.constantFrom('GET /a', 'POST /b'),
      signature: fc.constantFrom('open to strangers', 'open to the not entitled', '/s/type', '/s/enum', 'status 400'),
      own: fc.constantFrom(...SEVERITIES),
      message: fc.constantFrom('one', 'two'),
      evidence: fc.constantFrom([], [{ at: 'response.body' as const, pointer: '/data/0' }]),
      trace: fc.constantFrom([1], [2], [3], [1, 2], [0, 1, 3]),
    })
    .map(record),
  { maxLength: 25 },
);

const keyOf = ({ check, operation, signature }: { check: string; operation: string; signature: string }) =>
  JSON.stringify([check, operation, signature]);

describe('condense', () => {
  it('does not depend on the order of the records', () => {
    fc.assert(
      fc.property(
        records.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray([...list], { minLength: list.length })),
        ),
        ([list, shuffled]) => {
          expect(condense(shuffled)).toEqual(condense(list));
        },
      ),
      { seed: 11 },
    );
  });

  it('counts a record given twice once', () => {
    fc.assert(
      fc.property(records, (list) => {
        expect(condense([...list, ...list])).toEqual(condense(list));
      }),
      { seed: 12 },
    );
  });

  it('loses nothing: every cause is a finding or a consequence, exactly once', () => {
    fc.assert(
      fc.property(records, (list) => {
        const given = new Set(
          list.map(({ check, operation, accusation }) => keyOf({ check, operation, signature: accusation.signature })),
        );
        const told = condense(list).flatMap((finding) => [
          keyOf(finding),
          ...finding.consequences.map((consequence) => keyOf({ ...consequence, operation: finding.operation })),
        ]);
        expect([...told].sort()).toEqual([...given].sort());
      }),
      { seed: 13 },
    );
  });

  it('keeps the worst fail of every operation at the top level', () => {
    fc.assert(
      fc.property(records, (list) => {
        const worstOf = (severities: readonly string[]) =>
          Math.min(...severities.map((severity) => SEVERITIES.indexOf(severity as 'low')));
        for (const operation of new Set(list.map((item) => item.operation))) {
          const mine = list.filter((item) => item.operation === operation && item.outcome === 'fail');
          const shown = condense(list).filter((item) => item.operation === operation && item.outcome === 'fail');
          expect(worstOf(shown.map((item) => item.severity))).toBe(
            worstOf(mine.map((item) => item.accusation.severity ?? item.severity)),
          );
        }
      }),
      { seed: 14 },
    );
  });

  it('has fingerprints that only check, operation and signature decide', () => {
    fc.assert(
      fc.property(records, (list) => {
        const findings = condense(list);
        expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(findings.length);
      }),
      { seed: 15 },
    );
  });
});

describe('applyBaseline', () => {
  it('changes only states, and the same twice', () => {
    fc.assert(
      fc.property(
        records,
        fc.constantFrom('*', 'GET *', 'POST /b'),
        fc.constantFrom('2026-01-01', '2027-01-01'),
        (list, operation, today) => {
          const baseline = [deviation({ check: '*', operation })];
          const once = applyBaseline(condense(list), baseline, today, () => true);
          expect(applyBaseline(once.findings, baseline, today, () => true)).toEqual(once);
          expect(once.findings.map(({ fingerprint }) => fingerprint)).toEqual(
            condense(list).map(({ fingerprint }) => fingerprint),
          );
        },
      ),
      { seed: 16 },
    );
  });
});
