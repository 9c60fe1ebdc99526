import { gzipSync } from 'node:zlib';

/** One entry to write into a test archive. */
export interface Written {
  readonly name: string;
  readonly text?: string;
  /** Tar type flag; default a regular file. */
  readonly type?: string;
  readonly prefix?: string;
}

/** A tar archive with these entries, byte for byte as asked. */
export function tarOf(entries: readonly Written[]): Buffer {
  const blocks = entries.flatMap(({ name, text = '', type = '0', prefix = '' }) => {
    const bytes = Buffer.from(text, 'utf8');
    const header = Buffer.alloc(512);
    header.write(name, 0, 100, 'utf8');
    header.write('0000644\0', 100);
    header.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124);
    header.write('        ', 148);
    header.write(type, 156);
    header.write('ustar\u000000', 257);
    header.write(prefix, 345, 155, 'utf8');
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

/** The tar, gzipped. */
export const archiveOf = (entries: readonly Written[]): Buffer => gzipSync(tarOf(entries));

/** A package archive with a manifest and resources by file name. */
export function packageOf(
  manifest: { readonly name: string; readonly version: string; readonly [member: string]: unknown },
  resources: Readonly<Record<string, unknown>> = {},
): Buffer {
  return archiveOf([
    { name: 'package/package.json', text: JSON.stringify(manifest) },
    ...Object.entries(resources).map(([name, value]) => ({ name: `package/${name}`, text: JSON.stringify(value) })),
  ]);
}
