import { emulators } from '../../src/sandbox/index.ts';
import type { Detected } from '../../tests/detect/matrix.ts';
import { GROUNDS, type Ground } from './grounds.ts';

/** What a line of the table says of a defect. */
export type Line = Pick<Detected, 'defect' | 'found' | 'by' | 'requests'>;

const NOTICE = '<!-- Written by scripts/gen-detection.ts; edit the sources instead. -->';
const INTRODUCTION = [
  'Each defect is switched on alone in an emulator that otherwise keeps every promise; seed 1; undescribed methods tried on the reference',
  'API. The requests are those of the whole run, replays included. Nothing else may be found: the tests in `tests/detect/` assert it,',
  'line by line. Deviations of the real NPQ service that no run shows, and why, stand in `drifts.md`.',
].join('\n');

/** The page, with the lines of each ground in the order of what it expects. */
export function detectionPage(lines: (ground: Ground) => readonly Line[]): string {
  const sections = GROUNDS.map((ground) => section(ground, lines(ground)));
  return `${NOTICE}\n\n# Detection\n\n${INTRODUCTION}\n\n${sections.join('\n\n')}\n`;
}

function section({ suite, emulator }: Ground, lines: readonly Line[]): string {
  const titles = new Map(emulators.get(emulator).defects.map(({ id, title }) => [id, title]));
  return [
    `## ${suite}`,
    '',
    `${lines.filter(({ found }) => found).length} of ${lines.length} found.`,
    '',
    '| defect | what | found by | requests |',
    '|---|---|---|---|',
    ...lines.map(({ defect, found, by, requests }) => {
      const finders = found ? by.join(', ') : MISSED;
      return `| ${defect} | ${titles.get(defect) ?? ''} | ${finders} | ${requests} |`;
    }),
  ].join('\n');
}

const MISSED = '**missed**';

/** The lines of a ground as a page that was written says them, in its order. */
export function linesIn(page: string, suite: string): Line[] {
  const [, ...rest] = page.split(`\n## ${suite}\n`);
  const [own = ''] = rest.join('').split('\n## ');
  return own.split('\n').flatMap((row) => {
    const [, defect, , by, requests] = row.split('|').map((cell) => cell.trim());
    if (!defect || by === undefined || !/^\d+$/.test(requests ?? '')) return [];
    return [{ defect, found: by !== MISSED, by: by.split(', '), requests: Number(requests) }];
  });
}
