import { describe, expect, it } from 'vitest';
import type { InvalidValue } from '../../../src/generate/index.ts';
import { byKind, type FaultsByKind, roomFor, sharedOut } from '../../../src/plan/shared/fault-order.ts';
import { casesOf, contextOf, modelOf, plan, SHOP } from './model.ts';

const fault = (keyword: string, at: string, value = `${keyword} ${at}`): InvalidValue => ({
  value,
  at,
  keyword,
  says: value,
  clause: { kind: 'requirement', id: 'x' },
});
const said = (faults: readonly InvalidValue[]) => faults.map(({ says }) => says);
const all = ({ first, further }: FaultsByKind) => said([...first, ...further]);

describe('the order of faults', () => {
  it('shows each keyword before a second place of any', () => {
    const { first } = byKind(['/a', '/b', '/c'].map((at) => fault('required', at)).concat(fault('minimum', '/a')));
    expect(said(first)).toEqual(['required /a', 'minimum /a', 'required /b', 'required /c']);
  });

  it('puts more of the same keyword at the same place last', () => {
    const list = [fault('format', '/a', 'one'), fault('format', '/a', 'two'), fault('type', '/a', 'three')];
    expect(byKind(list)).toMatchObject({ first: [{ says: 'one' }, { says: 'three' }], further: [{ says: 'two' }] });
  });
});

describe('operations that take the same body', () => {
  const faults = byKind([
    ...Array.from({ length: 12 }, (_, index) => fault('minimum', `/m${index}`)),
    ...Array.from({ length: 3 }, (_, index) => fault('enum', '/e', `enum ${index}`)),
  ]);
  const parts = [0, 1].map((index) => sharedOut(faults, { index, count: 2 }, 8));

  it('send different faults, together all that they have room for', () => {
    const [one = [], other = []] = parts.map(all);
    expect([one.length, other.length]).toEqual([8, 8]);
    expect(new Set([...one, ...other]).size).toBe(14);
  });

  it('send one of each keyword each', () => {
    for (const part of parts) expect(all(part)).toEqual(expect.arrayContaining(['minimum /m0', 'enum 0']));
  });

  it('need no more room than it takes to send all of them together', () => {
    const few = byKind(Array.from({ length: 9 }, (_, index) => fault('format', '', `format ${index}`)));
    const room = roomFor(few, { index: 0, count: 4 }, 5);
    expect(room).toBe(3);
    const sent = [0, 1, 2, 3].flatMap((index) => all(sharedOut(few, { index, count: 4 }, room)));
    expect(new Set(sent).size).toBe(9);
    expect(roomFor(few, { index: 0, count: 1 }, 5)).toBe(5);
  });

  it('send everything where there is room', () => {
    expect(all(sharedOut(faults, { index: 1, count: 2 }, 20)).sort()).toEqual(all(faults).sort());
  });

  it('are told apart in a plan by their schema', () => {
    const properties = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`m${index}`, { type: 'integer', minimum: 1, maximum: 5 }]),
    );
    const sketch = {
      ...SHOP,
      schemas: { ...SHOP.schemas, wide: { type: 'object', properties } },
      operations: [
        { id: 'POST /wide', body: 'wide' },
        { id: 'PUT /wide', body: 'wide' },
      ],
    };
    const [posted, put] = sketch.operations.map(({ id }) =>
      casesOf(modelOf(sketch), 'negatives', id).flatMap(({ fault: one }) =>
        one?.in === 'body' ? one.at + one.keyword : [],
      ),
    );
    expect(new Set([...(posted ?? []), ...(put ?? [])]).size).toBeGreaterThan((posted?.length ?? 0) + 10);
  });
});

describe('under a short budget', () => {
  it('more of the same goes before anything else of its strategy', () => {
    const context = contextOf(modelOf(SHOP));
    const faults = (budget: number) =>
      plan(context, budget).plan.cases.flatMap(({ operation, fault: one, origin }) =>
        operation === 'GET /orders' && origin.strategy === 'negatives' && one ? [`${one.at} ${one.keyword}`] : [],
      );
    const [kept, whole] = [faults(50), faults(10_000)];
    expect(kept.length).toBeGreaterThan(2);
    expect(new Set(kept).size).toBe(kept.length);
    expect(new Set(whole).size).toBeLessThan(whole.length);
  });
});
