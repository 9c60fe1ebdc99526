import { describe, expect, it } from 'vitest';
import { updateNotIdempotent } from '../../../src/check/update-not-idempotent.ts';
import { type Told, told, toldOutcomes } from './shared/told.ts';

const read = (body: unknown): Told => ({ method: 'GET', status: 200, body });
const put: Told = { method: 'PUT', json: { size: 2 }, status: 200, body: {} };

describe('update-not-idempotent', () => {
  it('accuses a PUT that adds up', () => {
    expect(told(updateNotIdempotent, [put, read({ size: 2 }), put, read({ size: 4 })])).toMatchObject([
      { outcome: 'fail', signature: 'changed by a repeated PUT', basis: { section: '9.2.2' } },
    ]);
  });

  it('passes a PUT that leaves the same, clocks, versions and the order of lists aside', () => {
    const once = { size: 2, tags: ['a', 'b'], version: 1, at: '2026-01-01T00:00:00Z' };
    const again = { size: 2, tags: ['b', 'a'], version: 2, at: '2026-01-01T00:00:01Z' };
    expect(toldOutcomes(updateNotIdempotent, [put, read(once), put, read(again)])).toEqual(['pass']);
  });

  it('judges only two equal accepted PUTs with reads between and after', () => {
    const other: Told = { ...put, json: { size: 3 } };
    expect(told(updateNotIdempotent, [put, read({ size: 2 }), other, read({ size: 3 })])).toEqual([]);
    expect(told(updateNotIdempotent, [put, read({ size: 2 }), { ...put, status: 409 }, read({ size: 3 })])).toEqual([]);
    const patch: Told = { ...put, method: 'PATCH' };
    expect(told(updateNotIdempotent, [patch, read({ size: 2 }), patch, read({ size: 3 })])).toEqual([]);
    expect(told(updateNotIdempotent, [put, read({ size: 2 })])).toEqual([]);
    expect(
      toldOutcomes(updateNotIdempotent, [put, read({ size: 2 }), put, { method: 'GET', status: 404, body: {} }]),
    ).toEqual(['inconclusive']);
  });
});
