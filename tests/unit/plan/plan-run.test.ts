import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../src/kernel/json.ts';
import { registry } from '../../../src/kernel/registry.ts';
import { isSafe } from '../../../src/model/operation.ts';
import { planRun, strategies } from '../../../src/plan/index.ts';
import { caseOf, stepOf } from '../../../src/plan/shared/case-of.ts';
import type { Strategy } from '../../../src/plan/shared/strategy.ts';
import { contextOf, modelOf, plan, SHOP } from './model.ts';

const context = contextOf(modelOf(SHOP), { notEntitled: 'guest' });
const whole = plan(context);

describe('a plan', () => {
  it('sends no two identical requests', () => {
    const keys = whole.plan.cases.map(({ steps }) => canonicalJson(steps));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('gives every case its own id', () => {
    expect(new Set(whole.plan.cases.map(({ id }) => id)).size).toBe(whole.plan.cases.length);
  });

  it('asks first what teaches ids, changes last, deletes at the very end', () => {
    const { cases } = whole.plan;
    const teaches = cases.findIndex(({ operation, intent }) => operation === 'GET /orders' && intent === 'accept');
    expect(teaches).toBe(0);
    const accepted = cases.map(
      ({ intent, steps }) => intent === 'accept' && steps.some(({ request }) => !isSafe(request.method)),
    );
    const firstChange = accepted.indexOf(true);
    expect(cases.slice(firstChange).every(({ intent }) => intent !== 'refuse-auth' && intent !== 'reject')).toBe(true);
    expect(cases.at(-1)?.operation).toBe('DELETE /orders/{id}');
  });

  it('counts each step, per operation and strategy', () => {
    const { summary, cases } = whole.plan;
    expect(summary.requests).toBe(cases.reduce((sum, { steps }) => sum + steps.length, 0));
    expect(summary.perOperation.reduce((sum, { requests }) => sum + requests, 0)).toBe(summary.requests);
    const orders = summary.perOperation.find(({ operation }) => operation === 'GET /orders');
    expect(orders?.perStrategy).toMatchObject({ examples: 1, authentication: 5 });
  });

  it('keeps random cases and what is kept back apart as the reserve', () => {
    const planned = planRun(context, { budget: 1000, reserve: 25, strategies, rate: { requests: 10, windowMs: 1000 } });
    const random = planned.sources.reduce((sum, source) => sum + (source.kind === 'property' ? source.runs : 0), 0);
    expect(random).toBeGreaterThan(0);
    expect(planned.plan.summary).toMatchObject({
      budget: 1000,
      reserve: 25 + random,
      durationMs: planned.plan.summary.requests * 100,
      rate: { requests: 10, windowMs: 1000 },
    });
  });
});

describe('a short budget', () => {
  it.each([150, 60, 30, 8, 0])('of %i is kept, and what was dropped is told', (budget) => {
    const { plan: small, sources } = plan(context, budget);
    const random = sources.reduce((sum, source) => sum + (source.kind === 'property' ? source.runs : 0), 0);
    expect(small.summary.requests + random).toBeLessThanOrEqual(budget);
    const dropped = small.summary.leftOut.filter(({ reason }) => reason === 'the budget is spent');
    const cases = dropped
      .filter(({ strategy }) => strategy !== 'properties')
      .reduce((sum, entry) => sum + entry.cases, 0);
    expect(small.cases.length + cases).toBe(whole.plan.cases.length);
  });

  it('drops the least important strategies first and spares every operation a plain request', () => {
    const { cases } = plan(context, 60).plan;
    const plain = cases.filter(({ origin }) => origin.strategy === 'examples').map(({ operation }) => operation);
    expect(plain).toHaveLength(SHOP.operations.length);
    const share = (strategy: string, budget: number) =>
      plan(context, budget).plan.cases.filter(({ origin }) => origin.strategy === strategy).length;
    expect(share('boundaries', 25)).toBe(0);
    expect(share('authentication', 25)).toBeGreaterThan(0);
    expect(share('boundaries', 90)).toBeGreaterThan(0);
    expect(share('negatives', 90)).toBeGreaterThan(0);
  });

  it('takes from each operation in turn', () => {
    const { perOperation } = plan(context, 60).plan.summary;
    const guarded = perOperation.map(({ perStrategy }) => perStrategy['authentication'] ?? 0);
    expect(Math.max(...guarded) - Math.min(...guarded)).toBeLessThanOrEqual(1);
  });
});

describe('a very large description', () => {
  const operations = Array.from({ length: 4_000 }, (_, index) => ({
    id: `GET /p${index}`,
    parameters: [{ in: 'query', name: 'page', schema: 'page' } as const],
  }));
  const { plan: small } = plan(contextOf(modelOf({ ...SHOP, operations })), 100);

  it('has no case worked out that could not be sent, and says so of each operation', () => {
    expect(small.summary.requests).toBe(100);
    const unworked = small.summary.leftOut.filter(({ reason }) => reason.includes('not even worked out'));
    expect(new Set(unworked.map(({ operation }) => operation)).size).toBe(operations.length);
    expect(unworked.map(({ strategy }) => strategy)).toContain('negatives');
  });
});

describe('identical requests', () => {
  const strategy = (id: string, priority: number): Strategy => ({
    id,
    title: id,
    rationale: id,
    priority,
    sources: (operation) => {
      const request = { method: 'GET', path: '/x', pathParameters: {}, query: [], headers: [], cookies: [] } as const;
      const steps = [stepOf(operation, request)];
      const only = caseOf(operation, id, context, { title: id, intent: 'accept', steps });
      return operation.id === 'GET /orders'
        ? [{ kind: 'listed', operation: operation.id, strategy: id, cases: [only] }]
        : [];
    },
  });

  it('are kept by the more important strategy', () => {
    const { cases } = plan(context, 100, registry('strategy', [strategy('second', 2), strategy('first', 1)])).plan;
    expect(cases.map(({ title }) => title)).toEqual(['first']);
  });
});
