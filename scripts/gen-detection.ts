/**
 * Writes docs/reference/detection.md (per defect the check that finds it and the requests it took) and docs/reference/drifts.md (every
 * deviation known of the NPQ service). `npx jiti scripts/gen-detection.ts` after a build; with `--check` nothing is written, one defect of
 * each suite is run again, and it fails when a page would be another.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { detect } from '../tests/detect/matrix.ts';
import { detectionPage, type Line, linesIn } from './detection/detection-page.ts';
import { driftsPage } from './detection/drifts-page.ts';
import { GROUNDS, type Ground } from './detection/grounds.ts';

const pathOf = (name: string) => fileURLToPath(new URL(`../docs/reference/${name}`, import.meta.url));
const DETECTION = pathOf('detection.md');
const checking = process.argv.includes('--check');
const written = checking ? readFileSync(DETECTION, 'utf8') : '';

const lines = new Map<Ground, readonly Line[]>();
for (const ground of GROUNDS) lines.set(ground, checking ? await sampled(ground) : await measured(ground));

const pages = { [DETECTION]: detectionPage((ground) => lines.get(ground) ?? []), [pathOf('drifts.md')]: driftsPage() };
for (const [path, page] of Object.entries(pages)) {
  if (!checking) writeFileSync(path, page);
  else if (readFileSync(path, 'utf8') !== page) {
    console.error(`${path} is out of date: npx jiti scripts/gen-detection.ts`);
    process.exitCode = 1;
  }
}

async function measured({ suite, expected, options }: Ground): Promise<Line[]> {
  const found: Line[] = [];
  for (const one of expected) found.push(await detect(suite, one, options));
  return found;
}

/** The lines as written, the first one measured again; a defect that is not in the table stands as missed, with no request. */
async function sampled({ suite, expected, options }: Ground): Promise<Line[]> {
  const before = new Map(linesIn(written, suite).map((line) => [line.defect, line]));
  const [first, ...others] = expected;
  const again = first ? [await detect(suite, first, options)] : [];
  const kept = others.map(({ defect, check }) => {
    const line = before.get(defect);
    return line ? { ...line, found: line.by.includes(check) } : { defect, found: false, by: [], requests: 0 };
  });
  return [...again, ...kept];
}
