import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGenerator, type Generator } from '../../src/generate/index.ts';
import { canonicalJson } from '../../src/kernel/json.ts';
import { valueAt } from '../../src/kernel/json-pointer.ts';
import type { Operation } from '../../src/model/operation.ts';
import type { SchemaDocument, SchemaHandle } from '../../src/model/schema.ts';
import { createSchemas } from '../../src/schema/index.ts';
import { loadSpec } from '../../src/spec/index.ts';
import { CONSTRUCTS } from '../unit/generate/schemas.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const shared = process.env['ASSAY_SHARED'] ?? `${root}../shared`;

function inputs({ parameters, requestBody }: Operation): SchemaHandle[] {
  const bodies = (requestBody?.content ?? []).flatMap(({ schema }) => schema ?? []);
  return [...parameters.map(({ schema }) => schema), ...bodies];
}

function laws(documents: Readonly<Record<string, SchemaDocument>>, handle: SchemaHandle): void {
  const generator: Generator = createGenerator(documents);
  const schemas = createSchemas(documents);
  const verdict = (value: unknown) => schemas.validate(handle, value, 'request').kind;
  const positives = [...generator.valid(handle), ...generator.packed(handle)];
  for (const { value, shows } of positives) expect([shows, verdict(value)]).toEqual([shows, 'valid']);
  for (const asText of [false, true]) {
    const negatives = generator.invalid(handle, { asText });
    for (const { value, says, clause } of negatives) {
      expect([says, verdict(value)]).toEqual([says, 'invalid']);
      if (clause.kind === 'document')
        expect([says, valueAt(documents[clause.document]?.root, clause.pointer)]).not.toEqual([says, undefined]);
    }
    const texts = negatives.map(({ value }) => canonicalJson(value));
    expect(new Set(texts).size).toBe(texts.length);
  }
  const sample = generator.sample(handle);
  if (sample !== undefined) expect(verdict(sample)).toBe('valid');
  if (sample !== undefined)
    fc.assert(
      fc.property(generator.arbitrary(handle), (value) => verdict(value) === 'valid'),
      { seed: 7, numRuns: 20 },
    );
  expect(canonicalJson(createGenerator(documents).invalid(handle))).toBe(canonicalJson(generator.invalid(handle)));
  expect(canonicalJson(createGenerator(documents).valid(handle))).toBe(canonicalJson(generator.valid(handle)));
}

describe('laws of generated values', () => {
  for (const name of Object.keys(CONSTRUCTS))
    it(`hold for ${name}`, () => {
      laws({ doc: { digest: 'doc', root: { $defs: CONSTRUCTS } } }, { document: 'doc', pointer: `/$defs/${name}` });
    });

  const documents = [
    `${root}specs/npq-registration/v3.yaml`,
    `${shared}/upstream/npq/v3.yaml`,
    `${shared}/upstream/npq/v1.yaml`,
  ];
  for (const document of documents)
    it.skipIf(!existsSync(document))(
      `hold for every input of ${document.slice(document.lastIndexOf('npq'))}`,
      async () => {
        const model = await loadSpec(document);
        const handles = new Map(model.operations.flatMap(inputs).map((handle) => [handle.pointer, handle]));
        expect(handles.size).toBeGreaterThan(5);
        for (const handle of handles.values()) laws(model.schemaDocuments, handle);
      },
    );
});
