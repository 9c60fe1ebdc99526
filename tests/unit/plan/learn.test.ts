import { describe, expect, it } from 'vitest';
import { isHole } from '../../../src/model/case.ts';
import type { Operation } from '../../../src/model/operation.ts';
import { SLOT, teacherOf } from '../../../src/plan/shared/learn.ts';
import { answeredId, listOperations } from '../../../src/plan/shared/lists.ts';
import { casesOf, contextOf, modelOf, plan, SHOP } from './model.ts';

const model = modelOf(SHOP);
const context = contextOf(model);
const operation = (id: string): Operation => {
  const found = model.operations.find((candidate) => candidate.id === id);
  if (!found) throw new Error(id);
  return found;
};
const pick = (id: string, slot: number) => teacherOf(context).forPath(operation(id), 'id', slot, 'f')?.$hole.pick;

describe('list operations', () => {
  it('are found by a top-level array or a wrapped one, members through allOf', () => {
    const lists = listOperations(model);
    expect(lists.map((list) => [list.operation.id, list.items])).toEqual([
      ['GET /orders', '/data/*'],
      ['GET /orders/{id}/lines', '/data/*'],
      ['GET /customers', '/*'],
    ]);
    expect(lists[0]?.members).toContain('id');
  });

  it('tell where creating answers the id', () => {
    expect(answeredId(model, operation('POST /orders'), ['id'])).toBe('/data/id');
    expect(answeredId(model, operation('DELETE /orders/{id}'), ['id'])).toBeUndefined();
  });
});

describe('holes', () => {
  it('of a path parameter name the list and the pointer', () => {
    expect(teacherOf(context).forPath(operation('GET /orders/{id}'), 'id', SLOT.plain, 'f')).toEqual({
      $hole: { from: 'list', operation: 'GET /orders', pointer: '/data/*/id', pick: 0, fallback: 'f' },
    });
  });

  it('also serve paths that go on behind the id', () => {
    expect(pick('GET /orders/{id}/lines', SLOT.plain)).toBe(0);
  });

  it('of operations that change the target never share a resource', () => {
    const writes = ['DELETE /orders/{id}', 'PUT /orders/{id}/cancel'];
    const picks = writes.flatMap((id) => Object.values(SLOT).map((slot) => pick(id, slot)));
    expect(new Set(picks).size).toBe(picks.length);
  });

  it('of members are those of the resource that they are named after', () => {
    const teacher = teacherOf(context);
    expect(teacher.forName('customer_id', 'f')?.$hole).toMatchObject({ operation: 'GET /customers', pointer: '/*/id' });
    expect(teacher.forName('customerId', 'f')?.$hole.operation).toBe('GET /customers');
    expect(teacher.forName('secondary_customer_id', 'f')?.$hole.operation).toBe('GET /customers');
    expect(teacher.forName('warehouse_id', 'f')).toBeUndefined();
    expect(teacher.forName('customer', 'f')).toBeUndefined();
    expect(teacher.forName('paid', 'f')).toBeUndefined();
  });

  it('stay in faulty bodies wherever the fault is elsewhere', () => {
    const faulty = casesOf(model, 'negatives', 'POST /orders');
    const bodies = faulty.map(({ steps, fault }) => ({ at: fault?.at, body: steps[0]?.request.body }));
    const quantity = bodies.find(({ at }) => at === '/quantity')?.body;
    expect(quantity && 'json' in quantity && isHole((quantity.json as { customer_id: unknown }).customer_id)).toBe(
      true,
    );
    const customer = bodies.find(({ at }) => at === '/customer_id')?.body;
    expect(customer && 'json' in customer && isHole((customer.json as { customer_id: unknown }).customer_id)).toBe(
      false,
    );
  });
});

describe('where no list tells the ids', () => {
  const sketch = { ...SHOP, operations: SHOP.operations.filter(({ id }) => id !== 'GET /orders') };
  const bare = modelOf(sketch);
  const linked = {
    ...bare,
    operations: bare.operations.map((one) =>
      one.id === 'GET /customers' || one.id === 'DELETE /orders/{id}'
        ? { ...one, responses: one.responses.map((response) => ({ ...response, links: [linkFrom(one.id)] })) }
        : one,
    ),
  };
  const holeOf = (from: typeof bare, id: string) => {
    const found = from.operations.find((one) => one.id === id);
    return found && teacherOf(contextOf(from)).forPath(found, 'id', SLOT.plain, 'f')?.$hole;
  };

  it('what creating one answers does, or a link of the document', () => {
    expect(holeOf(bare, 'GET /orders/{id}')).toMatchObject({ operation: 'POST /orders', pointer: '/data/id' });
    expect(holeOf(linked, 'GET /orders/{id}')).toMatchObject({ operation: 'GET /customers', pointer: '/*/lastOrder' });
  });

  it('what teaches is asked first, though it changes the target, and what it learns from before it', () => {
    const { cases } = plan(contextOf(bare)).plan;
    const order = cases.map(({ operation: id }) => id);
    expect(order.slice(0, 2)).toEqual(['GET /customers', 'POST /orders']);
    expect(cases[1]).toMatchObject({ intent: 'accept', origin: { strategy: 'examples' } });
  });

  function linkFrom(id: string) {
    const expression = id === 'GET /customers' ? '$response.body#/0/lastOrder' : '$response.body#/gone';
    const ref = { kind: 'document', document: 'doc', pointer: '/links' } as const;
    return { name: 'order', operation: 'GET /orders/{id}', parameters: { id: expression }, ref };
  }
});
