import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checks } from '../../../src/check/index.ts';
import { DEFECTS } from '../../../src/sandbox/npq/defects.ts';
import type { Defect } from '../../../src/sandbox/shared/emulator.ts';

interface Drift {
  readonly id: string;
  readonly versions: readonly string[];
  readonly documented?: string;
  readonly actual?: string;
  readonly found?: { readonly check?: string; readonly probe?: string };
  readonly hidden?: string;
}

const file = fileURLToPath(new URL('../../../specs/npq-registration/drifts.yaml', import.meta.url));
const { drifts } = parse(readFileSync(file, 'utf8')) as { drifts: readonly Drift[] };
const table: readonly Defect[] = DEFECTS;
const real = table.filter(({ id }) => /^D\d+$/.test(id));

describe('the drifts of npq-registration', () => {
  it('are D1 to D31, each once and in order', () => {
    expect(drifts.map(({ id }) => id)).toEqual(Array.from({ length: 31 }, (_, index) => `D${index + 1}`));
  });

  it('hold every deviation of the real service that the emulator can show', () => {
    expect(real.every((defect) => defect.real === true)).toBe(true);
    expect(drifts.map(({ id }) => id)).toEqual(expect.arrayContaining(real.map(({ id }) => id)));
  });

  it.each(drifts)(
    '$id is found by a check or a probe, or hidden for a reason',
    ({ id, found, hidden, versions, ...said }) => {
      expect((found === undefined) !== (hidden === undefined)).toBe(true);
      if (found?.check !== undefined) expect(checks.has(found.check)).toBe(true);
      else if (found) expect(found.probe).toBe('limit');
      if (hidden !== undefined) expect(hidden).toMatch(/\.$/);
      expect(versions.length).toBeGreaterThan(0);
      expect(['v1', 'v2', 'v3']).toEqual(expect.arrayContaining([...versions]));
      const switched = real.some((defect) => defect.id === id);
      expect([said.documented === undefined, said.actual === undefined]).toEqual([switched, switched]);
      if (!switched) expect(hidden).toBeDefined();
    },
  );
});
