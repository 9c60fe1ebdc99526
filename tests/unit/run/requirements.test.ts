import { describe, expect, it } from 'vitest';
import { type ApiModel, emptyModel } from '../../../src/model/api.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { Requirement, RequirementEvidence } from '../../../src/model/requirement.ts';
import type { SpecRef } from '../../../src/model/spec-ref.ts';
import type { Verdict } from '../../../src/model/verdict.ts';
import { judgeRequirements } from '../../../src/run/requirements.ts';
import type { Tally } from '../../../src/run/tally.ts';

const LIST = 'GET /things';
const CLAUSE: SpecRef = { kind: 'document', document: 'd', pointer: '/components/schemas/Thing/properties/state/enum' };

/** A tally in which one check gave these verdicts on the list; with `requirement`, only to its declared cases. */
function tally(check: string, counts: Partial<Record<Verdict['outcome'], number>>, requirement?: string): Tally {
  const none = { pass: 0, fail: 0, warn: 0, inconclusive: 0, skip: 0 };
  return {
    verdict: () => undefined,
    exchange: () => undefined,
    reach: () => undefined,
    coverage: () => [],
    outcomes: (asked, operation, id) =>
      asked === check && operation === LIST && id === requirement ? { ...none, ...counts } : none,
  };
}

function judge(evidence: RequirementEvidence, counted: Tally, findings: readonly Partial<Finding>[] = []) {
  const requirement: Requirement = { id: 'T-01', text: 'T.', source: 's', basis: 'documented', evidence: [evidence] };
  // Only the id of an operation and the check, operation and basis of a finding are looked at.
  const model = { ...emptyModel(), operations: [{ id: LIST }], requirements: [requirement] } as unknown as ApiModel;
  return judgeRequirements(model, counted, findings as Finding[])[0];
}

const finding = (basis: SpecRef): Partial<Finding> => ({
  fingerprint: 'f',
  check: 'response-body',
  operation: LIST,
  signature: basis.kind === 'requirement' ? `requirement ${basis.id}` : 'a cause',
  basis,
  consequences: [],
});

describe('how a requirement stands', () => {
  const passes = tally('response-body', { pass: 3 });

  it('is kept by passing verdicts, and not tested without any', () => {
    expect(judge({ check: 'response-body' }, passes)).toMatchObject({ state: 'kept', evidence: 3 });
    expect(judge({ check: 'page-size' }, passes)).toMatchObject({ state: 'not-tested', evidence: 0 });
    expect(judge({ check: 'response-body', operations: ['POST *'] }, passes)).toMatchObject({ state: 'not-tested' });
    expect(judge({ check: 'response-body' }, tally('response-body', { inconclusive: 1 }))).toMatchObject({
      state: 'inconclusive',
    });
  });

  it('is broken by a finding of its check on its operations', () => {
    expect(judge({ check: 'response-body' }, passes, [finding(CLAUSE)])).toMatchObject({
      state: 'broken',
      findings: ['f'],
    });
    expect(judge({ check: 'page-size' }, passes, [finding(CLAUSE)])).toMatchObject({ state: 'not-tested' });
  });

  it('is broken only at its clause when it names one', () => {
    const at = (clause: string) => judge({ check: 'response-body', clause }, passes, [finding(CLAUSE)])?.state;
    expect(at('/components/schemas/Thing/*/state/*')).toBe('broken');
    expect(at('*/enum')).toBe('broken');
    expect(at('/components/schemas/Thing/*/size/*')).toBe('kept');
    const standard: SpecRef = { kind: 'clause', source: 'RFC 9110', section: '15' };
    expect(judge({ check: 'response-body', clause: '*' }, passes, [finding(standard)])?.state).toBe('kept');
  });

  it('is broken by what was folded under another cause', () => {
    const folded = { check: 'requirement', signature: 'requirement T-01', message: 'm' };
    const evidence = { check: 'requirement', declared: true };
    const cause = finding(CLAUSE);
    expect(judge(evidence, passes, [{ ...cause, consequences: [folded] }])).toMatchObject({ state: 'broken' });
    const other = { ...folded, signature: 'requirement T-02' };
    expect(judge(evidence, passes, [{ ...cause, consequences: [other] }])).toMatchObject({ state: 'not-tested' });
  });

  it('counts only the cases that name it when it is declared', () => {
    const declared = { check: 'response-body', declared: true };
    expect(judge(declared, passes)).toMatchObject({ state: 'not-tested' });
    expect(judge(declared, tally('response-body', { pass: 1 }, 'T-01'))).toMatchObject({ state: 'kept' });
    expect(judge(declared, passes, [finding(CLAUSE)])).toMatchObject({ state: 'not-tested' });
    expect(judge(declared, passes, [finding({ kind: 'requirement', id: 'T-01' })])).toMatchObject({ state: 'broken' });
  });
});
