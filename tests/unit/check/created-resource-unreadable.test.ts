import { describe, expect, it } from 'vitest';
import { createdResourceUnreadable } from '../../../src/check/created-resource-unreadable.ts';
import { type Told, told, toldOutcomes } from './shared/told.ts';

const create: Told = { method: 'POST', path: '/things', json: {}, status: 201, body: { id: 'x1' } };
const read = (status: number, over: Partial<Told> = {}): Told => ({
  method: 'GET',
  status,
  named: 0,
  body: {},
  ...over,
});

describe('created-resource-unreadable', () => {
  it('accuses a 201 whose resource is not there', () => {
    for (const status of [404, 410]) {
      expect(told(createdResourceUnreadable, [create, read(status)])).toMatchObject([
        { outcome: 'fail', signature: 'not found after 201', basis: { section: '15.3.2' } },
      ]);
    }
  });

  it('passes one that is', () => {
    expect(toldOutcomes(createdResourceUnreadable, [create, read(200)])).toEqual(['pass']);
  });

  it('cannot say where the creation was queued, named no id, or the answer is another', () => {
    for (const status of [200, 202]) {
      expect(toldOutcomes(createdResourceUnreadable, [{ ...create, status }, read(404)])).toEqual(['inconclusive']);
    }
    expect(toldOutcomes(createdResourceUnreadable, [create, read(404, { fallback: true })])).toEqual(['inconclusive']);
    expect(toldOutcomes(createdResourceUnreadable, [create, read(403)])).toEqual(['inconclusive']);
  });

  it('has nothing to say of a resource that was not created here, or is deleted since', () => {
    expect(told(createdResourceUnreadable, [{ method: 'GET', status: 404 }])).toEqual([]);
    expect(told(createdResourceUnreadable, [{ ...create, status: 422 }, read(404)])).toEqual([]);
    const remove: Told = { method: 'DELETE', status: 204, named: 0 };
    expect(told(createdResourceUnreadable, [create, remove, read(404)])).toEqual([]);
  });
});
