import { describe, expect, it } from 'vitest';
import { updateLost } from '../../../src/check/update-lost.ts';
import { type Told, told, toldOutcomes } from './shared/told.ts';

const read = (body: unknown): Told => ({ method: 'GET', status: 200, body });
const put = (over: Partial<Told> = {}): Told => ({
  method: 'PUT',
  json: { state: 'closed_down', size: 9 },
  status: 200,
  body: {},
  ...over,
});
const before = { id: 'x1', state: 'open', size: 1 };

describe('update-lost', () => {
  it('accuses an accepted update that is not there', () => {
    expect(told(updateLost, [read(before), put(), read(before)])).toMatchObject([
      { outcome: 'fail', signature: 'PUT accepted and not applied', basis: { section: '9.3.4' } },
    ]);
    expect(told(updateLost, [read(before), put({ method: 'PATCH' }), read(before)])).toMatchObject([
      { outcome: 'fail', basis: { source: 'RFC 5789' } },
    ]);
  });

  it('warns when only a part was applied, by name', () => {
    const [verdict] = told(updateLost, [read(before), put(), read({ ...before, state: 'closed_down' })]);
    expect(verdict).toMatchObject({ outcome: 'warn', signature: 'PUT applied in part' });
    expect(verdict).toMatchObject({ message: expect.stringContaining('size') });
  });

  it('takes what the creation answered for what was there before', () => {
    const create: Told = { method: 'POST', path: '/things', json: {}, status: 201, body: before };
    const story = [create, put({ named: 0 }), { ...read(before), named: 0 }];
    expect(toldOutcomes(updateLost, story)).toEqual(['fail']);
  });

  it('passes an update that is there', () => {
    expect(toldOutcomes(updateLost, [read(before), put(), read({ ...before, state: 'closed_down', size: 9 })])).toEqual(
      ['pass'],
    );
    expect(toldOutcomes(updateLost, [read(before), put(), read({ ...before, state: 'other', size: 10 })])).toEqual([
      'pass',
    ]);
  });

  it('cannot say when nothing differs, the update was queued, or values were hidden', () => {
    const same = put({ json: { state: 'open', size: 1 } });
    expect(toldOutcomes(updateLost, [read(before), same, read(before)])).toEqual(['inconclusive']);
    expect(told(updateLost, [read(before), put({ status: 202 }), read(before)])).toEqual([]);
    const hidden = { id: 'x1', state: null, size: null };
    expect(toldOutcomes(updateLost, [read(hidden), put(), read(hidden)])).toEqual(['inconclusive']);
  });

  it('judges the first of several equal updates, and none that was refused', () => {
    const after = { ...before, state: 'closed_down', size: 9 };
    expect(told(updateLost, [read(before), put(), read(after), put(), read(after)])).toEqual([]);
    expect(told(updateLost, [read(before), put({ status: 409 }), read(before)])).toEqual([]);
  });
});
