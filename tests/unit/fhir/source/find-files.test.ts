import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findFiles } from '../../../../src/fhir/source/find-files.ts';
import { readTexts } from '../../../../src/fhir/source/read-texts.ts';

let room: string;
beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), 'assay-sources-'));
  for (const folder of ['a/deep', 'a/.git', 'a/node_modules']) mkdirSync(join(room, folder), { recursive: true });
  for (const file of [
    'a/p.json',
    'a/b.xml',
    'a/deep/s.ndjson',
    'a/deep/n.txt',
    'a/.git/h.json',
    'a/node_modules/m.json',
    'c+d.json',
  ])
    writeFileSync(join(room, file), '{}');
});
afterEach(() => rmSync(room, { recursive: true, force: true }));
const names = (...inputs: string[]) => findFiles(inputs, room).map(({ name }) => name);

describe('findFiles', () => {
  it('takes a file as it is, whatever its name, and a folder by the names of its files', () => {
    expect(findFiles(['a/deep/n.txt', 'a'], room)).toEqual([
      { path: join(room, 'a/deep/n.txt'), name: 'a/deep/n.txt', named: true },
      { path: join(room, 'a/b.xml'), name: 'a/b.xml', named: false },
      { path: join(room, 'a/deep/s.ndjson'), name: 'a/deep/s.ndjson', named: false },
      { path: join(room, 'a/p.json'), name: 'a/p.json', named: false },
    ]);
  });

  it('matches globs within and across folders', () => {
    expect(names('a/*.json')).toEqual(['a/p.json']);
    expect(names('**/*.ndjson')).toEqual(['a/deep/s.ndjson']);
    expect(names('a/**/*.xml')).toEqual(['a/b.xml']);
    expect(names('c+?.json')).toEqual(['c+d.json']);
    expect(names('a/**')).toHaveLength(3);
  });

  it('gives each file once and follows no links in folders', () => {
    symlinkSync(join(room, 'a'), join(room, 'a/loop'));
    expect(names('a/p.json', 'a', './a/p.json')).toEqual(['a/p.json', 'a/b.xml', 'a/deep/s.ndjson']);
  });

  it('shows files elsewhere by their whole path', () => {
    expect(findFiles([join(room, 'c+d.json')], join(room, 'a'))[0]?.name).toBe(join(room, 'c+d.json'));
  });

  it.each(['absent.json', 'a/*.ttl', 'none/**/*.json'])('fails on %s, which nothing matches', (input) => {
    expect(() => findFiles([input], room)).toThrow(expect.objectContaining({ kind: 'usage', code: 'input-not-found' }));
  });
});

describe('readTexts', () => {
  const read = async (content: string | Buffer, most = 1000, name = 'x.ndjson') => {
    const path = join(room, name);
    writeFileSync(path, content);
    const texts: [string, string][] = [];
    for await (const { name: shown, text } of readTexts({ path, name, named: true }, most)) texts.push([shown, text]);
    return texts;
  };

  it('gives a file as one text', async () => {
    expect(await read('{\n}', 1000, 'x.json')).toEqual([['x.json', '{\n}']]);
  });

  it('gives the lines of a stream by number, blank ones passed over', async () => {
    expect(await read('{"a":1}\r\n\n  \n{"é":"😀"}')).toEqual([
      ['x.ndjson:1', '{"a":1}\r'],
      ['x.ndjson:4', '{"é":"😀"}'],
    ]);
    expect(await read('')).toEqual([]);
  });

  it('keeps characters that stand across chunks whole', async () => {
    const line = `"${'é😀'.repeat(40_000)}"`;
    const texts = await read(`${line}\n${line}\n`, 1_000_000);
    expect(texts.map(([, text]) => text === line)).toEqual([true, true]);
  });

  it('holds no more of a line than the limit and one character', async () => {
    const texts = await read(`${'x'.repeat(300_000)}\n{}\n`, 10);
    expect(texts.map(([, text]) => text)).toEqual(['x'.repeat(11), '{}']);
    expect((await read('y'.repeat(100), 10, 'x.json'))[0]?.[1]).toHaveLength(11);
  });
});
