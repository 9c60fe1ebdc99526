import { describe, expect, it } from 'vitest';
import { pageSize } from '../../../src/check/page-size.ts';
import { accusation, answer, outcomes, THING, THINGS } from './shared/scene.ts';

const judged = (query: readonly (readonly [string, string])[], body: unknown) =>
  outcomes(pageSize, { query, response: answer(200, body) });

describe('page-size', () => {
  it('accuses a page with more items than asked for, by the parameter', () => {
    const scene = { query: [['page[per_page]', '1']] as const, response: answer(200, THINGS) };
    expect(accusation(pageSize, scene)).toMatchObject({
      outcome: 'fail',
      signature: 'more items than page[per_page]',
      basis: { pointer: '/parameters/page' },
      evidence: [{ pointer: '/data', expected: 'at most 1', found: '2' }],
    });
    expect(judged([['limit', '1']], [THING, THING])).toEqual(['fail']);
  });

  it('passes a page of at most that size', () => {
    expect(judged([['limit', '2']], THINGS)).toEqual(['pass']);
    expect(judged([['page[per_page]', '5']], THINGS)).toEqual(['pass']);
  });

  it('doubts a parameter called like a member of the items: it may filter by it', () => {
    expect(judged([['limit', '1']], [{ limit: 1 }, { limit: 1 }])).toEqual(['inconclusive']);
  });

  it('does not count included resources of a FHIR search set', () => {
    const entry = [{ search: { mode: 'match' } }, { search: { mode: 'include' } }, { search: { mode: 'outcome' } }];
    expect(judged([['limit', '1']], { entry })).toEqual(['pass']);
  });

  it('applies only to described parameters with a positive whole number', () => {
    expect(judged([['per_page', '1']], THINGS)).toEqual([]);
    expect(judged([['page[size]', '1']], THINGS)).toEqual([]);
    expect(judged([['limit', '0']], THINGS)).toEqual([]);
    expect(judged([['limit', 'x']], THINGS)).toEqual([]);
    expect(judged([['kind', '1']], THINGS)).toEqual([]);
    expect(outcomes(pageSize, { intent: 'reject', query: [['limit', '1']], response: answer(200, THINGS) })).toEqual(
      [],
    );
    expect(judged([['limit', '1']], { total: 3 })).toEqual(['skip']);
  });
});
