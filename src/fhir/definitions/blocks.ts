import { gunzipSync } from 'node:zlib';

/** Characters of the line that tells of the blocks. */
export const HEAD_BYTES = 4096;
/** Header of a gzip member, and of the one stored block in it. */
const HEAD_START = 10 + 5;
/** Checksum and length after it. */
const HEAD_END = 8;

/** Blocks that are kept open. */
const MOST_OPEN = 6;

interface Block {
  readonly start: number;
  readonly end: number;
  /** Number of its first line. */
  readonly line: number;
}

/** The lines of a pack of gzip members, of which each is opened when one of its lines is asked for. */
export class LineBlocks {
  private readonly bytes: Buffer;
  private readonly blocks: readonly Block[];
  private readonly open = new Map<number, readonly string[]>();

  constructor(bytes: Buffer) {
    this.bytes = bytes;
    const head = bytes.toString('latin1', HEAD_START, HEAD_START + HEAD_BYTES);
    const table = JSON.parse(head) as { readonly blocks: readonly (readonly [bytes: number, lines: number])[] };
    let start = HEAD_START + HEAD_BYTES + HEAD_END;
    let line = 0;
    this.blocks = table.blocks.map(([length, lines]) => {
      const block = { start, end: start + length, line };
      start += length;
      line += lines;
      return block;
    });
  }

  /** A line by its number; throws a RangeError for one that the pack does not have. */
  line(number: number): string {
    const at = this.blockOf(number);
    const found = this.linesOf(at)[number - (this.blocks[at]?.line ?? 0)];
    if (found === undefined) throw new RangeError(`the pack has no line ${number}`);
    return found;
  }

  private blockOf(line: number): number {
    let low = 0;
    let high = this.blocks.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.blocks[middle]?.line ?? 0) <= line) low = middle;
      else high = middle;
    }
    return low;
  }

  /** The lines of a block; the ones opened last are kept. */
  private linesOf(at: number): readonly string[] {
    const known = this.open.get(at);
    if (known) return known;
    const { start = 0, end = 0 } = this.blocks[at] ?? {};
    const lines = gunzipSync(this.bytes.subarray(start, end)).toString('utf8').split('\n');
    for (const oldest of this.open.keys()) {
      if (this.open.size < MOST_OPEN) break;
      this.open.delete(oldest);
    }
    this.open.set(at, lines);
    return lines;
  }
}
