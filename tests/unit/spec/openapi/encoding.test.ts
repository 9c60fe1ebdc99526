import { expect, it } from 'vitest';
import type { MediaTypeContent } from '../../../../src/model/operation.ts';
import { modelOf } from './reading.ts';

async function formOf(
  media: object,
  mediaType = 'multipart/form-data',
  more: object = {},
): Promise<MediaTypeContent | undefined> {
  const requestBody = { content: { [mediaType]: media } };
  const model = await modelOf({
    paths: { '/x': { post: { requestBody, responses: { 200: { description: 'x' } } } } },
    ...more,
  });
  return model.operations[0]?.requestBody?.content[0];
}

const file = { type: 'string', format: 'binary' };

it('files of a multipart form are found through references, lists and allOf', async () => {
  const components = { schemas: { File: file, Base: { properties: { base: { $ref: '#/components/schemas/File' } } } } };
  const schema = {
    allOf: [{ $ref: '#/components/schemas/Base' }],
    properties: { one: file, many: { type: 'array', items: file }, text: { type: 'string' } },
  };
  const form = await formOf({ schema }, 'multipart/form-data', { components });
  expect(form?.encoding).toEqual({
    base: { mediaType: 'application/octet-stream' },
    one: { mediaType: 'application/octet-stream' },
    many: { mediaType: 'application/octet-stream' },
  });
});

it('an encoding is read, ranges turned into types that can be sent', async () => {
  const encoding = {
    a: { contentType: 'image/*' },
    b: { contentType: 'Image/PNG, image/jpeg' },
    c: { style: 'pipeDelimited' },
    d: { style: 'form', explode: true },
    e: { contentType: 'application/json' },
    f: 'nothing',
  };
  expect((await formOf({ schema: { properties: { a: file } }, encoding }))?.encoding).toEqual({
    a: { mediaType: 'image/png' },
    b: { mediaType: 'image/png' },
    c: { style: 'pipeDelimited', explode: false },
    d: { style: 'form', explode: true },
    e: { mediaType: 'application/json' },
  });
});

it('other bodies have none', async () => {
  expect(await formOf({ schema: { properties: { a: file } } }, 'application/json')).not.toHaveProperty('encoding');
  expect(await formOf({ schema: { properties: { a: file } } }, 'application/x-www-form-urlencoded')).not.toHaveProperty(
    'encoding',
  );
  expect(await formOf({})).not.toHaveProperty('encoding');
});

it('a circular schema has an end', async () => {
  const components = { schemas: { A: { allOf: [{ $ref: '#/components/schemas/A' }], properties: { f: file } } } };
  const form = await formOf({ schema: { $ref: '#/components/schemas/A' } }, 'multipart/form-data', { components });
  expect(form?.encoding).toEqual({ f: { mediaType: 'application/octet-stream' } });
});
