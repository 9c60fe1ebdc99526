import { gzipSync } from 'node:zlib';
import { HEAD_BYTES } from '../../src/fhir/definitions/blocks.ts';

/** Characters of a block; a longer line has one of its own. */
const BLOCK = 65_536;

/**
 * Lines as gzip members that can be opened one by one: a head of fixed length, whose line tells the bytes and lines of each block in a line of its
 * own, then the blocks. The whole is a gzip file whose text is the head and the lines. The first two lines are the first block.
 */
export function packBlocks(text: string): Buffer {
  const lines = text.split('\n').slice(0, -1);
  const groups: string[][] = [lines.slice(0, 2)];
  let size = BLOCK;
  for (const line of lines.slice(2)) {
    if (size + line.length > BLOCK) {
      groups.push([]);
      size = 0;
    }
    groups.at(-1)?.push(line);
    size += line.length;
  }
  const blocks = groups.map((group) => gzipSync(group.map((line) => `${line}\n`).join(''), { level: 9 }));
  const table = blocks.map((block, i) => [block.length, groups[i]?.length ?? 0]);
  const line = `${JSON.stringify({ blocks: table })}`.padEnd(HEAD_BYTES - 1);
  if (line.length >= HEAD_BYTES) throw new RangeError('the table of blocks is longer than its head');
  return Buffer.concat([storedMember(`${line}\n`), ...blocks]);
}

/** A gzip member that is stored, not compressed, so that its length is fixed. */
function storedMember(text: string): Buffer {
  return gzipSync(text, { level: 0 });
}
