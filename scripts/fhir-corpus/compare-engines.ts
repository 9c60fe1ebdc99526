import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject, type JsonObject } from '../../src/kernel/json.ts';
import { ENGINES, ready } from './engines.ts';
import { type CaseResult, isError } from './run-case.ts';

/** The figures of one engine over the same plain R4 cases, or why there are none. */
export interface EngineScore {
  readonly name: string;
  readonly packages: readonly string[];
  readonly skipped?: string;
  readonly cases: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
  /** Cases on which the engine broke; they count as no error found. */
  readonly broke: number;
}

/** Run every engine over the R4 cases that are comparable offline. A text that is no JSON counts as an error found. */
export async function compareEngines(results: readonly CaseResult[], folder: string): Promise<EngineScore[]> {
  const cases = results.filter(
    (each) => each.excluded === undefined && each.kind === 'plain' && each.case.fhir === 'R4',
  );
  const scores: EngineScore[] = [];
  for (const engine of ENGINES) {
    const judge = await ready(engine);
    const count = { truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 0, broke: 0 };
    if (typeof judge !== 'string')
      for (const each of cases) {
        const found = errorIn(join(folder, 'files', each.case.file), (resource) => {
          try {
            return judge(resource);
          } catch {
            count.broke++;
            return false;
          }
        });
        const official = each.expected.some(isError);
        count[official ? (found ? 'truePositives' : 'falseNegatives') : found ? 'falsePositives' : 'trueNegatives']++;
      }
    scores.push({
      name: engine.name,
      packages: engine.packages,
      cases: cases.length,
      ...count,
      ...(typeof judge === 'string' && { skipped: judge }),
    });
  }
  return scores;
}

function errorIn(path: string, judge: (resource: JsonObject) => boolean): boolean {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8').replace(/^\ufeff/, ''));
  } catch {
    return true;
  }
  return isJsonObject(value) ? judge(value) : true;
}

/** The scores as a section of the page. */
export function markdownEngines(scores: readonly EngineScore[]): string[] {
  const percent = (part: number, whole: number) => (whole === 0 ? '-' : ((100 * part) / whole).toFixed(1));
  const rows = scores.map((each) => {
    const { truePositives: tp, falsePositives: fp, falseNegatives: fn, trueNegatives: tn } = each;
    if (each.skipped !== undefined)
      return `| ${each.name} | ${each.packages.join(', ')} | - | - | - | - | - | - | - | ${each.skipped} |`;
    const figures = [tp, fp, fn, tn, percent(tp + tn, each.cases), percent(tp, tp + fp), percent(tp, tp + fn)];
    const note = each.broke > 0 ? `broke on ${each.broke} cases, counted as no error found` : '';
    return `| ${each.name} | ${each.packages.join(', ')} | ${figures.join(' | ')} | ${note} |`;
  });
  return [
    '## Other engines on the same cases',
    '',
    'The R4 JSON cases of the first table, each without profiles; by `npm run fhir:corpus -- --engines`, with the packages in the project or in the',
    'folder `$ASSAY_ENGINES`.',
    '',
    '| engine | packages | true positive | false positive | false negative | true negative | agreement % | precision % | recall % | note |',
    '|---|---|---|---|---|---|---|---|---|---|',
    ...rows,
    '',
  ];
}
