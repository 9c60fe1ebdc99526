/**
 * Scores the validator on the public validator cases: `npm run fhir:corpus [-- --list wrong|fp|fn|place|all] [--module NAME] [--name TEXT] [--engines] [--markdown FILE]`.
 * The cases are read from `../shared/fhir/corpus` (or `$ASSAY_SHARED/fhir/corpus`) and skipped with a reason when absent.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { compareEngines, markdownEngines } from './fhir-corpus/compare-engines.ts';
import type { CorpusCase } from './fhir-corpus/run-case.ts';
import { corpusScores, markdownScores, printScores } from './fhir-corpus/score.ts';

const shared = process.env['ASSAY_SHARED'] ?? resolve(import.meta.dirname ?? '.', '../../shared');
const folder = join(shared, 'fhir/corpus');
if (!existsSync(join(folder, 'cases.json'))) console.log(`skipped: there is no corpus at ${folder}`);
else {
  const cases = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as CorpusCase[];
  const only = argument('--module');
  const name = argument('--name');
  const chosen = cases.filter((each) => (!only || each.module === only) && (!name || each.name.includes(name)));
  const results = corpusScores(chosen, folder);
  const page = argument('--markdown');
  const engines =
    page || process.argv.includes('--engines') ? markdownEngines(await compareEngines(results, folder)) : [];
  if (page) writeFileSync(page, markdownScores(results, engines));
  printScores(results, argument('--list'));
  if (process.argv.includes('--engines')) console.log(`\n${engines.join('\n')}`);
}

/** The value after a flag, or undefined. */
function argument(flag: string): string | undefined {
  const at = process.argv.indexOf(flag);
  return at > 0 ? process.argv[at + 1] : undefined;
}
