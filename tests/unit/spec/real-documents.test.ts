import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { valueAt } from '../../../src/kernel/json-pointer.ts';
import { createSchemas } from '../../../src/schema/index.ts';
import { loadSpec } from '../../../src/spec/index.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const shared = process.env['ASSAY_SHARED'] ?? join(root, '..', 'shared');

const DOCUMENTS = [
  { name: 'v1.yaml', operations: 20, booleanRequired: 35 },
  { name: 'v2.yaml', operations: 21, booleanRequired: 35 },
  { name: 'v3.yaml', operations: 22, booleanRequired: 51 },
];

describe.each(DOCUMENTS)('the published NPQ document $name', ({ name, operations, booleanRequired }) => {
  const path = join(shared, 'upstream', 'npq', name);
  const absent = !existsSync(path);

  it.skipIf(absent)(`loads with its defects reported (skipped when ${name} is not at hand)`, async () => {
    const model = await loadSpec(path);
    expect(model.operations).toHaveLength(operations);
    expect(model.documentFindings.filter(({ code }) => code === 'boolean-required')).toHaveLength(booleanRequired);
    expect(model.documentFindings.every(({ disables }) => disables.length === 0)).toBe(true);
  });

  it.skipIf(absent)('has schemas that can all be checked, and clauses that all exist', async () => {
    const model = await loadSpec(path);
    const schemas = createSchemas(model.schemaDocuments);
    let [judged, accused] = [0, 0];
    for (const content of model.operations
      .flatMap(({ responses }) => responses)
      .flatMap((response) => response.content)) {
      if (!content.schema) continue;
      const answer = schemas.validate(content.schema, { data: [{ id: 1, attributes: 12 }], error: 3 }, 'response');
      expect(answer.kind).not.toBe('not-checked');
      judged += 1;
      for (const { clause } of answer.kind === 'invalid' ? answer.issues : []) {
        const document = clause.kind === 'document' ? model.schemaDocuments[clause.document] : undefined;
        expect(clause.kind === 'document' && valueAt(document?.root, clause.pointer)).toBeDefined();
        accused += 1;
      }
    }
    expect(judged).toBeGreaterThan(50);
    expect(accused).toBeGreaterThan(50);
  });
});

it('the documents of this project load without findings', async () => {
  const model = await loadSpec(join(root, 'specs/npq-registration/v3.yaml'), {
    requirements: join(root, 'specs/npq-registration/requirements.yaml'),
  });
  expect(model.documentFindings).toEqual([]);
  expect(model.operations).toHaveLength(22);
  expect(model.requirements.length).toBeGreaterThan(50);
  expect(model.ratePolicies).toMatchObject([{ requests: 1000, windowMs: 300_000, algorithm: 'rolling' }]);
});
