/**
 * Holds the native FHIR validator against the official one, run here and now, on the public validator cases:
 * `npm run fhir:compare [-- --limit N] [--fhir 3.0|4.0] [--list]`. The official validator is the one at `$ASSAY_HL7` (URL, or jar), else its
 * engine from Maven Central run with the system's Java. Skipped with the reason when any of this is absent.
 * With `--examples FOLDER` (a folder of example resources, such as an examples package) it compares on mutated examples instead:
 * `[--count N] [--seed N] [--only MUTATION,...|none] [--keep FOLDER]`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  compareVerdicts,
  createFhirValidator,
  type Disagreement,
  type FhirVersion,
  formatDisagreement,
  type OfficialValidator,
  officialByJar,
  officialOverHttp,
} from '../src/fhir/index.ts';
import { postText } from '../src/target/index.ts';
import { campaign } from './fhir-compare/campaign.ts';
import { prepare, start } from './fhir-compare/official-server.ts';
import type { CorpusCase } from './fhir-corpus/run-case.ts';

const shared = process.env['ASSAY_SHARED'] ?? resolve(import.meta.dirname ?? '.', '../../shared');
const folder = join(shared, 'fhir/corpus');
const place = process.env['ASSAY_HL7'];
const option = (name: string) =>
  process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined;

const examples = option('--examples');
const reason = existsSync(examples ?? join(folder, 'cases.json'))
  ? place === undefined
    ? prepare()
    : undefined
  : `there is nothing at ${examples ?? folder}`;
if (reason) console.log(`skipped: ${reason}`);
else for (const version of versions()) await compare(version);

function versions(): FhirVersion[] {
  const asked = option('--fhir');
  return asked === '3.0' || asked === '4.0' ? [asked] : ['4.0', '3.0'];
}

/** Cases that stand alone: no profile, package or other resource has to be given to the official validator. */
function casesOf(version: FhirVersion): CorpusCase[] {
  const cases = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as CorpusCase[];
  const alone = cases.filter(
    (each) =>
      each.fhir === (version === '4.0' ? 'R4' : 'STU3') &&
      ![each.supporting, each.profiles, each.packages, each.supporting5].some((list) => list && list.length > 0),
  );
  return alone.slice(0, Number(option('--limit') ?? alone.length));
}

async function compare(version: FhirVersion): Promise<void> {
  const server = place === undefined ? await start(version) : undefined;
  try {
    const official = officialAt(server?.url ?? place ?? '', version);
    if (examples === undefined) await compareWith(official, version);
    else await campaign(official, campaignSettings(version, examples));
  } finally {
    server?.stop();
  }
}

function campaignSettings(version: FhirVersion, from: string) {
  const [only, keep] = [option('--only'), option('--keep')];
  return {
    version,
    examples: from,
    count: Number(option('--count') ?? 500),
    seed: Number(option('--seed') ?? 1),
    ...(only !== undefined && { only: only.split(',') }),
    ...(keep !== undefined && { keep }),
  };
}

function officialAt(at: string, version: FhirVersion): OfficialValidator {
  return /^https?:/i.test(at) ? officialOverHttp(at, postText) : officialByJar(at, { version, packages: [] });
}

async function compareWith(official: OfficialValidator, version: FhirVersion): Promise<void> {
  const cases = casesOf(version);
  const requests = cases.map(({ name, file }) => ({ name, text: readFileSync(join(folder, 'files', file), 'utf8') }));
  const began = performance.now();
  const verdicts = await official.judge(requests, []);
  const took = performance.now() - began;
  const native = createFhirValidator({ version });
  const disagreements: (Disagreement & { readonly module: string; readonly recorded: boolean })[] = [];
  let recordedToo = 0;
  for (const [index, { name, text }] of requests.entries()) {
    const [each, theirs] = [cases[index], verdicts[index]];
    if (!each || !theirs) continue;
    const recorded = each.expected.some(({ severity }) => severity === 'error' || severity === 'fatal');
    if (recorded === (theirs.answer === 'invalid')) recordedToo++;
    const disagreement = compareVerdicts(name, native.validateText(text), theirs);
    if (disagreement) disagreements.push({ ...disagreement, module: each.module, recorded });
  }
  print(version, { cases: cases.length, disagreements, recordedToo, took });
}

interface Result {
  readonly cases: number;
  readonly disagreements: readonly (Disagreement & { readonly module: string; readonly recorded: boolean })[];
  /** Cases in which the official validator, run here, answers as it is recorded in the corpus. */
  readonly recordedToo: number;
  readonly took: number;
}

function print(version: FhirVersion, { cases, disagreements, recordedToo, took }: Result): void {
  const percent = (count: number) => `${((100 * count) / Math.max(1, cases)).toFixed(1)} %`;
  const ours = disagreements.filter(({ errorsOf }) => errorsOf === 'native');
  const backed = disagreements.filter(({ errorsOf, recorded }) => (errorsOf === 'native') === recorded);
  console.log(
    `FHIR ${version}: ${cases} cases, ${(took / Math.max(1, cases)).toFixed(0)} ms a case for the official validator`,
  );
  console.log(`  native and official agree on ${percent(cases - disagreements.length)}`);
  console.log(
    `  disagreements: ${disagreements.length} (errors of the native one alone ${ours.length}, of the official one alone ${disagreements.length - ours.length})`,
  );
  console.log(`  in ${backed.length} of them the outcome recorded in the corpus is that of the native validator`);
  console.log(`  the official validator here answers as recorded in ${percent(recordedToo)}`);
  const modules = grouped(disagreements);
  for (const [module, list] of [...modules].sort((a, b) => b[1].length - a[1].length))
    console.log(`  ${module}: ${list.length}`);
  if (process.argv.includes('--list')) for (const each of disagreements) console.log(formatDisagreement(each));
}

function grouped<T extends { readonly module: string }>(items: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(item.module, [...(groups.get(item.module) ?? []), item]);
  return groups;
}
