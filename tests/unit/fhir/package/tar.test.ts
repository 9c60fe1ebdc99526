import { describe, expect, it } from 'vitest';
import { readTar } from '../../../../src/fhir/package/tar.ts';
import { tarOf } from './archive-of.ts';

const long = `package/${'n'.repeat(120)}.json`;
const pax = (key: string, value: string) => {
  const body = ` ${key}=${value}\n`;
  const length = body.length + String(body.length + 3).length;
  return `${length}${body}`;
};
const namesOf = (tar: Buffer) => readTar(tar, 100).map(({ name }) => name);

describe('readTar', () => {
  it('gives the files with their bytes and passes over folders', () => {
    const tar = tarOf([
      { name: 'package/', type: '5' },
      { name: 'package/a.json', text: '{"é":1}' },
      { name: 'b.json', prefix: 'package/deep' },
    ]);
    expect(readTar(tar, 10).map(({ name, bytes }) => [name, bytes.toString('utf8')])).toEqual([
      ['package/a.json', '{"é":1}'],
      ['package/deep/b.json', ''],
    ]);
  });

  it('reads long names in pax and in GNU form, once each', () => {
    const entries = [
      { name: 'x', type: 'x', text: pax('mtime', '1') + pax('path', long) },
      { name: 'short' },
      { name: '././@LongLink', type: 'L', text: `${long}\0` },
      { name: 'short2' },
      { name: 'plain' },
    ];
    expect(namesOf(tarOf(entries))).toEqual([long, long, 'plain']);
  });

  it('refuses links and devices', () => {
    for (const type of ['1', '2', '3', '4', '6'])
      expect(() => readTar(tarOf([{ name: 'package/x', type }]), 10)).toThrow(/neither a file nor a folder/);
  });

  it('notices damage: a changed header, a cut archive, malformed numbers and records', () => {
    const tar = tarOf([{ name: 'package/a.json', text: 'x'.repeat(600) }]);
    const changed = Buffer.from(tar);
    changed.write('P', 0);
    expect(() => readTar(changed, 10)).toThrow(/checksum/);
    expect(() => readTar(tar.subarray(0, 1024), 10)).toThrow(/cut short/);
    expect(() => readTar(tarOf([{ name: 'x', type: 'x', text: '99 path=a\n' }]), 10)).toThrow(/extended header/);
  });

  it('stops at the bound on files', () => {
    const tar = tarOf(Array.from({ length: 4 }, (_, i) => ({ name: `package/${i}.json` })));
    expect(() => readTar(tar, 3)).toThrow(/more than 3 files/);
  });

  it('never hangs or crashes on noise', () => {
    const tar = tarOf([
      { name: 'package/a.json', text: '{}' },
      { name: 'package/b.json', text: '{"b":1}' },
    ]);
    for (let at = 0; at < tar.length - 1024; at += 7) {
      const noisy = Buffer.from(tar);
      noisy[at] = (noisy[at] ?? 0) ^ 0x55;
      try {
        readTar(noisy, 10);
      } catch (error) {
        expect(error).toHaveProperty('message');
      }
    }
  });
});
