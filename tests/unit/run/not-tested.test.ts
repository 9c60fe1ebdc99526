import { describe, expect, it } from 'vitest';
import type { OperationCoverage } from '../../../src/model/run-report.ts';
import { type EndOfRun, listNotTested } from '../../../src/run/not-tested.ts';
import { caseOf, modelOf, stepOf } from './shared/build.ts';

const covered = (operation: string, more: Partial<OperationCoverage> = {}): OperationCoverage => ({
  operation,
  requests: 3,
  elapsedMs: 12,
  statuses: [],
  checks: [],
  reached: true,
  ...more,
});

const end = (more: Partial<EndOfRun> = {}): EndOfRun => ({
  model: modelOf(['GET /a']),
  plan: {
    seed: 1,
    requests: 3,
    reserve: 0,
    budget: 9,
    durationMs: 0,
    perOperation: [],
    leftOut: [],
    unsupported: [],
  },
  coverage: [covered('GET /a')],
  requirements: [],
  cases: [],
  unsendable: new Map(),
  ...more,
});

describe('what was not tested', () => {
  it('is nothing when everything was', () => expect(listNotTested(end())).toEqual([]));

  it('begins with the reason why the run was stopped', () => {
    const [first] = listNotTested(end({ stopped: { kind: 'silent', message: 'the target stopped answering' } }));
    expect(first).toEqual({
      what: 'the rest of the plan',
      reason: 'the run was stopped: the target stopped answering',
    });
  });

  it('tells operations that gave no answer from those that accepted nothing', () => {
    const coverage = [covered('GET /a', { requests: 0, reached: false }), covered('GET /b', { reached: false })];
    expect(listNotTested(end({ coverage }))).toEqual([
      { what: 'GET /a: accepted requests', reason: 'no request was answered' },
      {
        what: 'GET /b: accepted requests',
        reason: 'none of 3 requests was accepted, so its success answers were never seen',
      },
    ]);
  });

  it('counts the cases that could not be sent by operation and reason', () => {
    const cases = ['1', '2', '3'].map((id) => caseOf(id, [stepOf('GET /a')]));
    const unsendable = new Map([
      ['1', 'no credential'],
      ['2', 'no credential'],
      ['3', 'the budget was spent'],
      ['unknown', 'x'],
    ]);
    expect(listNotTested(end({ cases, unsendable }))).toEqual([
      { what: 'GET /a: 2 planned cases', reason: 'no credential' },
      { what: 'GET /a: 1 planned case', reason: 'the budget was spent' },
    ]);
  });

  it('names a check that could only ever skip, and none that judged', () => {
    const counts = { pass: 0, fail: 0, warn: 0, inconclusive: 0, skip: 2, reasons: ['no schema'] };
    const checks = [
      { check: 'response-body', ...counts },
      { check: 'server-error', ...counts, pass: 1 },
      { check: 'page-size', ...counts, inconclusive: 1 },
    ];
    expect(listNotTested(end({ coverage: [covered('GET /a', { checks })] }))).toEqual([
      { what: 'GET /a: response-body', reason: 'no schema' },
    ]);
  });

  it('holds what the plan left out and what a defect of the document keeps from being tested', () => {
    const leftOut = [{ operation: 'GET /a', strategy: 'negatives', cases: 1, reason: 'the budget is spent' }];
    const ref = { kind: 'document', document: 'd', pointer: '/x' } as const;
    const finding = { code: 'c', severity: 'error', message: 'broken', ref, disables: ['GET /b'] } as const;
    const { plan } = end();
    expect(
      listNotTested(end({ plan: { ...plan, leftOut }, model: modelOf([], { documentFindings: [finding] }) })),
    ).toEqual([
      { what: 'GET /b', reason: 'its description is defective: broken' },
      { what: 'GET /a: 1 negatives case', reason: 'the budget is spent' },
    ]);
  });
});
