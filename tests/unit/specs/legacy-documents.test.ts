import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checks } from '../../../src/check/index.ts';
import { matchesGlob } from '../../../src/kernel/glob.ts';
import { isJsonObject } from '../../../src/kernel/json.ts';
import { pointerOf } from '../../../src/kernel/json-pointer.ts';
import { isHole } from '../../../src/model/case.ts';
import { requiresAuthentication } from '../../../src/model/operation.ts';
import { createSchemas } from '../../../src/schema/index.ts';
import { examplesOf, loadRequirements, loadSpec } from '../../../src/spec/index.ts';
import { casesOf } from '../../../suites/npq-registration/legacy.cases.ts';

const path = (file: string) => fileURLToPath(new URL(`../../../specs/npq-registration/${file}`, import.meta.url));

describe.each([
  ['v1', 20],
  ['v2', 21],
] as const)('npq-registration/%s', async (version, operations) => {
  const model = await loadSpec(path(`${version}.yaml`));
  const requirements = await loadRequirements(path(`${version}.requirements.yaml`));
  const cases = casesOf(version);
  const known = model.operations.map(({ id }) => id);
  const pointers = pointersIn(Object.values(model.schemaDocuments)[0]?.root);

  it('is read without a finding, every operation protected', () => {
    expect(model.documentFindings).toEqual([]);
    expect(model.unsupported).toEqual([]);
    expect(model.operations).toHaveLength(operations);
    expect(model.operations.every(requiresAuthentication)).toBe(true);
    expect(new Set(model.operations.map(({ operationId }) => operationId)).size).toBe(operations);
  });

  it('gives only examples that its own schemas allow', () => {
    const schemas = createSchemas(model.schemaDocuments);
    for (const { handle, value, direction, ref } of examplesOf(model))
      expect([ref, schemas.validate(handle, value, direction)]).toEqual([ref, { kind: 'valid' }]);
  });

  it('describes lists in CSV as text/csv, refusals for want of a token included', () => {
    const lists = model.operations.filter(({ path: place }) => place.endsWith('.csv'));
    expect(lists).toHaveLength(version === 'v1' ? 2 : 3);
    for (const { responses } of lists) {
      expect(responses.map(({ status }) => status)).toEqual(['200', '401']);
      expect(responses.flatMap(({ content }) => content.map(({ mediaType }) => mediaType))).toEqual([
        'text/csv',
        'text/csv',
      ]);
    }
  });

  it.each(requirements.map((requirement) => [requirement.id, requirement] as const))('%s is traceable', (id, one) => {
    expect(id).toMatch(
      new RegExp(`^NPQ${version.slice(1)}-(AUTH|ENV|RATE|DOC|PAGE|FILT|CSV|SORT|ERR|APPL|DECL|PART|OUTC|WIRE)-\\d\\d$`),
    );
    expect(one.text).toMatch(/\.$/);
    expect(one.evidence.length === 0).toBe(one.untestable !== undefined);
    for (const { check, operations: globs = [], clause, declared } of one.evidence) {
      expect(checks.has(check)).toBe(true);
      for (const glob of globs)
        expect([glob, known.some((operation) => matchesGlob(operation, glob))]).toEqual([glob, true]);
      if (clause) expect([clause, pointers.some((pointer) => matchesGlob(pointer, clause))]).toEqual([clause, true]);
      const named = cases.filter(({ requirement }) => requirement === id).map(({ operation }) => operation);
      if (declared) expect([...new Set(named)].sort()).toEqual([...globs].sort());
    }
  });

  it('has a requirement for every declared case, and cases for every declared requirement', () => {
    const declared = requirements.filter(({ evidence }) => evidence.some((one) => one.declared)).map(({ id }) => id);
    expect([...new Set(cases.map(({ requirement }) => requirement))].sort()).toEqual(declared.sort());
  });

  it('has declared cases that speak of its operations and of steps that come before', () => {
    for (const { operation, given = [], when } of cases) {
      expect(known).toEqual(expect.arrayContaining([operation, ...given.map((request) => request.operation)]));
      for (const step of stepsIn({ given, when })) expect(step).toBeLessThan(given.length || 1);
    }
  });
});

function pointersIn(value: unknown, at: readonly string[] = []): string[] {
  const members = Array.isArray(value) ? value.entries() : isJsonObject(value) ? Object.entries(value) : [];
  return [pointerOf(at), ...[...members].flatMap(([name, member]) => pointersIn(member, [...at, String(name)]))];
}

function stepsIn(value: unknown): number[] {
  if (isHole(value)) return [value.$hole.step ?? 0];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stepsIn) : [];
}
