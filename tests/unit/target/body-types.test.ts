import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/kernel/json.ts';
import type { BodyEncoding } from '../../../src/model/operation.ts';
import { csvText } from '../../../src/target/csv.ts';
import { formPairs } from '../../../src/target/form.ts';
import { multipart } from '../../../src/target/multipart.ts';
import { bodyOf } from '../../../src/target/wire.ts';

async function readBack(form: JsonObject, encoding: BodyEncoding = {}): Promise<FormData> {
  const { mediaType, bytes } = multipart('multipart/form-data', form, encoding);
  return new Response(Buffer.from(bytes), { headers: { 'content-type': mediaType } }).formData();
}

describe('a multipart form', () => {
  it('has a part per member, one per item of a list, and JSON for objects', async () => {
    const form = await readBack({ text: 'é\r\n"x"', list: ['a', 2], object: { a: 1 } });
    expect([...form.keys()]).toEqual(['text', 'list', 'list', 'object']);
    expect(form.get('text')).toBe('é\r\n"x"');
    expect(form.getAll('list')).toEqual(['a', '2']);
    expect(form.get('object')).toBe('{"a":1}');
  });

  it('sends files with a name and their media type, and JSON where the encoding says so', async () => {
    const form = await readBack(
      { picture: 'bytes', ids: [1, 2] },
      { picture: { mediaType: 'image/png' }, ids: { mediaType: 'application/json' } },
    );
    const picture = form.get('picture');
    expect(picture).toBeInstanceOf(File);
    expect(picture).toMatchObject({ name: 'picture', type: 'image/png' });
    expect(await (picture as File).text()).toBe('bytes');
    expect(form.getAll('ids')).toEqual(['[1,2]']);
  });

  it('has equal bytes for equal values', () => {
    const make = () => bodyOf({ mediaType: 'multipart/form-data', json: { a: 'x' } });
    expect(make()).toEqual(make());
    expect(make()).toMatchObject({ mediaType: expect.stringMatching(/^multipart\/form-data; boundary=assay-/) });
  });

  it('reads back as it was written, whatever the texts', async () => {
    const texts = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string({ unit: 'grapheme' }), { minKeys: 1 });
    await fc.assert(
      fc.asyncProperty(texts, async (form) => {
        expect(Object.fromEntries(await readBack(form))).toEqual({ ...form });
      }),
      { seed: 7, numRuns: 60 },
    );
  });
});

describe('a URL-encoded form', () => {
  const form = { list: ['a', 'b'], object: { x: 1, y: '2' }, plain: true };
  it.each<[string, BodyEncoding, [string, string][]]>([
    [
      'repeats lists and writes objects as JSON',
      {},
      [
        ['list', 'a'],
        ['list', 'b'],
        ['object', '{"x":1,"y":"2"}'],
        ['plain', 'true'],
      ],
    ],
    [
      'joins lists that do not explode, members below brackets',
      { list: { style: 'pipeDelimited', explode: false }, object: { style: 'deepObject', explode: true } },
      [
        ['list', 'a|b'],
        ['object[x]', '1'],
        ['object[y]', '2'],
        ['plain', 'true'],
      ],
    ],
    [
      'spreads members',
      { list: { explode: false }, object: { style: 'form', explode: true } },
      [
        ['list', 'a,b'],
        ['x', '1'],
        ['y', '2'],
        ['plain', 'true'],
      ],
    ],
    [
      'joins members',
      { object: { style: 'form', explode: false } },
      [
        ['list', 'a'],
        ['list', 'b'],
        ['object', 'x,1,y,2'],
        ['plain', 'true'],
      ],
    ],
  ])('%s', (_name, encoding, pairs) => expect(formPairs(form, encoding)).toEqual(pairs));
});

describe('CSV', () => {
  it('has a header of all members, and quotes what needs it', () => {
    expect(
      csvText([
        { a: 'x,y', b: 1 },
        { b: 'say "no"', c: '1\n2' },
      ]),
    ).toBe('a,b,c\r\n"x,y",1,\r\n,"say ""no""","1\n2"\r\n');
    expect(
      csvText([
        ['a', null],
        ['b', 2],
      ]),
    ).toBe('a,null\r\nb,2\r\n');
    expect(csvText({ a: 1 })).toBe('a\r\n1\r\n');
  });

  it('is text as it stands when the value is text', () => {
    const written = bodyOf({ mediaType: 'text/csv; charset=utf-8', json: 'a,b\n' });
    expect('bytes' in written && Buffer.from(written.bytes).toString()).toBe('a,b\n');
    expect(bodyOf({ mediaType: 'text/csv', json: [{ a: 1 }] })).toMatchObject({ mediaType: 'text/csv' });
  });
});

it('a file is its content', () => {
  const written = bodyOf({ mediaType: 'application/octet-stream', json: 'content' });
  expect('bytes' in written && Buffer.from(written.bytes).toString()).toBe('content');
  expect(bodyOf({ mediaType: 'image/png', json: {} })).toMatchObject({
    unsupported: expect.stringContaining('image/png'),
  });
});
