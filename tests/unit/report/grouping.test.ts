import { describe, expect, it } from 'vitest';
import type { RequirementResult } from '../../../src/model/run-report.ts';
import { groupFindings } from '../../../src/report/shared/finding-order.ts';
import { groupGaps } from '../../../src/report/shared/gap-groups.ts';
import { groupKnown } from '../../../src/report/shared/known-groups.ts';
import { isBrokenAsKnown, requirementCauses } from '../../../src/report/shared/requirement-causes.ts';
import { sampleReport } from '../../fixtures/sample-report.ts';

const report = sampleReport();

describe('groupFindings', () => {
  it('puts what is new or expired first, worst first; warnings and known ones apart', () => {
    const { open, warnings, known } = groupFindings(report);
    expect(open.map(({ severity }) => severity)).toEqual(['critical', 'high', 'medium', 'medium']);
    expect(open.some(({ baseline }) => baseline.state === 'expired')).toBe(true);
    expect(warnings.map(({ check }) => check)).toEqual(['challenge-missing']);
    expect(known.every(({ baseline }) => baseline.state === 'known')).toBe(true);
  });

  it('does not depend on the order of the findings', () => {
    const turned = { ...report, findings: [...report.findings].reverse() };
    expect(groupFindings(turned)).toEqual(groupFindings(report));
  });

  it('counts a failure of severity info as a warning', () => {
    const findings = report.findings.map((finding) => ({ ...finding, severity: 'info' as const }));
    expect(groupFindings({ ...report, findings }).open).toEqual([]);
  });
});

describe('groupKnown', () => {
  it('gathers what one deviation and check account for, ids in natural order', () => {
    const { known } = groupFindings(report);
    const twice = known.flatMap((finding) => [finding, { ...finding, fingerprint: `${finding.fingerprint}2` }]);
    const groups = groupKnown(twice);
    expect(groups.map(({ deviation }) => deviation.id)).toEqual(['D7', 'D10', 'D12']);
    expect(groups.every(({ findings, operations }) => findings.length === 2 && operations.length === 1)).toBe(true);
  });
});

describe('the causes of a broken requirement', () => {
  const result = (id: string) =>
    report.requirements.find(({ requirement }) => requirement.id === id) as RequirementResult;

  it('are open findings or known deviations', () => {
    expect(requirementCauses(result('NPQ3-DECL-01'), report)).toEqual({ open: [], known: ['D7'] });
    expect(requirementCauses(result('NPQ3-DECL-04'), report).open).toHaveLength(1);
  });

  it('tell a requirement broken as known from one broken anew', () => {
    expect(isBrokenAsKnown(result('NPQ3-DECL-01'), report)).toBe(true);
    expect(isBrokenAsKnown(result('NPQ3-DECL-04'), report)).toBe(false);
    expect(isBrokenAsKnown(result('NPQ3-AUTH-02'), report)).toBe(false);
  });
});

describe('groupGaps', () => {
  it('keeps the gaps and sums what the plan left out', () => {
    const { gaps, leftOutCases, leftOutOperations } = groupGaps(report);
    expect(gaps).toHaveLength(report.notTested.length - 1);
    expect([leftOutCases, leftOutOperations]).toEqual([14, 1]);
  });
});
