import type { AccusationRecord } from '../../../../src/finding/index.ts';
import type { Exchange } from '../../../../src/model/exchange.ts';
import type { Finding, KnownDeviation } from '../../../../src/model/finding.ts';
import type { Accusation, Evidence, Severity } from '../../../../src/model/verdict.ts';

export interface RecordShape {
  readonly check?: string;
  readonly severity?: Severity;
  readonly outcome?: 'fail' | 'warn';
  readonly operation?: string;
  readonly signature?: string;
  readonly message?: string;
  /** Severity of the accusation itself. */
  readonly own?: Severity;
  readonly evidence?: readonly Evidence[];
  /** Sequence numbers of the trace, the accused one last. */
  readonly trace?: readonly number[];
  readonly url?: string;
}

export function exchangeAt(index: number, url: string): Exchange {
  return {
    index,
    sentAt: 0,
    elapsedMs: 1,
    request: { method: 'GET', url, headers: [], body: null },
    result: { kind: 'no-response', reason: 'other', message: '' },
    credentials: [],
    usedFallback: false,
  };
}

export function record(shape: RecordShape = {}): AccusationRecord {
  const accusation: Accusation = {
    message: shape.message ?? 'expected this, found that',
    signature: shape.signature ?? 'status 400',
    evidence: shape.evidence ?? [],
    basis: { kind: 'requirement', id: 'R' },
    ...(shape.own ? { severity: shape.own } : {}),
  };
  const operation = shape.operation ?? 'GET /things';
  const trace = (shape.trace ?? [1]).map((index) => exchangeAt(index, shape.url ?? 'http://127.0.0.1/things'));
  return {
    check: shape.check ?? 'undeclared-status',
    severity: shape.severity ?? 'medium',
    outcome: shape.outcome ?? 'fail',
    operation,
    accusation,
    case: {
      id: `case-${trace.map(({ index }) => index).join('-')}`,
      operation,
      title: 'a case',
      intent: 'accept',
      steps: [],
      expectation: { basis: accusation.basis },
      origin: { strategy: 'examples', seed: 1 },
    },
    trace,
  };
}

export const deviation = (over: Partial<KnownDeviation> = {}): KnownDeviation => ({
  id: 'D1',
  check: 'undeclared-status',
  operation: 'GET /things',
  reason: 'agreed',
  owner: 'team',
  expires: '2026-06-30',
  ...over,
});

export const names = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ check, operation, signature }) => `${check} | ${operation} | ${signature}`);
