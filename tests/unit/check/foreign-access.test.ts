import { describe, expect, it } from 'vitest';
import { foreignAccess } from '../../../src/check/foreign-access.ts';
import { apart, foreign, list, other, own } from './shared/tenants.ts';
import { told, toldOutcomes } from './shared/told.ts';

describe('foreign-access', () => {
  it('accuses a resource that another tenant can read or change', () => {
    expect(told(foreignAccess, [...apart, foreign(200)])).toMatchObject([
      { outcome: 'fail', signature: 'read by another tenant', basis: { section: 'API1' } },
    ]);
    expect(told(foreignAccess, [...apart, foreign(204, { method: 'DELETE', body: undefined })])).toMatchObject([
      { outcome: 'fail', signature: 'changed by another tenant' },
    ]);
  });

  it('passes a refusal, and draws nothing from one for other reasons', () => {
    for (const status of [403, 404, 410])
      expect(toldOutcomes(foreignAccess, [...apart, foreign(status)])).toEqual(['pass']);
    for (const status of [401, 409, 422]) {
      expect(toldOutcomes(foreignAccess, [...apart, foreign(status)])).toEqual(['inconclusive']);
    }
  });

  it('proves nothing where both list the same, one lists nothing, or the owner cannot read it', () => {
    const shared = [list(['x1']), list(['x1', 'x2'], { credential: other }), own];
    const empty = [list(['x1']), list([], { credential: other }), own];
    const unread = [...apart.slice(0, 2), { ...own, status: 404 }];
    for (const story of [shared, empty, unread]) {
      expect(toldOutcomes(foreignAccess, [...story, foreign(200)])).toEqual(['inconclusive']);
    }
  });

  it('speaks of no other steps', () => {
    expect(told(foreignAccess, [...apart, own])).toEqual([]);
    expect(told(foreignAccess, [own, foreign(200)])).toEqual([]);
    expect(told(foreignAccess, [...apart, foreign(200)], { intent: 'refuse-auth' })).toEqual([]);
  });
});
