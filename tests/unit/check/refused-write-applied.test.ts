import { describe, expect, it } from 'vitest';
import { refusedWriteApplied } from '../../../src/check/refused-write-applied.ts';
import { type Told, told, toldOutcomes } from './shared/told.ts';

const read = (body: unknown): Told => ({ method: 'GET', status: 200, body });
const refused: Told = { method: 'PUT', json: { state: 'z', size: 9 }, status: 422, body: {} };
const before = { id: 'x1', state: 'open', size: 1, at: '2026-01-01T00:00:00Z' };

describe('refused-write-applied', () => {
  it('accuses a resource that a refused write has changed', () => {
    const after = { ...before, size: 9 };
    expect(told(refusedWriteApplied, [read(before), refused, read(after), read(after)])).toMatchObject([
      {
        outcome: 'fail',
        signature: 'changed by a refused PUT',
        basis: { section: '15.5' },
        evidence: [{ pointer: '/size', expected: '1', found: '9' }],
      },
    ]);
  });

  it('passes an unchanged resource, and lets moments and members beside the resource change', () => {
    const later = { ...before, at: '2026-01-01T00:00:09Z', meta: { request: 2 }, version: 4 };
    expect(toldOutcomes(refusedWriteApplied, [read(before), refused, read(before), read(before)])).toEqual(['pass']);
    expect(toldOutcomes(refusedWriteApplied, [read(before), refused, read(later), read(later)])).toEqual(['pass']);
  });

  it('leaves aside what changes from read to read by itself', () => {
    const [one, two] = [
      { ...before, size: 2 },
      { ...before, size: 3 },
    ];
    expect(toldOutcomes(refusedWriteApplied, [read(before), refused, read(one), read(two)])).toEqual(['pass']);
  });

  it('needs a refusal, a read before and two reads after', () => {
    const after = { ...before, size: 9 };
    const accepted: Told = { ...refused, status: 200 };
    expect(told(refusedWriteApplied, [read(before), accepted, read(after), read(after)])).toEqual([]);
    expect(told(refusedWriteApplied, [read(before), { ...refused, status: 500 }, read(after), read(after)])).toEqual(
      [],
    );
    expect(told(refusedWriteApplied, [refused, read(after), read(after)])).toEqual([]);
    expect(told(refusedWriteApplied, [read(before), refused, read(after)])).toEqual([]);
    const other: Told = { ...refused, path: '/things/x2' };
    expect(told(refusedWriteApplied, [read(before), other, read(after), read(after)])).toEqual([]);
  });
});
