import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/kernel/json.ts';
import { valueAt } from '../../../src/kernel/json-pointer.ts';
import { citeOverlays } from '../../../src/model/overlaid.ts';
import { createSchemas } from '../../../src/schema/index.ts';
import { loadSpec } from '../../../src/spec/index.ts';
import { applyOverlays } from '../../../src/spec/overlay/apply.ts';
import { type Overlay, readOverlay } from '../../../src/spec/overlay/overlay.ts';

function overlay(...actions: object[]): Overlay {
  const text = JSON.stringify({ overlay: '1.0.0', info: { title: 'O', version: '1' }, actions });
  return readOverlay('o.json', { text, digest: 'o' });
}

const laid = (description: Json, ...actions: object[]) => applyOverlays(description, [overlay(...actions)]);

describe('laying an overlay over a description', () => {
  it('merges objects, appends to lists and replaces everything else', () => {
    const description = { info: { title: 'A', tags: ['x'], contact: { name: 'n' } } };
    const update = { title: 'B', tags: ['y'], contact: { url: 'u' }, more: { a: [1] } };
    expect(laid(description, { target: '$.info', update }).root).toEqual({
      info: { title: 'B', tags: ['x', 'y'], contact: { name: 'n', url: 'u' }, more: { a: [1] } },
    });
    expect(description.info.title).toBe('A');
  });

  it('appends one item to each selected list', () => {
    expect(laid({ a: [1], b: [2] }, { target: '$[*]', update: { c: 3 } }).root).toEqual({
      a: [1, { c: 3 }],
      b: [2, { c: 3 }],
    });
  });

  it('updates everything that a filter selects, and shares nothing between the places', () => {
    const paths = { '/a': { get: { tags: ['x'] }, post: {} }, '/b': { get: {} } };
    const { root } = laid({ paths }, { target: '$.paths.*.get', update: { 'x-safe': { deep: [true] } } });
    const places = ['/paths/~1a/get/x-safe', '/paths/~1b/get/x-safe'].map((at) => valueAt(root, at));
    expect(places[0]).toEqual({ deep: [true] });
    expect(places[0]).not.toBe(places[1]);
  });

  it('removes members and items, several of one list at once', () => {
    const description = { a: { gone: 1, stays: 2 }, list: [1, 2, 3, 4] };
    const { root } = laid(
      description,
      { target: '$.a.gone', remove: true },
      { target: '$.list[?@ < 3]', remove: true },
    );
    expect(root).toEqual({ a: { stays: 2 }, list: [3, 4] });
  });

  it('applies actions in order, those of the first overlay first', () => {
    const first = overlay({ target: '$', update: { a: 1, b: 1 } });
    const second = overlay({ target: '$', update: { a: 2 } }, { target: '$.b', remove: true });
    expect(applyOverlays({}, [first, second]).root).toEqual({ a: 2 });
  });

  it('says when an action selects nothing', () => {
    const { findings, root } = laid({ a: 1 }, { target: '$.b', update: { c: 1 } });
    expect(root).toEqual({ a: 1 });
    expect(findings).toMatchObject([
      { code: 'overlay-selects-nothing', ref: { document: 'o', pointer: '/actions/0/target' } },
    ]);
  });

  it('knows which clause wrote each place, even when items move', () => {
    const { overlaid } = laid(
      { list: ['a', 'b'], object: { x: {} } },
      { target: '$.list', update: 'c' },
      { target: '$.list[0]', remove: true },
      { target: '$.object', update: { x: { y: 1 }, z: [1] } },
      { target: '$.object.z', remove: true },
    );
    expect(overlaid).toEqual({
      '/list/1': { kind: 'document', document: 'o', pointer: '/actions/0/update' },
      '/object/x/y': { kind: 'document', document: 'o', pointer: '/actions/2/update/x/y' },
    });
  });
});

describe('an overlay that cannot be used', () => {
  const read = (value: unknown) => () => readOverlay('o.json', { text: JSON.stringify(value), digest: 'o' });
  const action = (one: object) => ({ overlay: '1.0.0', actions: [one] });
  it.each([
    ['is none', { openapi: '3.0.3' }, '`overlay`'],
    ['is of another version', { overlay: '2.0.0', actions: [{}] }, '2.0.0'],
    ['has no actions', { overlay: '1.0.0', actions: [] }, '/actions'],
    ['has an action that is no object', { overlay: '1.0.0', actions: [1] }, '/actions/0'],
    ['has an action without target', action({ update: {} }), 'target'],
    ['has an action without effect', action({ target: '$' }), '`update` or `remove: true`'],
    ['has an unknown member', action({ target: '$', copy: '$.a', update: {} }), '`copy`'],
    ['has a wrong remove', action({ target: '$', remove: 'yes' }), '/actions/0/remove'],
  ])('%s', (_name, value, words) => {
    expect(read(value)).toThrow(expect.objectContaining({ kind: 'spec', code: 'overlay-invalid' }));
    expect(read(value)).toThrow(words);
  });

  it.each([
    ['an expression that cannot be read', { target: '$.a[', update: {} }, 'JSONPath'],
    ['an update of a scalar', { target: '$.a', update: {} }, '$.a'],
    ['an update of an object by a scalar', { target: '$', update: 1 }, 'only an object'],
    ['the removal of everything', { target: '$', remove: true }, 'whole description'],
  ])('because of %s', (_name, one, words) => {
    expect(() => laid({ a: 1 }, one)).toThrow(expect.objectContaining({ code: 'overlay-invalid' }));
    expect(() => laid({ a: 1 }, one)).toThrow(words);
  });
});

describe('a description loaded with overlays', () => {
  const SPEC = `openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  /x:
    get:
      parameters: [{ name: q, in: query, schema: { type: integer } }]
      responses: { 200: { description: x } }
`;
  const OVERLAY = `overlay: 1.0.0
info: { title: Stricter, version: '2' }
actions:
  - target: $.paths['/x'].get.responses
    update: { '400': { description: refused } }
  - target: $.paths['/x'].get.parameters[?@.name == 'q'].schema
    update: { minimum: 1 }
`;

  it('holds the stricter promises, which cite the overlay', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'assay-overlay-'));
    const [spec, over] = [join(folder, 'spec.yaml'), join(folder, 'over.yaml')];
    await Promise.all([writeFile(spec, SPEC), writeFile(over, OVERLAY)]);
    const model = await loadSpec(spec, { overlays: [over] });
    expect(model.documents.map(({ format, title }) => [format, title])).toEqual([
      ['openapi-3.0', 'T'],
      ['overlay-1.0', 'Stricter'],
    ]);
    const [operation] = model.operations;
    expect(operation?.responses.map(({ status }) => status)).toEqual(['200', '400']);
    const schema = operation?.parameters[0]?.schema;
    const answer = schema && createSchemas(model.schemaDocuments).validate(schema, 0, 'request');
    const cited = citeOverlays({ answer, own: operation?.ref, refused: operation?.responses[1]?.ref }, model);
    const digest = model.documents[1]?.digest;
    expect(cited.answer).toMatchObject({
      issues: [{ clause: { document: digest, pointer: '/actions/1/update/minimum' } }],
    });
    expect(cited.refused).toMatchObject({ document: digest, pointer: '/actions/0/update/400' });
    expect(cited.own).toBe(operation?.ref);
  });

  it('fails when an overlay is not there', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'assay-overlay-'));
    const spec = join(folder, 'spec.yaml');
    await writeFile(spec, SPEC);
    await expect(loadSpec(spec, { overlays: [join(folder, 'none.yaml')] })).rejects.toMatchObject({
      code: 'spec-not-found',
    });
  });
});
