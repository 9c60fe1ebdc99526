import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRedactor } from '../../../src/kernel/redaction.ts';
import { type FhirValidateRequest, fhirValidate } from '../../../src/run/fhir-validate.ts';

const PROFILE = 'http://example.org/StructureDefinition/named-patient';
const VALID = {
  resourceType: 'Patient',
  text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">P</div>' },
};

let room: string;
beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), 'assay-fhir-validate-'));
});
afterEach(() => rmSync(room, { recursive: true, force: true }));

function write(name: string, ...values: unknown[]): string {
  writeFileSync(
    join(room, name),
    values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join('\n'),
  );
  return name;
}

async function validate(inputs: string[], over: Partial<FhirValidateRequest> = {}) {
  const printed: string[] = [];
  const said: string[] = [];
  const exitCode = await fhirValidate(
    {
      inputs,
      cwd: room,
      version: '4.0',
      profiles: [],
      packages: [],
      format: 'console',
      strict: false,
      opinion: { engine: 'native' },
      packageSource: { folders: [], offline: true, cache: join(room, 'cache') },
      ...over,
    },
    { print: (text) => printed.push(text), say: (text) => said.push(text), redactor: createRedactor(), env: {} },
  );
  return { exitCode, printed, said };
}

/** A package with a profile that demands a name. */
function writePackage(): string {
  const folder = join(room, 'own');
  mkdirSync(folder, { recursive: true });
  write('own/package.json', { name: 'org.own', version: '1.0.0', fhirVersions: ['4.0.1'] });
  write('own/profile.json', {
    resourceType: 'StructureDefinition',
    url: PROFILE,
    name: 'NamedPatient',
    status: 'active',
    kind: 'resource',
    abstract: false,
    type: 'Patient',
    baseDefinition: 'http://hl7.org/fhir/StructureDefinition/Patient',
    derivation: 'constraint',
    differential: { element: [{ id: 'Patient.name', path: 'Patient.name', min: 1 }] },
  });
  return folder;
}

describe('fhirValidate', () => {
  it('ends with 0 when every resource is valid, in JSON, XML and NDJSON', async () => {
    write('p.json', VALID);
    write(
      'p.xml',
      `<Patient xmlns="http://hl7.org/fhir"><text><status value="generated"/>${VALID.text.div}</text></Patient>`,
    );
    write('p.ndjson', VALID, '', VALID);
    const { exitCode, said } = await validate(['.']);
    expect(exitCode).toBe(0);
    expect(said).toEqual(['4 resources: 4 valid, 0 invalid, 0 valid as far as they were checked']);
  });

  it('ends with 1 when one is invalid, and says where', async () => {
    write('p.json', VALID);
    const { exitCode, printed } = await validate(['p.json', write('bad.json', { ...VALID, active: 'yes' })]);
    expect(exitCode).toBe(1);
    expect(printed.join('\n')).toMatch(/^bad\.json:1:\d+ error Patient\.active /m);
  });

  it('ends with 4 when there was nothing to check', async () => {
    mkdirSync(join(room, 'empty'));
    write('empty/package.json', { name: 'x' });
    const { exitCode, said } = await validate(['empty']);
    expect(exitCode).toBe(4);
    expect(said).toContain('empty/package.json skipped: it holds no FHIR resource');
  });

  it('calls a named file that holds no resource invalid', async () => {
    expect((await validate([write('x.json', { name: 'x' })])).exitCode).toBe(1);
  });

  it('ends with 4 when a claimed profile is not held, and with 1 when the package that brings it shows a fault', async () => {
    write('p.json', { ...VALID, meta: { profile: [PROFILE] } });
    const without = await validate(['p.json']);
    expect(without.exitCode).toBe(4);
    expect(without.printed.join('\n')).toContain('not checked');
    const withIt = await validate(['p.json'], { packages: [writePackage()] });
    expect(withIt.exitCode).toBe(1);
    expect(withIt.said[0]).toMatch(/^package org\.own#1\.0\.0 \(sha256 [0-9a-f]{12}\)$/);
  });

  it('holds every resource to a profile that was asked for', async () => {
    write('p.json', VALID);
    const packages = [writePackage()];
    expect((await validate(['p.json'], { packages })).exitCode).toBe(0);
    expect((await validate(['p.json'], { packages, profiles: [PROFILE] })).exitCode).toBe(1);
    expect((await validate(['p.json'], { profiles: [PROFILE] })).exitCode).toBe(4);
  });

  it('with --strict ends with 4 when anything was left unchecked', async () => {
    write('p.json', { ...VALID, extension: [{ url: 'http://example.org/unknown', valueCode: 'x' }] });
    const plain = await validate(['p.json']);
    expect(plain.printed.join()).toContain('not checked Patient.extension[0]');
    expect(plain.exitCode).toBe(0);
    expect((await validate(['p.json'], { strict: true })).exitCode).toBe(4);
  });

  it('prints one line of JSON, or one OperationOutcome, for each resource', async () => {
    write('p.ndjson', VALID, { ...VALID, active: 1 });
    const json = await validate(['p.ndjson'], { format: 'json' });
    expect(json.printed.map((line) => JSON.parse(line))).toMatchObject([
      { name: 'p.ndjson:1', answer: 'valid', issues: [] },
      { name: 'p.ndjson:2', answer: 'invalid', issues: [{ rule: 'type-boolean' }] },
    ]);
    const outcomes = await validate(['p.ndjson'], { format: 'operation-outcome' });
    expect(outcomes.printed.map((line) => JSON.parse(line).issue[0].severity)).toEqual(['information', 'error']);
  });

  it('judges by the FHIR version asked for', async () => {
    write('p.json', { ...VALID, animal: { species: { text: 'cat' } } });
    expect((await validate(['p.json'], { version: '3.0' })).exitCode).toBe(0);
    expect((await validate(['p.json'])).exitCode).toBe(1);
  });
});
