/**
 * Scores the validator on the public validator cases: `npm run fhir:corpus [-- --list wrong|fp|fn] [--module NAME]`.
 * The cases are read from `../shared/fhir/corpus` (or `$ASSAY_SHARED/fhir/corpus`) and skipped with a reason when absent.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CorpusCase } from './fhir-corpus/run-case.ts';
import { corpusScores, printScores } from './fhir-corpus/score.ts';

const shared = process.env['ASSAY_SHARED'] ?? resolve(import.meta.dirname ?? '.', '../../shared');
const folder = join(shared, 'fhir/corpus');
if (!existsSync(join(folder, 'cases.json'))) console.log(`skipped: there is no corpus at ${folder}`);
else {
  const cases = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as CorpusCase[];
  const at = process.argv.indexOf('--list');
  const moduleAt = process.argv.indexOf('--module');
  const only = moduleAt > 0 ? process.argv[moduleAt + 1] : undefined;
  const nameAt = process.argv.indexOf('--name');
  const name = nameAt > 0 ? process.argv[nameAt + 1] : undefined;
  const chosen = cases.filter((each) => (!only || each.module === only) && (!name || each.name.includes(name)));
  printScores(corpusScores(chosen, folder), at > 0 ? process.argv[at + 1] : undefined);
}
