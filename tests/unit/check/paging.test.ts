import { describe, expect, it } from 'vitest';
import { paging } from '../../../src/check/paging.ts';
import { type Told, told, toldOutcomes } from './shared/told.ts';

const page = (query: string, ids: readonly number[], rest: object = {}): Told => ({
  method: 'GET',
  path: `/things?${query}`,
  status: 200,
  body: { data: ids.map((id) => ({ id })), ...rest },
});

describe('paging', () => {
  it('accuses an item on two pages', () => {
    const story = [page('limit=2&offset=0', [1, 2]), page('limit=2&offset=2', [2, 3])];
    expect(told(paging, story)).toMatchObject([
      { outcome: 'fail', signature: 'pages do not add up', evidence: [{ pointer: '/data/0' }] },
    ]);
    const beyond = [page('limit=2&offset=0', [1, 2]), page('limit=2&offset=9999', [1, 2])];
    expect(toldOutcomes(paging, beyond)).toEqual(['fail']);
    const numbered = [page('page[page]=1&page[per_page]=2', [1, 2]), page('page[page]=2&page[per_page]=2', [2, 3])];
    expect(toldOutcomes(paging, numbered)).toEqual(['fail']);
  });

  it('accuses an item that a longer page shows and the shorter ones leave out', () => {
    const story = [
      page('limit=4&offset=0', [1, 2, 3, 4]),
      page('limit=2&offset=0', [1, 2]),
      page('limit=2&offset=2', [4, 5]),
    ];
    expect(told(paging, story)).toMatchObject([{ outcome: 'fail', signature: 'pages do not add up' }]);
    const numbered = [
      page('page=1&limit=4', [1, 2, 3, 4]),
      page('page=1&limit=2', [1, 2]),
      page('page=2&limit=2', [4, 5]),
    ];
    expect(toldOutcomes(paging, numbered)).toEqual(['fail']);
  });

  it('accuses a count below what was shown', () => {
    const story = [page('limit=2&offset=0', [1, 2], { total: 2 }), page('limit=2&offset=2', [3, 4], { total: 2 })];
    expect(told(paging, story)).toMatchObject([{ outcome: 'fail', signature: 'fewer counted than shown' }]);
  });

  it('names an item twice and an item left out alike, so that a replay that shows the other confirms it', () => {
    const long = page('limit=4&offset=0', [1, 2, 3, 4]);
    const [first, twice] = [page('limit=2&offset=0', [1, 2]), page('limit=2&offset=2', [2, 3])];
    const left = page('limit=2&offset=2', [4, 5]);
    const signatures = [twice, left].map((last) =>
      told(paging, [long, first, last]).map((one) => 'signature' in one && one.signature),
    );
    expect(signatures[0]).toEqual(signatures[1]);
  });

  it('doubts a list that grew while it was read', () => {
    const story = [page('limit=2&offset=0', [1, 2], { total: 4 }), page('limit=2&offset=2', [2, 3], { total: 5 })];
    expect(toldOutcomes(paging, story)).toEqual(['inconclusive']);
  });

  it('passes pages that add up, and an empty page beyond the end', () => {
    const whole = page('limit=4&offset=0', [1, 2, 3], { total: 3 });
    const [one, two] = [page('limit=2&offset=0', [1, 2], { total: 3 }), page('limit=2&offset=2', [3], { total: 3 })];
    expect(toldOutcomes(paging, [whole, one, two])).toEqual(['pass']);
    expect(toldOutcomes(paging, [whole, one, two, page('limit=2&offset=9999', [], { total: 3 })])).toEqual(['pass']);
  });

  it('does not know whether numbers begin at 0 or 1', () => {
    const story = [
      page('page=1&limit=4', [5, 6, 7, 8]),
      page('page=1&limit=2', [3, 4]),
      page('page=2&limit=2', [5, 6]),
    ];
    expect(toldOutcomes(paging, story)).toEqual(['pass']);
  });

  it('compares pages of one list only, and none that are too long', () => {
    expect(told(paging, [page('limit=2&offset=0&kind=a', [1, 2]), page('limit=2&offset=2', [2, 3])])).toEqual([]);
    expect(told(paging, [page('limit=2', [1, 2]), page('limit=2&offset=2', [2, 3])])).toEqual([]);
    const long = [page('limit=2&offset=0', [1, 2, 3]), page('limit=2&offset=2', [3, 4])];
    expect(toldOutcomes(paging, long)).toEqual(['inconclusive']);
    const refused: Told = { method: 'GET', path: '/things?limit=2&offset=9999', status: 404, body: {} };
    expect(toldOutcomes(paging, [page('limit=2&offset=0', [1, 2]), refused])).toEqual(['skip']);
  });
});
