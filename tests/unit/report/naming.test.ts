import { expect, it } from 'vitest';
import { count, describeClause, duration } from '../../../src/report/shared/naming.ts';
import { clause, sampleReport } from '../../fixtures/sample-report.ts';

it.each([
  [0, '0 ms'],
  [820.4, '820 ms'],
  [14_200, '14.2 s'],
  [185_000, '3 min 5 s'],
  [7_260_000, '2 h 1 min'],
])('writes %d ms as %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});

it('counts with the right form', () => {
  expect([count(0, 'request'), count(1, 'request'), count(1_234, 'entry', 'entries')]).toEqual([
    '0 requests',
    '1 request',
    '1,234 entries',
  ]);
});

it('names a clause by the file, the standard, or the words of the requirement', () => {
  const report = sampleReport();
  expect(describeClause(clause('/paths'), report)).toBe('v3.yaml #/paths');
  expect(describeClause({ kind: 'document', document: 'f'.repeat(64), pointer: '' }, report)).toBe('ffffffffffff #');
  expect(describeClause({ kind: 'requirement', id: 'NPQ3-DECL-04' }, report)).toBe(
    'requirement NPQ3-DECL-04: has_passed is a string or null.',
  );
});
