import type { ReportOptions } from '../shared/reporter.ts';
import { oneLine } from '../shared/visible.ts';

/** What a piece of text means; the terminal's own palette decides how it looks. */
export type Tone = 'bad' | 'good' | 'warn' | 'quiet' | 'strong';

const CODES: Readonly<Record<Tone, string>> = { bad: '31', good: '32', warn: '33', quiet: '2', strong: '1' };

/** Writes lines that fit the terminal; content cannot bring escape sequences or line breaks of its own. */
export interface Ink {
  /** Lines of `text`, each at most the width, starting at column `indent`; `label`, our own words only, stands before the first. */
  lines(text: string, style?: LineStyle): string[];
}

/** How a text stands on its lines; `indent` in columns, default 0. */
export interface LineStyle {
  readonly indent?: number;
  readonly label?: string;
  readonly tone?: Tone | undefined;
  /** Tone of the label; default that of the text. */
  readonly labelTone?: Tone | undefined;
}

/** Ink for a terminal; under 40 columns it writes as for 40. */
export function paint(options: ReportOptions): Ink {
  const width = Math.max(40, options.width);
  const colour = (text: string, tone: Tone | undefined) =>
    options.colour && tone && text !== '' ? `\u001b[${CODES[tone]}m${text}\u001b[0m` : text;
  return {
    lines(text, { indent = 0, label = '', tone, labelTone = tone } = {}) {
      const hang = label === '' ? indent : indent + label.length + 1;
      const rows = wrap(oneLine(text), width - hang);
      const head = ' '.repeat(indent) + colour(label, labelTone) + (label === '' ? '' : ' ');
      return rows.map((row, index) => (index === 0 ? head : ' '.repeat(hang)) + colour(row, tone));
    },
  };
}

/** Break at spaces; a word longer than the width is cut. */
function wrap(text: string, width: number): string[] {
  const rows: string[] = [];
  let row = '';
  for (const word of text.split(' ').flatMap((part) => pieces(part, width))) {
    const joined = row === '' ? word : `${row} ${word}`;
    if ([...joined].length <= width) row = joined;
    else {
      rows.push(row);
      row = word;
    }
  }
  return [...rows, row];
}

function pieces(word: string, width: number): string[] {
  const characters = [...word];
  const cut: string[] = [];
  for (let at = 0; at < characters.length; at += width) cut.push(characters.slice(at, at + width).join(''));
  return cut;
}
