import { describe, expect, it } from 'vitest';
import { existenceLeak } from '../../../src/check/existence-leak.ts';
import { apart, foreign } from './shared/tenants.ts';
import { type Told, told, toldOutcomes } from './shared/told.ts';

describe('existence-leak', () => {
  const unknown = (title: string, status = 404): Told =>
    foreign(status, { path: '/things/none', body: { errors: [{ title }] } });

  it('warns when a foreign id is answered otherwise than an unknown one', () => {
    expect(told(existenceLeak, [...apart, unknown('no'), foreign(403)])).toMatchObject([
      { outcome: 'warn', signature: 'foreign and unknown ids differ by status', basis: { section: '15.5.4' } },
    ]);
    expect(told(existenceLeak, [...apart, unknown('not found'), foreign(404)])).toMatchObject([
      { outcome: 'warn', signature: 'foreign and unknown ids differ by body' },
    ]);
  });

  it('passes equal answers, ids in them aside', () => {
    const named = foreign(404, { body: { errors: [{ title: 'no x1 here' }] } });
    expect(toldOutcomes(existenceLeak, [...apart, unknown('no none here'), named])).toEqual(['pass']);
  });

  it('needs the answer for an unknown id', () => {
    expect(told(existenceLeak, [...apart, foreign(403)])).toEqual([]);
    expect(told(existenceLeak, [...apart, unknown('no', 200), foreign(403)])).toEqual([]);
    expect(told(existenceLeak, [...apart, unknown('no'), foreign(200)])).toEqual([]);
  });
});
