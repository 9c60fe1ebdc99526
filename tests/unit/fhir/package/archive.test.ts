import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DEFAULT_PACKAGE_LIMITS, pathProblem, unpackArchive } from '../../../../src/fhir/package/archive.ts';
import { archiveOf } from './archive-of.ts';

const unpack = (archive: Buffer, limits = {}) =>
  unpackArchive(archive, 'p#1', { ...DEFAULT_PACKAGE_LIMITS, ...limits });

describe('unpackArchive', () => {
  it('gives files by path; a leading ./ does not count', () => {
    const files = unpack(
      archiveOf([
        { name: './package/a.json', text: '{}' },
        { name: 'other/b.txt', text: 'b' },
      ]),
    );
    expect([...files.keys()]).toEqual(['package/a.json', 'other/b.txt']);
  });

  it.each([
    '../evil.json',
    'package/../../evil.json',
    '/etc/evil.json',
    'C:/evil.json',
    'package\\..\\evil.json',
    'package//evil.json',
    'package/./../evil.json',
  ])('refuses the file name %s', (name) => {
    expect(() => unpack(archiveOf([{ name: 'package/package.json' }, { name }]))).toThrow(/is refused/);
    expect(pathProblem(name)).toBeDefined();
  });

  it('refuses links, whatever they point to', () => {
    expect(() => unpack(archiveOf([{ name: 'package/link', type: '2' }]))).toThrow(
      expect.objectContaining({ code: 'package-unsafe' }),
    );
  });

  it('refuses a name that occurs twice', () => {
    expect(() => unpack(archiveOf([{ name: 'package/a.json' }, { name: './package/a.json' }]))).toThrow(/twice/);
  });

  it('refuses what is larger than the limits, before it fills the memory', () => {
    const bomb = gzipSync(Buffer.alloc(3_000_000));
    expect(() => unpack(bomb, { unpackedBytes: 1_000_000 })).toThrow(/unpacks to more than 1000000/);
    expect(() => unpack(bomb, { archiveBytes: 100 })).toThrow(/longer than 100/);
    expect(() => unpack(archiveOf([{ name: 'a' }, { name: 'b' }]), { files: 1 })).toThrow(/more than 1 files/);
  });

  it('says of damage that it is damage', () => {
    expect(() => unpack(Buffer.from('no gzip'))).toThrow(expect.objectContaining({ code: 'package-invalid' }));
    expect(() => unpack(gzipSync(Buffer.alloc(700, 65)))).toThrow(expect.objectContaining({ code: 'package-invalid' }));
  });
});
