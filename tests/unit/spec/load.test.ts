import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/kernel/digest.ts';
import { loadSpec } from '../../../src/spec/index.ts';
import { codesOf, pointerIn } from './openapi/reading.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/openapi/${name}`, import.meta.url));

async function fileOf(text: string, name = 'spec.yaml'): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'assay-spec-')), name);
  await writeFile(path, text);
  return path;
}

const SMALL =
  'openapi: 3.0.3\ninfo: { title: T, version: 1 }\npaths: { /x: { get: { responses: { 200: { description: x } } } } }\n';

describe('a circular document', () => {
  it('loads with pointers of its own and server variables filled', async () => {
    const model = await loadSpec(fixture('circular.yaml'));
    expect(model.servers).toEqual(['https://eu.example.org/v1']);
    expect(model.operations.map(({ id, operationId }) => [id, operationId])).toEqual([['GET /trees/{id}', 'getTree']]);
    expect(model.documents).toMatchObject([{ format: 'openapi-3.0', title: 'Trees', version: '1' }]);
    expect(model.documentFindings).toEqual([]);
    expect(model.operations[0]?.responses[0]?.content[0]?.schema?.pointer).toBe(
      '/paths/~1trees~1{id}/get/responses/200/content/application~1json/schema',
    );
  });
});

describe('a document in several files', () => {
  it('is brought together; what refers to a missing file is left out and reported', async () => {
    const model = await loadSpec(fixture('several-files/openapi.yaml'));
    expect(model.operations.map(({ id }) => id)).toEqual(['GET /books', 'POST /books']);
    expect(model.operations[0]?.parameters).toMatchObject([{ name: 'page', in: 'query' }]);
    expect(model.documentFindings).toMatchObject([
      {
        code: 'reference-unresolved',
        severity: 'error',
        disables: ['GET /lost'],
        message: expect.stringContaining('missing.yaml#/Lost'),
      },
    ]);
    expect(model.unsupported).toMatchObject([{ what: 'GET /lost' }]);
    expect(JSON.stringify(model.schemaDocuments)).not.toContain('shared.yaml');
  });
});

describe('a document with defects', () => {
  it('loads every operation that can be tested and reports the rest', async () => {
    const model = await loadSpec(fixture('defects.yaml'));
    expect(model.operations.map(({ id }) => id)).toEqual([
      'GET /things/{id}/{part}',
      'POST /things/{id}/{part}',
      'GET /things/{a}/{b}',
      'GET /sound',
    ]);
    expect(model.operations.at(-1)?.summary).toBe('the second one');
    expect([...new Set(codesOf(model))].sort()).toEqual([
      'boolean-required',
      'duplicate-key',
      'header-parameter-ignored',
      'items-list',
      'operation-id-duplicate',
      'parameter-duplicate',
      'parameter-invalid',
      'parameter-schema-missing',
      'parameter-style-invalid',
      'path-ambiguous',
      'path-invalid',
      'path-parameter-not-required',
      'path-parameter-undefined',
      'path-parameter-unused',
      'reference-unresolved',
      'request-body-ignored',
      'responses-missing',
      'schema-invalid',
      'schema-keyword-invalid',
      'security-scheme-undeclared',
      'status-invalid',
    ]);
  });

  it('scopes a broken reference to the operation that uses it', async () => {
    const { documentFindings } = await loadSpec(fixture('defects.yaml'));
    const broken = documentFindings.filter(({ code }) => code === 'reference-unresolved');
    expect(broken.map(({ ref, disables }) => [pointerIn(ref), disables])).toEqual([
      [
        '/paths/~1broken-schema/get/responses/200/content/application~1json/schema/properties/a',
        ['GET /broken-schema'],
      ],
      ['/paths/~1broken-parameter/get/parameters/0', ['GET /broken-parameter']],
    ]);
  });

  it('reports each defect once, however many operations share it', async () => {
    const { documentFindings } = await loadSpec(fixture('defects.yaml'));
    const keys = documentFindings.map(({ code, ref, message }) => `${code} ${pointerIn(ref)} ${message}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('points at a member that is written twice', async () => {
    const { documentFindings } = await loadSpec(fixture('defects.yaml'));
    const twice = documentFindings.find(({ code }) => code === 'duplicate-key');
    expect(pointerIn(twice?.ref)).toBe('/paths/~1sound/get');
  });
});

describe('sources', () => {
  it('are JSON or YAML, with the digest of their bytes', async () => {
    const json = JSON.stringify({ openapi: '3.1.0', info: { title: 'J', version: '2' }, paths: { '/x': { get: {} } } });
    const model = await loadSpec(await fileOf(json, 'spec.json'));
    expect(model.documents).toMatchObject([{ format: 'openapi-3.1', digest: sha256(json) }]);
    expect((await loadSpec(await fileOf(`\uFEFF${SMALL}`))).operations).toHaveLength(1);
  });

  it('may be URLs, fetched by what is given; credentials do not stay in the model', async () => {
    const asked: string[] = [];
    const fetchText = async (url: string) => {
      asked.push(url);
      return url.endsWith('part.yaml')
        ? '{ type: string }'
        : SMALL.replace(
            'description: x',
            'description: x, content: { application/json: { schema: { $ref: part.yaml } } }',
          );
    };
    const model = await loadSpec('https://user:secret@example.org/api/spec.yaml?key=secret', { fetchText });
    expect(asked).toHaveLength(2);
    expect(model.documents[0]?.uri).toBe('https://example.org/api/spec.yaml');
    expect(model.documentFindings).toEqual([]);
    expect(JSON.stringify(model)).not.toContain('secret');
  });

  it('behind a URL cannot read local files', async () => {
    const secret = await fileOf('type: string', 'secret.yaml');
    const text = SMALL.replace(
      'description: x',
      `description: x, content: { a/b: { schema: { $ref: 'file://${secret}' } } }`,
    );
    const model = await loadSpec('https://example.org/spec.yaml', { fetchText: async () => text });
    expect(codesOf(model)).toEqual(['reference-unresolved']);
    expect(model.operations).toEqual([]);
  });

  it('resolve relative servers against their URL', async () => {
    const text = `${SMALL}servers: [{ url: ../v2 }]\n`;
    const model = await loadSpec('https://example.org/api/spec.yaml', { fetchText: async () => text });
    expect(model.servers).toEqual(['https://example.org/v2']);
  });
});

describe('what cannot be used', () => {
  it.each([
    ['a missing file', () => Promise.resolve('/no/such/file.yaml'), 'spec-not-found', 'there is no such file'],
    ['broken YAML', () => fileOf('openapi: 3.0.3\npaths: {\n  a: [\n'), 'spec-not-parsable', /spec\.yaml:\d+:\d+:/],
    ['broken JSON', () => fileOf('{\n  "openapi": "3.0.3"\n  "paths": 1 }'), 'spec-not-parsable', ':3:'],
    ['another format', () => fileOf('hello: world'), 'spec-format-unknown', 'OpenAPI'],
    ['a scalar', () => fileOf('hello'), 'spec-format-unknown', 'OpenAPI'],
    ['a Swagger before 2.0', () => fileOf('swagger: "1.2"'), 'spec-unusable', '1.2'],
    ['a version to come', () => fileOf('openapi: 4.0.0\npaths: {}'), 'spec-unusable', '4.0.0'],
    ['no paths', () => fileOf('openapi: 3.0.3'), 'spec-unusable', 'no operation'],
    ['paths that are a list', () => fileOf('openapi: 3.0.3\npaths: [a]'), 'spec-unusable', 'no operation'],
    ['an alias in itself', () => fileOf(`${SMALL}x-loop: &a { a: *a }`), 'spec-unusable', 'circular'],
  ])('%s', async (_, make, code, words) => {
    const error: unknown = await loadSpec(await make()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: 'spec', code });
    expect(String(error)).toMatch(words);
  });

  it('a URL without a way to fetch it', async () => {
    await expect(loadSpec('https://example.org/x')).rejects.toMatchObject({ code: 'spec-not-found' });
  });

  it('a URL that does not answer, without its credentials in the message', async () => {
    const url = 'https://user:secret@example.org/x?key=secret';
    const fetchText = () => Promise.reject(new Error(`${url} answered 404`));
    const error: unknown = await loadSpec(url, { fetchText }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'spec-not-found' });
    expect(String(error)).not.toContain('secret');
  });
});
