import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Figure, median, wholeProcess } from './measure.ts';

const ROUNDS = 7;
const PATIENT = {
  resourceType: 'Patient',
  id: 'a',
  text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>Jo Dale</p></div>' },
  name: [{ family: 'Dale', given: ['Jo'] }],
  birthDate: '1970-01-31',
  managingOrganization: { reference: 'Organization/1' },
};

/** Processor time of `assay fhir validate` on one resource, over that of an empty node process. */
export async function fhirStart(): Promise<Figure> {
  const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
  const file = join(mkdtempSync(join(tmpdir(), 'assay-bench-')), 'patient.json');
  writeFileSync(file, JSON.stringify(PATIENT));
  const rows: { whole: number; empty: number; peak: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const whole = await wholeProcess([main, 'fhir', 'validate', file]);
    const empty = await wholeProcess(['-e', '0']);
    rows.push({ whole: whole.cpuSeconds, empty: empty.cpuSeconds, peak: whole.megabytes });
  }
  const beyond = median(rows.map(({ whole, empty }) => (whole - empty) * 1000));
  const peak = Math.max(...rows.map((row) => row.peak));
  return {
    name: 'FHIR: cold start to the first verdict',
    baseline: 'node -e 0',
    ratio: median(rows.map(({ whole, empty }) => whole / empty)),
    aim: 'under 150 ms of processor time beyond node itself',
    detail: `${Math.round(beyond)} ms beyond node, median of ${ROUNDS} pairs; peak ${Math.round(peak)} MB`,
  };
}
