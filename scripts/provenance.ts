/**
 * Brings the digests in `specs/<system>/provenance.json` up to date: `npx jiti scripts/provenance.ts`. With `--check` nothing is
 * written; it fails when a digest is out of date, a listed file or source is missing, or a file of a folder is not listed.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Provenance, provenanceProblems, withDigests } from './provenance/check.ts';

const specs = fileURLToPath(new URL('../specs', import.meta.url));
const check = process.argv.includes('--check');

for (const { name } of readdirSync(specs, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
  const folder = join(specs, name);
  const record = join(folder, 'provenance.json');
  const bytesOf = (path: string) => readFileSync(join(folder, path));
  const present = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'provenance.json')
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  const before = readFileSync(record, 'utf8');
  const after = check ? before : withDigests(before, bytesOf);
  const problems = provenanceProblems(JSON.parse(after) as Provenance, present, bytesOf);
  for (const problem of problems) console.error(`specs/${name}: ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
  if (after !== before) writeFileSync(record, after);
}

if (process.exitCode === 1 && check) console.error('After a change on purpose: npx jiti scripts/provenance.ts');
