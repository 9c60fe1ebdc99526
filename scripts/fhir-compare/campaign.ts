import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtInDefinitions } from '../../src/fhir/definitions/pack.ts';
import {
  createFhirValidator,
  type FhirIssue,
  type FhirVerdict,
  type FhirVersion,
  type OfficialValidator,
} from '../../src/fhir/index.ts';
import { compileTypes } from '../../src/fhir/structure/compile-types.ts';
import { isJsonObject, type Json } from '../../src/kernel/json.ts';
import { type Random, seededRandom } from '../../src/kernel/random.ts';
import { collectDonors, type Donors, MUTATIONS, sitesOf } from './mutations.ts';

/** What a campaign compares. */
export interface CampaignSettings {
  readonly version: FhirVersion;
  /** Folder of example resources, one JSON file each (an examples package). */
  readonly examples: string;
  /** How many resources are compared. */
  readonly count: number;
  readonly seed: number;
  /** Mutation names; `none` leaves resources as they are. Default all. */
  readonly only?: readonly string[];
  /** Folder for the resources on which the two disagree. */
  readonly keep?: string;
}

interface Compared {
  readonly name: string;
  readonly mutation: string;
  readonly done: string;
  readonly text: string;
  readonly ours: FhirVerdict;
  readonly theirs: FhirVerdict;
}

const LARGEST = 60_000;

/** Mutate examples one thing at a time and compare both validators on them; prints disagreements by mutation and message. */
export async function campaign(official: OfficialValidator, settings: CampaignSettings): Promise<void> {
  const { version, seed, count } = settings;
  const random = seededRandom(seed);
  const types = compileTypes(builtInDefinitions(version));
  const native = createFhirValidator({ version });
  const names = chosen(settings.examples, random);
  const donors: Donors = new Map();
  const pool = names.slice(0, 900).flatMap((name) => {
    const text = readFileSync(join(settings.examples, name), 'utf8').replace(/^\uFEFF/, '');
    const value: unknown = text.length < LARGEST ? JSON.parse(text) : undefined;
    return isJsonObject(value) && typeof value['resourceType'] === 'string' ? [{ name, value }] : [];
  });
  for (const { value } of pool) collectDonors(structuredClone(value) as Record<string, Json>, types, donors);
  const kinds = settings.only ?? Object.keys(MUTATIONS);
  const compared: Compared[] = [];
  for (let tries = 0; compared.length < count && tries < count * 20; tries++) {
    const { name, value } = kinds[0] === 'none' ? (pool[tries] ?? random.pick(pool)) : random.pick(pool);
    const copy = structuredClone(value) as Record<string, Json>;
    const mutation = kinds[tries % kinds.length] ?? 'none';
    const done =
      mutation === 'none' ? '' : MUTATIONS[mutation]?.(copy, sitesOf(copy, types), { random, types, donors });
    if (done === undefined) continue;
    const text = JSON.stringify(copy);
    const [theirs] = await official.judge([{ name, text }], []);
    if (theirs) compared.push({ name, mutation, done, text, ours: native.validateText(text), theirs });
  }
  report(compared, settings);
}

/** Files of the folder in a seeded order, so that every type comes early. */
function chosen(folder: string, random: Random): string[] {
  const byType = new Map<string, string[]>();
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.json') || name === 'package.json' || name.startsWith('.')) continue;
    const type = name.replace(/-.*$/, '');
    byType.set(type, [...(byType.get(type) ?? []), name]);
  }
  const lists = [...byType.values()].map((list) => list.sort(() => random.next() - 0.5));
  const order: string[] = [];
  for (let i = 0; order.length < 900 && i < 900; i++) for (const list of lists) if (list[i]) order.push(list[i] ?? '');
  return order;
}

/** What a terminology server would have to tell; the official engine here has none. */
const NEEDS_SERVER =
  /TERMINOLOGY_TX|Terminology_TX_NoValid|UNKNOWN_CODESYSTEM|Terminology_PassThrough|Validation_VAL_Unknown_Profile|code system.*(?:could not be found|unknown)|Unable to (?:validate|expand)|unable to find|example\.org\S* could not be found/i;

function errorsOf(verdict: FhirVerdict): FhirIssue[] {
  return verdict.issues.filter(({ severity }) => severity === 'error' || severity === 'fatal');
}

function report(compared: readonly Compared[], { version, keep, seed }: CampaignSettings): void {
  const groups = new Map<string, { count: number; example: Compared; message: string }>();
  const counts = { both: 0, neither: 0, native: 0, official: 0, place: 0 };
  if (keep !== undefined) mkdirSync(keep, { recursive: true });
  for (const [index, each] of compared.entries()) {
    const ours = errorsOf(each.ours);
    const all = errorsOf(each.theirs);
    const theirs = all.filter(({ rule, message }) => !NEEDS_SERVER.test(`${rule} ${message}`));
    if (ours.length > 0 === theirs.length > 0 || (ours.length > 0 && all.length > 0)) {
      counts[ours.length > 0 ? 'both' : 'neither']++;
      if (ours.some((a) => theirs.some((b) => plainPath(a.expression) === plainPath(b.expression)))) counts.place++;
      continue;
    }
    const side = ours.length > 0 ? 'native' : 'official';
    counts[side]++;
    const first = ours[0] ?? theirs[0];
    const key = `${side} alone: ${each.mutation} ${first?.rule ?? ''}`;
    const known = groups.get(key) ?? { count: 0, example: each, message: `${first?.expression} ${first?.message}` };
    known.count++;
    groups.set(key, known);
    if (keep !== undefined) writeFileSync(join(keep, `${version}-${seed}-${index}-${side}-${each.name}`), each.text);
  }
  console.log(
    `FHIR ${version}, ${compared.length} resources: ${JSON.stringify(counts)} (place: of those with errors on both sides)`,
  );
  for (const [key, { count, example, message }] of [...groups].sort((a, b) => b[1].count - a[1].count))
    console.log(
      `${String(count).padStart(4)} ${key}\n       ${example.name} ${example.done.slice(0, 160)}\n       ${message.slice(0, 260)}`,
    );
}

function plainPath(expression: string): string {
  return expression
    .replace(/\/\*.*?\*\//g, '')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/\.ofType\([A-Za-z0-9]+\)/g, '')
    .replace(/\.value\[x\]/g, '.value');
}
