import { describe, expect, it } from 'vitest';
import { createGenerator } from '../../src/generate/index.ts';
import { valueAt } from '../../src/kernel/json-pointer.ts';
import type { Operation } from '../../src/model/operation.ts';
import type { SchemaHandle } from '../../src/model/schema.ts';
import { createSchemas } from '../../src/schema/index.ts';
import { loadSpec } from '../../src/spec/index.ts';
import { DOCUMENTS } from '../fixtures/documents.ts';

/** Most inputs looked at per document, spread evenly over it. */
const MOST_INPUTS = 60;

/** Known violations, by document and place; there are none. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {};

function inputs({ parameters, requestBody }: Operation): SchemaHandle[] {
  const bodies = (requestBody?.content ?? []).flatMap(({ schema }) => schema ?? []);
  return [...parameters.map(({ schema }) => schema), ...bodies];
}

function spread<T>(items: readonly T[]): readonly T[] {
  const step = Math.max(1, items.length / MOST_INPUTS);
  return Array.from(
    { length: Math.min(items.length, MOST_INPUTS) },
    (_, index) => items[Math.floor(index * step)] as T,
  );
}

const unusable = /title\.|webhooks\./;
const usable = DOCUMENTS.filter(({ name }) => !name.includes(' yaml') && !unusable.test(name));

describe.each(usable)('the inputs of $name', ({ name, path, present }) => {
  it.skipIf(!present)('have positives that conform, negatives that do not, and clauses that exist', async () => {
    const model = await loadSpec(path);
    const documents = model.schemaDocuments;
    const [generator, schemas] = [createGenerator(documents), createSchemas(documents)];
    const handles = [...new Map(model.operations.flatMap(inputs).map((handle) => [handle.pointer, handle])).values()];
    const violations: string[] = [];
    for (const handle of spread(handles)) {
      const wrong = (value: unknown, wanted: string) => schemas.validate(handle, value, 'request').kind !== wanted;
      for (const { value, shows } of [...generator.valid(handle), ...generator.packed(handle)])
        if (wrong(value, 'valid')) violations.push(`${handle.pointer}: positive ${shows}`);
      for (const asText of [false, true])
        for (const { value, says, clause } of generator.invalid(handle, { asText })) {
          if (wrong(value, 'invalid')) violations.push(`${handle.pointer}: negative ${says}`);
          if (clause.kind === 'document' && valueAt(documents[clause.document]?.root, clause.pointer) === undefined)
            violations.push(`${handle.pointer}: no clause at ${clause.pointer}`);
        }
    }
    expect(violations).toEqual(KNOWN[name] ?? []);
  });
});
