import { describe, expect, it } from 'vitest';
import { createGenerator } from '../../src/generate/index.ts';
import type { ApiModel } from '../../src/model/api.ts';
import { type PlannedRun, planRun, strategies } from '../../src/plan/index.ts';
import { loadSpec } from '../../src/spec/index.ts';
import { spoilsOf } from '../../src/target/index.ts';
import { DOCUMENTS, LARGEST } from '../fixtures/documents.ts';

/** Documents that cannot be used, with words of the reason that is given. */
const UNUSABLE: Readonly<Record<string, string>> = {
  title: 'no operation',
  webhooks: 'no operation',
};

/** Operations without a single valid request, with words of the reason that the plan gives. */
const UNREACHED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // Both alternatives of a `oneOf` say the same, so that no value satisfies exactly one.
  discriminators: { 'POST /potentially-undefined-formData': 'no valid application/json body' },
  // A body that must be a text and an integer at once.
  'schema-types': {
    'PUT /anything/quirks/polymorphism': 'no valid application/json body',
    'PATCH /anything/quirks/polymorphism': 'no valid application/json body',
  },
};

function planOf(model: ApiModel): PlannedRun {
  return planRun(
    {
      model,
      seed: 1,
      generator: createGenerator(model.schemaDocuments),
      spoilsOf: (scheme) => spoilsOf(scheme, 'emulator'),
      identities: [],
      knownValues: [],
      declaredCases: [],
      propertyRuns: 1,
    },
    { budget: 1500, reserve: 60, strategies },
  );
}

/** The YAML twin of a JSON document: what is planned for the one is planned for the other. */
function isTwin(name: string): boolean {
  return name.includes(' yaml/');
}

function nameIn<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  const plain = name.replace(/^examples \S+ \S+\/|\.(json|yaml)$/g, '');
  return table[plain] ?? table[name];
}

describe.each(DOCUMENTS)('$name', ({ name, path, present }) => {
  const unusable = nameIn(UNUSABLE, name);

  it.skipIf(!present || unusable === undefined)('is refused with its reason', async () => {
    await expect(loadSpec(path)).rejects.toMatchObject({
      code: 'spec-unusable',
      message: expect.stringContaining(unusable ?? ''),
    });
  });

  it.skipIf(!present || unusable !== undefined)(
    'loads, and every operation is asked or named with the reason',
    async () => {
      const model = await loadSpec(path);
      expect(model.operations.length).toBeGreaterThan(0);
      expect(model.documentFindings.filter(({ disables }) => disables.length > 0)).toEqual([]);
      if (isTwin(name)) return;
      const { plan } = planOf(model);
      const asked = new Set(
        plan.cases
          .filter(({ intent }) => intent === 'accept' || intent === 'observe')
          .map(({ operation }) => operation),
      );
      const unreached = model.operations.map(({ id }) => id).filter((id) => !asked.has(id));
      const reasons = unreached.map((id) => [
        id,
        plan.summary.leftOut.find(({ operation }) => operation === id)?.reason,
      ]);
      const expected = Object.entries(nameIn(UNREACHED, name) ?? {});
      if (name === LARGEST) {
        expect(model.operations.length).toBeGreaterThan(1000);
        for (const [id, reason] of reasons) expect([id, reason]).toEqual([id, expect.any(String)]);
      } else expect(reasons).toEqual(expected.map(([id, words]) => [id, expect.stringContaining(words)]));
    },
  );
});
