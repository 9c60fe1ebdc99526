import { describe, expect, it } from 'vitest';
import { sortNotHonoured } from '../../../src/check/sort-not-honoured.ts';
import { accusation, answer, outcomes } from './shared/scene.ts';

const judged = (sort: string, member: string, values: readonly unknown[]) =>
  outcomes(sortNotHonoured, {
    query: [['sort', sort]],
    response: answer(200, { data: values.map((value) => ({ [member]: value })) }),
  });

describe('sort-not-honoured', () => {
  it('accuses a list in another order, by the parameter', () => {
    const scene = { query: [['sort', 'size']] as const, response: answer(200, { data: [{ size: 2 }, { size: 1 }] }) };
    expect(accusation(sortNotHonoured, scene)).toMatchObject({
      outcome: 'fail',
      signature: 'sort sort ignored',
      basis: { pointer: '/parameters/sort' },
      evidence: [{ pointer: '/data/1/size', found: '1' }],
    });
    expect(judged('-size', 'size', [1, 2])).toEqual(['fail']);
    expect(judged('-created_at', 'createdAt', ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'])).toEqual(['fail']);
  });

  it('passes the order asked for, equal values and nulls at either end', () => {
    expect(judged('size', 'size', [1, 1, 2])).toEqual(['pass']);
    expect(judged('-size', 'size', [2, null, 1])).toEqual(['pass']);
    expect(judged('created_at', 'created_at', ['2026-01-01T01:00:00+01:00', '2026-01-01T00:30:00Z'])).toEqual(['pass']);
  });

  it('takes either direction where the description has no word for the other', () => {
    expect(judged('rank', 'rank', [1, 2, 3])).toEqual(['pass']);
    expect(judged('rank', 'rank', [3, 2, 1])).toEqual(['pass']);
    expect(judged('rank', 'rank', [1, 3, 2])).toEqual(['fail']);
  });

  it('does not presume how words are collated', () => {
    expect(judged('name', 'name', ['b', 'A', 'ä'])).toEqual(['pass']);
  });

  it('needs a described order and two items with the member', () => {
    expect(judged('colour', 'colour', [2, 1])).toEqual([]);
    expect(judged('size', 'size', [2])).toEqual(['skip']);
    expect(judged('size', 'weight', [2, 1])).toEqual(['skip']);
  });
});
