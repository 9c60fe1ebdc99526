import { describe, expect, it } from 'vitest';
import { casesOf, modelOf, SHOP, type Sketch } from './model.ts';

const PAGED: Sketch = {
  ...SHOP,
  schemas: { ...SHOP.schemas, size: { type: 'integer', minimum: 1, maximum: 50 } },
  operations: SHOP.operations.map((operation) =>
    operation.id === 'GET /orders'
      ? {
          ...operation,
          parameters: [...(operation.parameters ?? []), { in: 'query', name: 'per_page', schema: 'size' }],
        }
      : operation,
  ),
};
const paged = modelOf(PAGED);

describe('pages', () => {
  it('ask for a long page, its two halves, and one beyond the end that the schema allows', () => {
    const [subject, ...more] = casesOf(paged, 'pages', 'GET /orders');
    expect(more).toEqual([]);
    const asked = subject?.steps.map(({ request }) => Object.fromEntries(request.query));
    expect(asked).toEqual([
      { page: '1', per_page: '4' },
      { page: '1', per_page: '2' },
      { page: '2', per_page: '2' },
    ]);
  });

  it('have nothing to ask of a list without both parameters, or of what is no list', () => {
    expect(casesOf(modelOf(SHOP), 'pages', 'GET /orders')).toEqual([]);
    expect(casesOf(paged, 'pages', 'GET /orders/{id}')).toEqual([]);
  });
});

describe('tenancy', () => {
  const identities = ['revoked', 'south'];
  const over = { identities, notEntitled: 'revoked' };

  it('lists as both, reads as the owner, then asks as the other for nothing, for it, and to change it', () => {
    const [subject] = casesOf(paged, 'tenancy', 'GET /orders', over);
    const told = subject?.steps.map(({ operation, credential }) => `${credential.use} ${operation}`);
    expect(told).toEqual([
      'default GET /orders',
      'identity GET /orders',
      'default GET /orders/{id}',
      'identity GET /orders/{id}',
      'identity GET /orders/{id}',
      'identity PUT /orders/{id}/cancel',
      'identity DELETE /orders/{id}',
    ]);
    const hole = { $hole: { from: 'step', step: 0, pointer: '/data/*/id' } };
    for (const step of [2, 4, 5, 6]) expect(subject?.steps[step]?.request.pathParameters).toMatchObject({ id: hole });
    expect(subject?.steps[3]?.request.pathParameters).toEqual({ id: '00000000-0000-4000-8000-000000000000' });
    expect(subject?.steps[1]?.credential).toEqual({ use: 'identity', name: 'south' });
  });

  it('needs a second identity that is entitled, and a list with a reader', () => {
    expect(casesOf(paged, 'tenancy', 'GET /orders')).toEqual([]);
    expect(casesOf(paged, 'tenancy', 'GET /orders', { identities: ['revoked'], notEntitled: 'revoked' })).toEqual([]);
    expect(casesOf(paged, 'tenancy', 'GET /customers', over)).toEqual([]);
  });
});
