import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checks } from '../../../src/check/index.ts';
import { matchesGlob } from '../../../src/kernel/glob.ts';
import { pointerOf, pointerTokens } from '../../../src/kernel/json-pointer.ts';
import { isHole } from '../../../src/model/case.ts';
import { requiresAuthentication } from '../../../src/model/operation.ts';
import { createSchemas } from '../../../src/schema/index.ts';
import { examplesOf, loadRequirements, loadSpec } from '../../../src/spec/index.ts';
import { cases } from '../../../suites/npq-registration/v3.cases.ts';

const path = (file: string) => fileURLToPath(new URL(`../../../specs/${file}`, import.meta.url));

const npq = await loadSpec(path('npq-registration/v3.yaml'));
const reference = await loadSpec(path('reference/v1.yaml'));
const requirements = await loadRequirements(path('npq-registration/requirements.yaml'));

describe.each([
  ['npq-registration/v3', npq, 22],
  ['reference/v1', reference, 6],
] as const)('%s', (_name, model, operations) => {
  it('is read without a finding, every operation protected', () => {
    expect(model.documentFindings).toEqual([]);
    expect(model.unsupported).toEqual([]);
    expect(model.operations).toHaveLength(operations);
    for (const operation of model.operations) {
      expect(requiresAuthentication(operation)).toBe(true);
      expect(operation.operationId).toBeDefined();
    }
  });

  it('gives only examples that its own schemas allow', () => {
    const schemas = createSchemas(model.schemaDocuments);
    const examples = examplesOf(model);
    expect(examples.length).toBeGreaterThan(0);
    for (const { handle, value, direction, ref } of examples)
      expect([ref, schemas.validate(handle, value, direction)]).toEqual([ref, { kind: 'valid' }]);
  });
});

it('states the documented limits', () => {
  expect(npq.ratePolicies).toMatchObject([{ requests: 1000, windowMs: 300_000, algorithm: 'rolling', status: 429 }]);
  expect(reference.ratePolicies).toMatchObject([{ requests: 300, windowMs: 60_000, algorithm: 'fixed', status: 429 }]);
});

describe('the requirements of npq-registration/v3', () => {
  it.each(requirements.map((requirement) => [requirement.id, requirement] as const))('%s is traceable', (id, one) => {
    expect(id).toMatch(/^NPQ3-(AUTH|ENV|RATE|DOC|PAGE|FILT|SORT|ERR|APPL|DECL|PART|OUTC|STAT|DELP|WIRE)-\d\d$/);
    expect(one.text).toMatch(/\.$/);
    expect(one.evidence.length === 0).toBe(one.untestable !== undefined);
    for (const { check, operations = [], clause, declared } of one.evidence) {
      expect(checks.has(check)).toBe(true);
      for (const glob of operations)
        expect([glob, npq.operations.some((operation) => matchesGlob(operation.id, glob))]).toEqual([glob, true]);
      if (clause) expect([clause, pointers().some((pointer) => matchesGlob(pointer, clause))]).toEqual([clause, true]);
      if (declared) expect(operations).toEqual(expect.arrayContaining(operationsOf(id)));
      if (declared) expect(operationsOf(id)).toEqual(expect.arrayContaining([...operations]));
    }
  });

  it('are named by every declared case', () => {
    const declared = requirements.filter(({ evidence }) => evidence.some((one) => one.declared)).map(({ id }) => id);
    expect([...new Set(cases.map(({ requirement }) => requirement))].sort()).toEqual(declared.sort());
  });
});

describe('the declared cases of npq-registration/v3', () => {
  it('name operations of the document and steps that come before', () => {
    for (const { operation, given = [], when } of cases) {
      const known = npq.operations.map(({ id }) => id);
      expect(known).toEqual(expect.arrayContaining([operation, ...given.map((request) => request.operation)]));
      for (const hole of holesIn({ given, when })) expect(hole.step).toBeLessThan(given.length || 1);
    }
  });
});

function operationsOf(requirement: string): string[] {
  return [...new Set(cases.filter((one) => one.requirement === requirement).map(({ operation }) => operation))];
}

function pointers(): string[] {
  const root = Object.values(npq.schemaDocuments)[0]?.root;
  const found: string[] = [];
  const visit = (value: unknown, pointer: string) => {
    found.push(pointer);
    if (typeof value !== 'object' || value === null) return;
    for (const [name, member] of Object.entries(value)) visit(member, pointerOf([...pointerTokens(pointer), name]));
  };
  visit(root, '');
  return found;
}

function holesIn(value: unknown): { step: number }[] {
  if (isHole(value)) return [{ step: value.$hole.step ?? 0 }];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(holesIn) : [];
}

it('reads the requirements file that stands beside the document', () => {
  expect(requirements.length).toBe(
    readFileSync(path('npq-registration/requirements.yaml'), 'utf8').match(/- id:/g)?.length,
  );
});
