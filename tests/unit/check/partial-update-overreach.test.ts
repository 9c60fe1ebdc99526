import { describe, expect, it } from 'vitest';
import { partialUpdateOverreach } from '../../../src/check/partial-update-overreach.ts';
import { type Told, told, toldOutcomes } from './shared/told.ts';

const read = (body: unknown): Told => ({ method: 'GET', status: 200, body });
const patch: Told = { method: 'PATCH', json: { state: 'closed_down' }, status: 200, body: {} };
const before = { id: 'x1', state: 'open', size: 3, tags: ['a'] };

describe('partial-update-overreach', () => {
  it.each([
    ['emptied', { ...before, state: 'closed_down', tags: [] }],
    ['set to null', { ...before, state: 'closed_down', size: null }],
    ['gone', { id: 'x1', state: 'closed_down', size: 3 }],
  ])('accuses a PATCH by which another member is %s', (_what, after) => {
    expect(told(partialUpdateOverreach, [read(before), patch, read(after)])).toMatchObject([
      { outcome: 'fail', basis: { source: 'RFC 5789' } },
    ]);
  });

  it('passes a PATCH that leaves the rest, or from which other values follow', () => {
    const after = { ...before, state: 'closed_down' };
    expect(toldOutcomes(partialUpdateOverreach, [read(before), patch, read(after)])).toEqual(['pass']);
    expect(toldOutcomes(partialUpdateOverreach, [read(before), patch, read({ ...after, size: 4 })])).toEqual(['pass']);
  });

  it('lets a PATCH empty what it names', () => {
    const emptying: Told = { ...patch, json: { tags: [] } };
    expect(toldOutcomes(partialUpdateOverreach, [read(before), emptying, read({ ...before, tags: [] })])).toEqual([
      'pass',
    ]);
  });

  it('needs a read before, and is silent on other methods', () => {
    expect(told(partialUpdateOverreach, [patch, read(before)])).toEqual([]);
    expect(told(partialUpdateOverreach, [read(before), { ...patch, method: 'PUT' }, read({ id: 'x1' })])).toEqual([]);
  });
});
