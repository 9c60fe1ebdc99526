import { afterAll, describe, expect, test } from 'vitest';
import { type Detected, detect, type Expected, score } from './matrix.ts';

/** Drifts of the real service that its faithful emulator does not show by default. */
const EXPECTED: readonly (Expected & { readonly suite: string })[] = [
  { suite: 'v3', defect: 'D9', check: 'response-body' },
  { suite: 'v3', defect: 'D11', check: 'response-body' },
  { suite: 'v3', defect: 'D14', check: 'undeclared-status' },
  { suite: 'v3', defect: 'D17', check: 'invalid-data-accepted' },
  { suite: 'v3', defect: 'D19', check: 'undeclared-status' },
  { suite: 'v3', defect: 'D21', check: 'invalid-data-accepted' },
  { suite: 'v3', defect: 'D25', check: 'paging' },
  { suite: 'v2', defect: 'D11', check: 'response-body' },
  { suite: 'v2', defect: 'D17', check: 'invalid-data-accepted' },
  { suite: 'v2', defect: 'D19', check: 'undeclared-status' },
  { suite: 'v2', defect: 'D25', check: 'paging' },
];

describe('NPQ registration: drifts', () => {
  const rows: Detected[] = [];
  test.each(EXPECTED)('$defect is found by $check in $suite, and nothing else', async ({ suite, ...expected }) => {
    const row = await detect(`npq-registration/${suite}`, expected);
    rows.push(row);
    expect(row.unexpected).toEqual([]);
    expect(row.found).toBe(true);
  });
  afterAll(() => console.log(score('NPQ registration, drifts', rows)));
});
