import { pointerOf } from '../../kernel/json-pointer.ts';

/** One line of pretty-printed JSON; `pointer` names the value that starts on it. */
export interface JsonLine {
  readonly depth: number;
  /** The member's name with its colon, or nothing. */
  readonly label: string;
  readonly value: string;
  readonly tail: string;
  readonly pointer?: string;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;
const DEEPEST = 64;
const LONGEST = 1_000_000;

interface Frame {
  readonly close: '}' | ']';
  key: string;
  index: number;
}

/**
 * Lay JSON out with two spaces per level, every number and string spelt as it was sent (repeated members too).
 * Undefined when the text is not JSON, deeper than 64 levels or longer than a million characters.
 */
export function jsonLines(text: string): JsonLine[] | undefined {
  if (text.length > LONGEST || !isJson(text)) return undefined;
  const tokens = text.match(TOKEN) ?? [];
  const frames: Frame[] = [];
  const lines: JsonLine[] = [];
  let label = '';
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? '';
    const frame = frames.at(-1);
    const depth = frames.length;
    if (token === ',') {
      const last = lines.pop();
      if (last) lines.push({ ...last, tail: ',' });
      if (frame) frame.index++;
    } else if (token === '}' || token === ']') {
      frames.pop();
      lines.push({ depth: depth - 1, label: '', value: token, tail: '' });
    } else if (frame?.close === '}' && tokens[at + 1] === ':' && label === '') {
      frame.key = token;
      label = `${token}: `;
      at++;
    } else {
      const close = token === '{' ? '}' : token === '[' ? ']' : undefined;
      const empty = close !== undefined && tokens[at + 1] === close;
      lines.push({ depth, label, value: empty ? token + close : token, tail: '', pointer: pathOf(frames) });
      label = '';
      if (empty) at++;
      else if (close) frames.push({ close, key: '""', index: 0 });
      if (frames.length > DEEPEST) return undefined;
    }
  }
  return lines;
}

function pathOf(frames: readonly Frame[]): string {
  return pointerOf(frames.map(({ close, key, index }) => (close === '}' ? String(JSON.parse(key)) : index)));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
