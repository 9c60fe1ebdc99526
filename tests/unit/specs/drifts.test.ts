import { describe, expect, it } from 'vitest';
import { type Drift, readDrifts, switchOf } from '../../../scripts/detection/drifts-page.ts';
import { checks } from '../../../src/check/index.ts';
import { codes } from '../../../src/cli/codes.ts';
import { DEFECTS } from '../../../src/sandbox/npq/defects.ts';
import type { Defect } from '../../../src/sandbox/shared/emulator.ts';
import { baselineOf } from '../../../suites/npq-registration/baseline.ts';
import { NPQ_PROBED, NPQ_VERSIONS, npqExpected } from '../../detect/npq.expected.ts';

const drifts = readDrifts();
const table: readonly Defect[] = DEFECTS;
const isDrift = (id: string) => /^D\d+$/.test(id);
const ids = (all: readonly Drift[]) => all.map(({ id }) => id);

describe('the drifts of npq-registration', () => {
  it('are D1 to D31, each once and in order', () => {
    expect(ids(drifts)).toEqual(Array.from({ length: 31 }, (_, index) => `D${index + 1}`));
  });

  it('are switches of the emulator, each marked as real, or say why they cannot be', () => {
    expect(table.filter(({ id }) => isDrift(id)).every((defect) => defect.real === true)).toBe(true);
    expect(ids(drifts.filter((drift) => !switchOf(drift)))).toEqual(['D20', 'D22', 'D30', 'D31']);
    for (const drift of drifts) {
      const said = [drift.documented, drift.actual, drift.unswitched].map((text) => text !== undefined);
      expect([drift.id, ...said]).toEqual([drift.id, ...said.map(() => switchOf(drift) === undefined)]);
    }
  });

  it.each(drifts)(
    '$id is found by a check, a probe or reading, or hidden for a reason',
    ({ found, hidden, versions }) => {
      expect((found === undefined) !== (hidden === undefined)).toBe(true);
      if (found) expect(Object.keys(found)).toHaveLength(1);
      if (found?.check !== undefined) expect(checks.has(found.check)).toBe(true);
      if (found?.reading !== undefined) expect(codes).toHaveProperty(found.reading);
      if (hidden !== undefined) expect(hidden).toMatch(/\.$/);
      expect(versions.length).toBeGreaterThan(0);
      expect(NPQ_VERSIONS).toEqual(expect.arrayContaining([...versions]));
    },
  );

  it.each(NPQ_VERSIONS)('are found in %s exactly where the detection matrix looks for them', (version) => {
    const shown = drifts.flatMap(({ id, found, versions }) =>
      found?.check !== undefined && versions.includes(version) ? [[id, found.check]] : [],
    );
    const looked = npqExpected(version).filter(({ defect }) => isDrift(defect));
    expect(looked.map(({ defect, check }) => [defect, check])).toEqual(shown);
  });

  it('are told by the limit probe exactly where its tests look for them', () => {
    const shown = drifts.flatMap(({ id, found }) => (found?.probe === undefined ? [] : [[id, found.probe]]));
    const looked = NPQ_PROBED.filter(({ defect }) => isDrift(defect)).map(({ defect, verdict }) => [defect, verdict]);
    expect(looked).toEqual(shown);
  });

  it.each(NPQ_VERSIONS)('stand in the baseline of %s when a run shows them, each under its own id', (version) => {
    const shown = npqExpected(version).filter(({ defect }) => isDrift(defect) && defect !== 'D28');
    const known = new Set(baselineOf(version).map(({ id }) => id));
    expect([...known].sort()).toEqual(shown.map(({ defect }) => defect).sort());
  });
});

describe('the detection matrix of npq-registration', () => {
  it('holds every defect of the emulator that is no drift', () => {
    const held = [...NPQ_VERSIONS.flatMap((version) => npqExpected(version)), ...NPQ_PROBED].map(
      ({ defect }) => defect,
    );
    for (const { id } of table) if (!isDrift(id)) expect(held).toContain(id);
    for (const id of held) expect(table.map((defect) => defect.id)).toContain(id);
  });
});
