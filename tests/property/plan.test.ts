import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createGenerator } from '../../src/generate/index.ts';
import { canonicalJson } from '../../src/kernel/json.ts';
import type { ApiModel } from '../../src/model/api.ts';
import { type PlannedRun, planRun, strategies } from '../../src/plan/index.ts';
import { loadSpec } from '../../src/spec/index.ts';
import { spoilsOf } from '../../src/target/index.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const shared = process.env['ASSAY_SHARED'] ?? `${root}../shared`;

function planOf(model: ApiModel, seed: number): PlannedRun {
  return planRun(
    {
      model,
      seed,
      generator: createGenerator(model.schemaDocuments),
      spoilsOf: (scheme) => spoilsOf(scheme, 'emulator'),
      identities: ['guest'],
      notEntitled: 'guest',
      knownValues: [],
      declaredCases: [],
      propertyRuns: 3,
    },
    { budget: 900, reserve: 60, strategies },
  );
}

const documents = [
  `${root}specs/npq-registration/v3.yaml`,
  `${root}specs/reference/v1.yaml`,
  `${shared}/upstream/npq/v3.yaml`,
  `${shared}/upstream/npq/v2.yaml`,
];

describe.each(documents)('the plan of %s', (document) => {
  const missing = !existsSync(document);

  it.skipIf(missing)('is the same, byte for byte, for the same seed', async () => {
    const model = await loadSpec(document);
    expect(canonicalJson(planOf(model, 5).plan)).toBe(canonicalJson(planOf(await loadSpec(document), 5).plan));
  });

  it.skipIf(missing)('fills every place of every path and keeps within the budget', async () => {
    const { plan, sources } = planOf(await loadSpec(document), 1);
    const random = sources.reduce((sum, source) => sum + (source.kind === 'property' ? source.runs : 0), 0);
    expect(plan.summary.requests + random).toBeLessThanOrEqual(840);
    for (const { steps, title } of plan.cases)
      for (const { request } of steps) {
        const places = [...request.path.matchAll(/\{\+?([^{}]+)\}/g)].map(([, name]) => name ?? '');
        const unfilled = places.filter((name) => request.pathParameters[name] === undefined);
        expect([title, unfilled]).toEqual([title, []]);
      }
  });

  it.skipIf(missing)('fits all its listed cases, reaching every operation', async () => {
    const { plan } = planOf(await loadSpec(document), 1);
    expect(plan.summary.requests).toBeLessThanOrEqual(780);
    const reached = new Set(plan.cases.filter(({ intent }) => intent === 'accept').map(({ operation }) => operation));
    expect(plan.summary.perOperation.filter(({ operation }) => !reached.has(operation))).toEqual([]);
    expect(plan.summary.leftOut.filter(({ reason }) => reason === 'the budget is spent')).toEqual([]);
  });
});
