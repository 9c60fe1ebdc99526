import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { builtInKit } from '../../../src/run/kit.ts';
import { probedOperation } from '../../../src/run/limits-target.ts';
import { readPromises } from '../../../src/run/read.ts';

async function probed(parameters: string, wanted?: string) {
  const cwd = mkdtempSync(join(tmpdir(), 'assay-limit-target-'));
  writeFileSync(
    join(cwd, 'api.yaml'),
    `openapi: 3.1.0
info: { title: Lists, version: '1' }
paths:
  /things:
    post:
      responses: { '201': { description: made } }
    get:
      operationId: listThings
      parameters: ${parameters}
      responses: { '200': { description: ok } }
`,
  );
  const config = await resolveConfig('api.yaml', { url: 'http://127.0.0.1:1' }, { cwd, env: {} });
  const { model } = await readPromises(config);
  return probedOperation(config, model, builtInKit, wanted);
}

describe('the operation that a limit is tested with', () => {
  test.each([
    ['[{ name: limit, in: query, schema: { type: integer } }]', [['limit', '1']]],
    ['[{ name: page_size, in: query, schema: { type: integer, minimum: 5 } }]', [['page_size', '5']]],
    ['[{ name: per_page, in: query, required: true, schema: { type: integer, example: 50 } }]', [['per_page', '1']]],
    [
      '[{ name: page, in: query, style: deepObject, schema: { type: object, properties: { per_page: { type: integer }, page: { type: integer } } } }]',
      [['page[per_page]', '1']],
    ],
    ['[{ name: count, in: query, schema: { type: string, enum: [all] } }]', []],
    ['[{ name: colour, in: query, schema: { type: string } }]', []],
  ])('is asked for the smallest page: %s', async (parameters, query) => {
    const { template } = await probed(parameters);
    expect(template.query).toEqual(query);
  });

  test('is never one that changes anything', async () => {
    expect((await probed('[]')).operation.method).toBe('GET');
    await expect(probed('[]', 'POST /things')).rejects.toMatchObject({ code: 'limit-operation' });
  });
});
