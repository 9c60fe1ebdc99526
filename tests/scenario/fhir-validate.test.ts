import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assay } from './shared/assay.ts';

const NARRATIVE = { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">A patient</div>' };
const DIRECTORY = 'https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-dp-device';

let room: string;
const file = (name: string, ...values: unknown[]) => {
  const path = join(room, name);
  writeFileSync(path, values.map((value) => JSON.stringify(value)).join('\n'));
  return path;
};
beforeAll(() => {
  room = mkdtempSync(join(tmpdir(), 'assay-fhir-'));
});
afterAll(() => rmSync(room, { recursive: true, force: true }));

describe('assay fhir validate', () => {
  test('0: valid resources', async () => {
    const patient = { resourceType: 'Patient', text: NARRATIVE };
    const run = await assay(['fhir', 'validate', file('valid.ndjson', patient, patient)]);
    expect(run.stderr).toContain('2 resources: 2 valid');
    expect(run.exitCode).toBe(0);
  });

  test('1: an invalid resource, with its place, as an OperationOutcome', async () => {
    const path = file('invalid.json', { resourceType: 'Patient', text: NARRATIVE, gender: 'x' });
    const run = await assay(['fhir', 'validate', path, '--format', 'operation-outcome']);
    expect(JSON.parse(run.stdout)).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'error', code: 'code-invalid', expression: ['Patient.gender'] }],
    });
    expect(run.exitCode).toBe(1);
  });

  test('1 with the package that brings a profile, 4 without it', async () => {
    const path = file('device.json', { resourceType: 'Device', text: NARRATIVE, meta: { profile: [DIRECTORY] } });
    const flags = ['fhir', 'validate', path, '--offline'];
    expect((await assay(flags)).exitCode).toBe(4);
    const run = await assay([...flags, '--package', 'specs/annuaire-sante/package']);
    expect(run.stdout).toContain('Device.status');
    expect(run.exitCode).toBe(1);
  });

  test('2: usage, told in one message', async () => {
    for (const argv of [
      ['absent.json'],
      ['package.json', '--fhir', '5.0'],
      ['package.json', '--package', 'org.absent#1.0.0', '--offline', '--package-cache', room],
      ['package.json', '--engine', 'both'],
      ['package.json', '--registry-token', 'secret'],
      [],
    ]) {
      const run = await assay(['fhir', 'validate', ...argv]);
      expect(run.exitCode, argv.join(' ')).toBe(2);
      expect(run.stderr).not.toContain('internal error');
    }
  });

  test('a stream of many resources does not grow in memory', async () => {
    const line = `${JSON.stringify({ resourceType: 'Patient', text: NARRATIVE, name: [{ family: 'Example' }] })}\n`;
    const path = join(room, 'many.ndjson');
    writeFileSync(path, line.repeat(30_000));
    const run = await assay(['fhir', 'validate', path, '--format', 'json'], {
      NODE_OPTIONS: '--max-old-space-size=96',
    });
    expect(run.stderr).toContain('30000 resources: 30000 valid');
    expect(run.exitCode).toBe(0);
  });
});
