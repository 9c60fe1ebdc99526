import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createGenerator } from '../../src/generate/index.ts';
import { canonicalJson } from '../../src/kernel/json.ts';
import { type Hole, isHole } from '../../src/model/case.ts';
import { type PlannedRun, planRun, shardOf, strategies } from '../../src/plan/index.ts';
import { loadSpec } from '../../src/spec/index.ts';
import { spoilsOf } from '../../src/target/index.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const documents = ['specs/npq-registration/v3.yaml', 'specs/reference/v1.yaml'].map((name) => `${root}${name}`);
const galaxy = `${root}node_modules/@scalar/galaxy/dist/3.1.json`;

async function wholePlan(document: string): Promise<PlannedRun> {
  const model = await loadSpec(document);
  return planRun(
    {
      model,
      seed: 3,
      generator: createGenerator(model.schemaDocuments),
      spoilsOf: (scheme) => spoilsOf(scheme, 'emulator'),
      identities: [],
      knownValues: [],
      declaredCases: [],
      propertyRuns: 3,
    },
    { budget: 900, reserve: 60, strategies },
  );
}

function holesIn(value: unknown): Hole[] {
  if (isHole(value)) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(holesIn) : [];
}

const ids = (cases: PlannedRun['plan']['cases']) => cases.map(({ id }) => id);

describe.each([...documents, galaxy])('the parts of the plan of %s', (document) => {
  it.each([1, 2, 3, 5])('are together the plan, without overlap or loss: %i parts', async (count) => {
    const whole = await wholePlan(document);
    const parts = Array.from({ length: count }, (_, at) => shardOf(whole, { index: at + 1, count }));
    const own = parts.map(({ plan }) => {
      const operations = new Set(plan.summary.perOperation.map(({ operation }) => operation));
      return plan.cases.filter(({ operation }) => operations.has(operation));
    });
    expect(own.flatMap(ids).sort()).toEqual(ids(whole.plan.cases).sort());
    expect(new Set(own.flatMap(ids)).size).toBe(new Set(ids(whole.plan.cases)).size);
    const rows = parts.flatMap(({ plan }) => plan.summary.perOperation);
    expect(rows.map(canonicalJson).sort()).toEqual(whole.plan.summary.perOperation.map(canonicalJson).sort());
    expect(parts.flatMap(({ sources }) => sources)).toHaveLength(whole.sources.length);
    expect(parts.flatMap(({ plan }) => plan.summary.leftOut)).toHaveLength(whole.plan.summary.leftOut.length);
  });

  it('can each learn every id that the whole plan learns, and say what they repeat', async () => {
    const whole = await wholePlan(document);
    const producersOf = (cases: PlannedRun['plan']['cases']) =>
      new Set(cases.filter(({ intent }) => intent === 'accept').map(({ operation }) => operation));
    const taught = producersOf(whole.plan.cases);
    for (const index of [1, 2, 3]) {
      const { plan } = shardOf(whole, { index, count: 3 });
      const here = producersOf(plan.cases);
      const asked = holesIn(plan.cases).flatMap(({ $hole: { operation } }) => operation ?? []);
      expect(asked.filter((operation) => taught.has(operation) && !here.has(operation))).toEqual([]);
      const own = plan.summary.perOperation.reduce((sum, { requests }) => sum + requests, 0);
      expect(plan.cases.reduce((sum, { steps }) => sum + steps.length, 0)).toBe(
        own + (plan.summary.shard?.repeated ?? 0),
      );
    }
  });

  it('are nearly equal in requests, in the order of the whole plan, and the same every time', async () => {
    const whole = await wholePlan(document);
    const parts = [1, 2].map((index) => shardOf(whole, { index, count: 2 }).plan);
    const [a = 0, b = 0] = parts.map(({ summary }) => summary.requests);
    const heaviest = Math.max(...whole.plan.summary.perOperation.map(({ requests }) => requests));
    expect(Math.abs(a - b)).toBeLessThanOrEqual(heaviest);
    const order = new Map(ids(whole.plan.cases).map((id, at) => [id, at]));
    for (const { cases } of parts) {
      const places = ids(cases).map((id) => order.get(id) ?? -1);
      expect(places).toEqual([...places].sort((x, y) => x - y));
    }
    expect(canonicalJson(shardOf(await wholePlan(document), { index: 1, count: 2 }).plan)).toBe(
      canonicalJson(parts[0]),
    );
  });

  it('cannot be more than the operations', async () => {
    const whole = await wholePlan(document);
    expect(() => shardOf(whole, { index: 500, count: 500 })).toThrow(expect.objectContaining({ code: 'shard-empty' }));
  });
});
