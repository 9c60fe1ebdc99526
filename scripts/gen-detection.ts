/**
 * Writes docs/reference/detection.md: per defect the check that finds it and the requests it took. `npx jiti scripts/gen-detection.ts`
 * after a build; with `--check` nothing is written, and it fails when the table would be another.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { emulators } from '../src/sandbox/index.ts';
import { type Detected, detect, type Expected } from '../tests/detect/matrix.ts';
import { REFERENCE_EXPECTED } from '../tests/detect/reference.expected.ts';

interface Ground {
  readonly suite: string;
  readonly emulator: string;
  readonly expected: readonly Expected[];
}

const GROUNDS: readonly Ground[] = [{ suite: 'reference/v1', emulator: 'reference', expected: REFERENCE_EXPECTED }];
const PAGE = fileURLToPath(new URL('../docs/reference/detection.md', import.meta.url));
const NOTICE = '<!-- Written by scripts/gen-detection.ts; edit the sources instead. -->';
const INTRODUCTION =
  'Each defect is switched on alone in an emulator that otherwise keeps every promise; seed 1, undescribed methods tried. The requests are those of the whole run, replays included.';

const sections: string[] = [];
for (const { suite, emulator, expected } of GROUNDS) {
  const rows: Detected[] = [];
  for (const one of expected) rows.push(await detect(suite, one, { undeclaredMethods: true, seed: '1' }));
  sections.push(section(suite, emulator, rows));
}
const page = `${NOTICE}\n\n# Detection\n\n${INTRODUCTION}\n\n${sections.join('\n\n')}\n`;

if (!process.argv.includes('--check')) writeFileSync(PAGE, page);
else if (readFileSync(PAGE, 'utf8') !== page) {
  console.error('docs/reference/detection.md is out of date: npx jiti scripts/gen-detection.ts');
  process.exitCode = 1;
}

function section(suite: string, emulator: string, rows: readonly Detected[]): string {
  const titles = new Map(emulators.get(emulator).defects.map(({ id, title }) => [id, title]));
  const found = rows.filter((row) => row.found).length;
  const alone = rows.filter((row) => row.unexpected.length === 0).length;
  return [
    `## ${suite}`,
    '',
    `${found} of ${rows.length} found, ${alone} without any other finding.`,
    '',
    '| defect | what | found by | requests |',
    '|---|---|---|---|',
    ...rows.map((row) => {
      const by = row.found ? row.by.join(', ') : '**missed**';
      return `| ${row.defect} | ${titles.get(row.defect) ?? ''} | ${by} | ${row.requests} |`;
    }),
  ].join('\n');
}
