import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../src/kernel/clock.ts';
import { promiseFor } from '../../../src/model/operation.ts';
import { npqRegistration } from '../../../src/sandbox/npq/emulator.ts';
import { createSchemas } from '../../../src/schema/index.ts';
import { loadSpec } from '../../../src/spec/index.ts';

const path = (file: string) => fileURLToPath(new URL(`../../../specs/npq-registration/${file}`, import.meta.url));
const plain = await loadSpec(path('v3.yaml'));
const strict = await loadSpec(path('v3.yaml'), { overlays: [path('v3.strict.overlay.yaml')] });

const emulator = npqRegistration.create({ mode: 'clean', clock: manualClock(Date.UTC(2026, 5, 15, 12)), seed: 1 });
const lists = strict.operations.filter(({ id }) => /^GET [^{]*$/.test(id));

/** The issues of a body as an answer of an operation. */
function issues(model: typeof strict, id: string, body: unknown): string[] {
  const operation = model.operations.find((candidate) => candidate.id === id);
  const schema = operation && promiseFor(operation, 200)?.content[0]?.schema;
  if (!schema) throw new Error(`no schema of ${id}`);
  const answer = createSchemas(model.schemaDocuments).validate(schema, body, 'response');
  return answer.kind === 'invalid' ? answer.issues.map(({ at, message }) => `${at} ${message}`) : [];
}

interface Listed {
  readonly data: readonly { readonly attributes: Readonly<Record<string, unknown>> }[];
}

async function answerOf(url: string): Promise<Listed> {
  const headers = { authorization: 'Bearer ambition-token' };
  const response = await emulator.fetch(new Request(`http://npq.test${url}?page[per_page]=3000`, { headers }));
  return (await response.json()) as Listed;
}

describe('the stricter promises of npq-registration/v3', () => {
  it('have no action without effect', () => {
    expect(strict.documentFindings).toEqual([]);
  });

  it.each(lists)('$id keeps them', async ({ id, path: url }) => {
    const body = await answerOf(url);
    expect(body.data.length).toBeGreaterThan(0);
    expect(issues(strict, id, body)).toEqual([]);
  });

  it.each(lists)(
    '$id breaks them where any attribute is absent, which the document alone allows',
    async ({ id, path: url }) => {
      const [resource] = (await answerOf(url)).data;
      const names = Object.keys(resource?.attributes ?? {});
      const bodies = names.map((name) => {
        const { [name]: _, ...attributes } = resource?.attributes ?? {};
        return { data: [{ ...resource, attributes }] };
      });
      expect(bodies.every((body) => issues(strict, id, body).length > 0)).toBe(true);
      expect(bodies.some((body) => issues(plain, id, body).length === 0)).toBe(true);
    },
  );
});
