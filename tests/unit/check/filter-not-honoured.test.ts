import { describe, expect, it } from 'vitest';
import { filterNotHonoured } from '../../../src/check/filter-not-honoured.ts';
import { accusation, answer, outcomes } from './shared/scene.ts';

const judged = (name: string, value: string, items: readonly object[], status = 200) =>
  outcomes(filterNotHonoured, { query: [[name, value]], response: answer(status, { data: items }) });

describe('filter-not-honoured', () => {
  it('accuses an item that the filter should have kept out, by the parameter', () => {
    const scene = { query: [['kind', 'a']] as const, response: answer(200, { data: [{ kind: 'a' }, { kind: 'b' }] }) };
    expect(accusation(filterNotHonoured, scene)).toMatchObject({
      outcome: 'fail',
      signature: 'filter kind ignored',
      basis: { pointer: '/parameters/kind' },
      evidence: [{ pointer: '/data/1/kind', found: '"b"' }],
    });
    expect(judged('kind', 'a', [{ attributes: { kind: 'b' } }, { attributes: { kind: 'a' } }])).toEqual(['fail']);
  });

  it('passes lists that keep to it: single values, lists of values, several wanted', () => {
    expect(judged('kind', 'a', [{ kind: 'a' }, { kind: ['b', 'a'] }])).toEqual(['pass']);
    expect(judged('kind', 'a,b', [{ kind: 'a' }, { kind: 'b' }])).toEqual(['pass']);
    expect(judged('kind', 'a', [{ kind: { code: 'b' } }])).toEqual(['pass']);
  });

  it('reads bounds out of names, with a day of grace', () => {
    expect(judged('updated_since', '2026-03-02', [{ updated_at: '2026-03-01T23:30:00Z' }])).toEqual(['pass']);
    expect(judged('updated_since', '2026-03-02', [{ updated_at: '2026-02-01T00:00:00Z' }])).toEqual(['fail']);
    expect(judged('dueBefore', '2026-03-02', [{ dueOn: '2026-01-01' }, { dueOn: null }])).toEqual(['pass']);
    expect(judged('dueBefore', '2026-03-02', [{ dueOn: '2026-04-01' }])).toEqual(['fail']);
  });

  it('doubts a value that no item has: it may stand for several, as "all" does', () => {
    expect(judged('kind', 'a', [{ kind: 'b' }, { kind: 'c' }])).toEqual(['inconclusive']);
  });

  it('doubts "true", which may ask for such items beside the others, and not "false"', () => {
    const items = [{ archived: true }, { archived: false }];
    expect(judged('archived', 'true', items)).toEqual(['inconclusive']);
    expect(judged('archived', 'false', items)).toEqual(['fail']);
    expect(judged('archived', 'true', [{ archived: true }])).toEqual(['pass']);
  });

  it('says nothing where another meaning is possible, or no item has the member', () => {
    expect(judged('text', 'a', [{ text: 'b' }])).toEqual([]);
    expect(judged('limit', '1', [{ limit: 2 }])).toEqual([]);
    expect(judged('kind', 'a', [{ state: 'b' }])).toEqual([]);
    expect(judged('kind', 'a', [])).toEqual([]);
    expect(judged('kind', 'a', [{ kind: 'b' }], 400)).toEqual([]);
    const rejected = { intent: 'reject' as const, query: [['kind', 'a']] as const };
    expect(outcomes(filterNotHonoured, { ...rejected, response: answer(200, { data: [{ kind: 'b' }] }) })).toEqual([]);
  });
});
