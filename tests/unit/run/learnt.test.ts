import { describe, expect, it } from 'vitest';
import type { Hole } from '../../../src/model/case.ts';
import { concretise, createLearnt, producersOf } from '../../../src/run/learnt.ts';
import { caseOf, exchangeOf, holeOf, silenceOf, stepOf } from './shared/build.ts';

const LIST = 'GET /things';

function learntFrom(holes: readonly Hole[], ...bodies: unknown[]) {
  const learnt = createLearnt([
    caseOf('c', [
      stepOf(
        'GET /x',
        holes.map((hole, index) => [`q${index}`, hole]),
      ),
    ]),
  ]);
  for (const body of bodies) learnt.observe(LIST, exchangeOf(200, body));
  return learnt;
}

const ids = (...values: unknown[]) => ({ data: values.map((id) => ({ id })) });

describe('what lists teach', () => {
  const hole = (pick: number) => holeOf(LIST, '/data/*/id', pick);

  it('fills each pick with another item, and begins anew beyond the end', () => {
    const learnt = learntFrom([hole(0)], ids('a', 'b', 'c'));
    expect([0, 1, 2, 3, 7].map((pick) => learnt.lookup(hole(pick), []))).toEqual(['a', 'b', 'c', 'a', 'b']);
  });

  it('shifts every pick alike', () => {
    const learnt = learntFrom([hole(0)], ids('a', 'b', 'c'));
    expect([0, 1, 2, 3].map((shift) => learnt.lookup(hole(1), [], shift))).toEqual(['b', 'c', 'a', 'b']);
  });

  it('grows with every answer, each item once', () => {
    const learnt = learntFrom([hole(0)], ids('a', 'b'), ids('b', 'c'), ids('a'));
    expect([0, 1, 2, 3].map((pick) => learnt.lookup(hole(pick), []))).toEqual(['a', 'b', 'c', 'a']);
  });

  it('takes two holes of one pick from the same item, whatever changed in it since', () => {
    const version = holeOf(LIST, '/data/*/version', 1);
    const learnt = learntFrom(
      [hole(1), version],
      {
        data: [
          { id: 'a', version: 1 },
          { id: 'b', version: 2 },
        ],
      },
      { data: [{ id: 'a', version: 9 }] },
    );
    expect([learnt.lookup(hole(1), []), learnt.lookup(version, [])]).toEqual(['b', '2']);
    expect(learnt.lookup({ $hole: { ...version.$hole, pick: 2 } }, [])).toBe('1');
  });

  it('passes over items that lack the value', () => {
    const learnt = learntFrom([hole(0)], { data: [{ id: null }, {}, { id: 'c' }, 7, null] });
    expect(learnt.lookup(hole(0), [])).toBe('c');
    expect(learnt.lookup(hole(1), [])).toBe('c');
  });

  it('reads lists within items, lists of scalars, and a list at the root', () => {
    const nested = holeOf(LIST, '/data/*/parts/*/id');
    expect(learntFrom([nested], { data: [{ parts: [] }, { parts: [{ id: 5 }, { id: 6 }] }] }).lookup(nested, [])).toBe(
      '5',
    );
    const scalars = holeOf(LIST, '/names/*', 1);
    expect(learntFrom([scalars], { names: ['x', 'y'] }).lookup(scalars, [])).toBe('y');
    const root = holeOf(LIST, '/*/id');
    expect(learntFrom([root], [{ id: 'r' }]).lookup(root, [])).toBe('r');
  });

  it('keeps each single value that creating answers, apart from the items of lists', () => {
    const created = holeOf(LIST, '/data/id');
    const learnt = learntFrom([created, hole(0)], { data: { id: 'a' } }, { data: { id: 'b' } }, { data: { id: 'a' } });
    expect([0, 1, 2].map((pick) => learnt.lookup(holeOf(LIST, '/data/id', pick), []))).toEqual(['a', 'b', 'a']);
    expect(learnt.lookup(hole(0), [])).toBeUndefined();
    expect(learntFrom([created], ids('x'), { data: { id: {} } }).lookup(created, [])).toBeUndefined();
  });

  it('learns nothing from what was not accepted, not asked for, or no list', () => {
    const learnt = learntFrom([hole(0)], { data: { id: 'a' } }, { data: 'a' }, null, 'text');
    learnt.observe(LIST, exchangeOf(404, ids('z')));
    learnt.observe(LIST, silenceOf());
    learnt.observe('GET /others', exchangeOf(200, ids('z')));
    expect(learnt.lookup(hole(0), [])).toBeUndefined();
    expect(learnt.lookup(holeOf('GET /others', '/data/*/id'), [])).toBeUndefined();
  });

  it('keeps within bounds on an endless list', () => {
    const learnt = learntFrom([hole(0)], ids(...Array.from({ length: 5_000 }, (_, index) => index)));
    expect(learnt.lookup(hole(400), [])).toBe('0');
    expect(learnt.lookup(hole(399), [])).toBe('399');
  });
});

describe('what earlier steps teach', () => {
  const ofStep = (step: number, pointer: string): Hole => ({
    $hole: { from: 'step', step, pointer, pick: 0, fallback: 'f' },
  });

  it('is the value at the pointer of that step', () => {
    const learnt = createLearnt([]);
    const trace = [exchangeOf(201, { data: { id: 'new' } }), exchangeOf(200, { ids: [1, 2] })];
    expect(learnt.lookup(ofStep(0, '/data/id'), trace)).toBe('new');
    expect(learnt.lookup(ofStep(1, '/ids/1'), trace)).toBe('2');
    expect(learnt.lookup(ofStep(1, '/ids/01'), trace)).toBeUndefined();
    expect(learnt.lookup(ofStep(2, '/data/id'), trace)).toBeUndefined();
    expect(learnt.lookup(ofStep(0, '/data'), trace)).toBeUndefined();
    expect(learnt.lookup(ofStep(0, '/data/id'), [exchangeOf(422, { data: { id: 'no' } })])).toBeUndefined();
  });
});

describe('an address that an earlier step gives in a header', () => {
  const BASE = 'http://127.0.0.1:81/api';
  const location: Hole = { $hole: { from: 'step', step: 0, pointer: '', header: 'location', pick: 0, fallback: 'f' } };
  const created = (value: string | undefined, status = 201) => {
    const exchange = exchangeOf(status);
    const headers = value === undefined ? [] : ([['location', value]] as const);
    const response = { status, headers, body: new Uint8Array(), truncated: false };
    const request = { ...exchange.request, url: `${BASE}/things` };
    return { ...exchange, request, result: { kind: 'response', response } as const };
  };
  const learnt = createLearnt([], `${BASE}/`);
  const told = (value: string | undefined, status?: number) => learnt.lookup(location, [created(value, status)]);

  it.each([
    ['absolute', `${BASE}/things/7?full=1#top`],
    ['a path', '/api/things/7?full=1'],
    ['relative to the request', 'things/7?full=1'],
  ])('is read below the base URL: %s', (_, value) => {
    expect(told(value)).toBe('/things/7?full=1');
  });

  it.each([
    ['another host', 'http://elsewhere.example/api/things/7'],
    ['another port', 'http://127.0.0.1:82/api/things/7'],
    ['outside the base path', '/apis/things/7'],
    ['no URL', 'http://'],
    ['none at all', undefined],
  ])('is never followed to %s', (_, value) => {
    expect(told(value)).toBeUndefined();
  });

  it('is not taken from a refusal', () => {
    expect(told('/api/things/7', 422)).toBeUndefined();
    expect(learnt.lookup(location, [])).toBeUndefined();
  });
});

describe('a case with holes', () => {
  const subject = caseOf('c', [
    stepOf('GET /x', [
      ['a', holeOf(LIST, '/data/*/id', 0)],
      ['b', holeOf('GET /never', '/data/*/id', 0)],
      ['plain', 'text'],
    ]),
  ]);

  it('names what it must have heard from', () => {
    expect(producersOf(subject)).toEqual([LIST, 'GET /never']);
    expect(producersOf(caseOf('d', [stepOf(LIST)]))).toEqual([]);
  });

  it('becomes concrete where something was learnt, and stays open elsewhere', () => {
    const learnt = createLearnt([subject]);
    learnt.observe(LIST, exchangeOf(200, ids('first', 'second')));
    const concrete = concretise(subject, learnt, 1);
    expect(concrete.steps[0]?.request.query).toEqual([
      ['a', 'second'],
      ['b', holeOf('GET /never', '/data/*/id', 0)],
      ['plain', 'text'],
    ]);
    expect(producersOf(concrete)).toEqual(['GET /never']);
    expect(concrete.id).toBe(subject.id);
  });
});
