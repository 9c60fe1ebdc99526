/** One regular file of a tar archive, under its name as written. */
export interface TarEntry {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Why a tar archive cannot be read, or (`unsafe`) must not be. */
export class TarError extends Error {
  readonly unsafe: boolean;

  constructor(message: string, unsafe = false) {
    super(message);
    this.unsafe = unsafe;
  }
}

const BLOCK = 512;
const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * The regular files of a POSIX tar archive (ustar, pax and GNU long names), checksums verified. Folders are passed over. Throws a
 * TarError for links, devices and other entries that a package has no use for, for damage, and for more than `most` entries.
 */
export function readTar(tar: Buffer, most: number): TarEntry[] {
  const entries: TarEntry[] = [];
  let longName: string | undefined;
  for (let at = 0; at + BLOCK <= tar.length; ) {
    const header = tar.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) break;
    verifyChecksum(header);
    const size = octal(header.subarray(124, 136));
    const start = at + BLOCK;
    if (start + size > tar.length) throw new TarError('the archive is cut short');
    const bytes = tar.subarray(start, start + size);
    const type = String.fromCharCode(header[156] ?? 0);
    if (entries.length >= most) throw new TarError(`the archive has more than ${most} files`, true);
    if (type === 'x') longName = paxPath(bytes) ?? longName;
    else if (type === 'L') longName = text(bytes);
    else if (type !== 'g') {
      const name = longName ?? nameOf(header);
      longName = undefined;
      if (type === '0' || type === '\0') entries.push({ name, bytes });
      else if (type !== '5') throw new TarError(`'${name}' is neither a file nor a folder (tar type '${type}')`, true);
    }
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  return entries;
}

function verifyChecksum(header: Buffer): void {
  let sum = 0;
  for (let i = 0; i < BLOCK; i++) sum += i >= 148 && i < 156 ? 32 : (header[i] ?? 0);
  if (sum !== octal(header.subarray(148, 156))) throw new TarError('a checksum of the archive is wrong');
}

function nameOf(header: Buffer): string {
  const name = text(header.subarray(0, 100));
  const isUstar = header.toString('latin1', 257, 262) === 'ustar' && header[262] === 0;
  const prefix = isUstar ? text(header.subarray(345, 500)) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** The `path` of a pax extended header: records of the form `length key=value\n`. */
function paxPath(bytes: Buffer): string | undefined {
  let path: string | undefined;
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(32, at);
    const length = Number(bytes.toString('latin1', at, space < 0 ? at : space));
    if (space < 0 || !Number.isInteger(length) || length <= space - at || at + length > bytes.length)
      throw new TarError('an extended header of the archive is malformed');
    const record = text(bytes.subarray(space + 1, at + length - 1));
    if (record.startsWith('path=')) path = record.slice('path='.length);
    at += length;
  }
  return path;
}

/** Text up to the first NUL; names must be UTF-8. */
function text(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  try {
    return decoder.decode(end < 0 ? bytes : bytes.subarray(0, end));
  } catch {
    throw new TarError('a name in the archive is not UTF-8');
  }
}

function octal(field: Buffer): number {
  const digits = field
    .toString('latin1')
    .replace(/[\0 ]+$/, '')
    .trimStart();
  if (!/^[0-7]{0,12}$/.test(digits)) throw new TarError('a number in the archive is malformed');
  return digits === '' ? 0 : Number.parseInt(digits, 8);
}
