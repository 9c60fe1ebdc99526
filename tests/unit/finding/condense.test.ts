import { describe, expect, it } from 'vitest';
import { condense, fingerprintOf } from '../../../src/finding/index.ts';
import { names, record } from './shared/records.ts';

describe('condense', () => {
  it('makes one finding of all occurrences of a cause on an operation', () => {
    const found = condense([
      record({ trace: [1] }),
      record({ trace: [2] }),
      record({ trace: [2] }),
      record({ operation: 'GET /b', trace: [3] }),
    ]);
    expect(names(found)).toEqual([
      'undeclared-status | GET /b | status 400',
      'undeclared-status | GET /things | status 400',
    ]);
    expect(found.map(({ occurrences }) => occurrences)).toEqual([1, 2]);
    expect(found[1]?.fingerprint).toBe(fingerprintOf('undeclared-status', 'GET /things', 'status 400'));
    expect(found[1]?.fingerprint).toMatch(/^[0-9a-f]{12}$/);
  });

  it('shows the smallest example: fewest steps, then shortest request, then earliest', () => {
    const long = record({ trace: [0, 1] });
    const wide = record({ trace: [2], url: 'http://127.0.0.1/things?kind=a', message: 'wide' });
    const late = record({ trace: [5], message: 'late' });
    const early = record({ trace: [4], message: 'early' });
    const [finding] = condense([long, wide, late, early]);
    expect(finding?.message).toBe('early');
    expect(finding?.example.trace.map(({ index }) => index)).toEqual([4]);
  });

  it('takes the worst severity of the accusations that decide the outcome', () => {
    const [finding] = condense([
      record({ trace: [1], own: 'low' }),
      record({ trace: [2] }),
      record({ trace: [3], outcome: 'warn', own: 'critical' }),
    ]);
    expect(finding).toMatchObject({ outcome: 'fail', severity: 'medium', occurrences: 3 });
  });

  it('folds what a server error entails', () => {
    const found = condense([
      record({ check: 'server-error', severity: 'high', signature: '500 on valid input', trace: [1] }),
      record({ trace: [1], signature: 'status 500' }),
      record({ check: 'valid-data-refused', severity: 'low', signature: 'refused', trace: [1] }),
    ]);
    expect(names(found)).toEqual(['server-error | GET /things | 500 on valid input']);
    expect(found[0]?.consequences.map(({ check }) => check).sort()).toEqual([
      'undeclared-status',
      'valid-data-refused',
    ]);
  });

  it('keeps what also shows elsewhere, or on another operation', () => {
    const cause = record({ check: 'server-error', severity: 'high', signature: '500', trace: [1] });
    expect(condense([cause, record({ trace: [1] }), record({ trace: [2] })])).toHaveLength(2);
    expect(condense([cause, record({ trace: [1], operation: 'GET /b' })])).toHaveLength(2);
  });

  it('folds what several causes explain only together', () => {
    const found = condense([
      record({ check: 'server-error', severity: 'high', signature: '500 on valid input', trace: [1] }),
      record({ check: 'server-error', severity: 'high', signature: '500 on invalid input', trace: [2] }),
      record({ signature: 'status 500', trace: [1] }),
      record({ signature: 'status 500', trace: [2] }),
    ]);
    expect(found.map(({ check }) => check)).toEqual(['server-error', 'server-error']);
    expect(found.flatMap(({ consequences }) => consequences)).toHaveLength(1);
  });

  it('never folds a fail under a warning, nor a worse fail under a lesser one', () => {
    const body = record({ check: 'response-body', severity: 'high', signature: '/s/enum', trace: [1] });
    const type = { check: 'undeclared-media-type', signature: '200: no content type', trace: [1] } as const;
    expect(condense([body, record({ ...type, own: 'low' })])).toHaveLength(2);
    expect(condense([body, record({ ...type, outcome: 'warn', own: 'critical' })])).toHaveLength(2);
    expect(condense([body, record({ ...type, own: 'high' })])).toHaveLength(1);
  });

  it('follows a chain of causes to its root', () => {
    const found = condense([
      record({ check: 'server-error', severity: 'high', signature: '500', trace: [1] }),
      record({ signature: 'status 500', trace: [1] }),
      record({ check: 'undeclared-media-type', signature: 'type', trace: [1] }),
      record({ check: 'page-size', signature: 'size', trace: [1] }),
    ]);
    expect(names(found)).toEqual(['server-error | GET /things | 500']);
    expect(found[0]?.consequences).toHaveLength(3);
  });

  it('takes other ways into an operation that is open to strangers as no further cause', () => {
    const door = { check: 'authentication-enforced', severity: 'critical' } as const;
    const found = condense([
      record({ ...door, signature: 'open to strangers', trace: [1] }),
      record({ ...door, signature: 'open to the not entitled', trace: [2] }),
      record({ ...door, signature: 'open by a credential in the query', outcome: 'warn', own: 'low', trace: [3] }),
    ]);
    expect(names(found)).toEqual(['authentication-enforced | GET /things | open to strangers']);
    expect(found[0]?.consequences).toHaveLength(2);
  });

  it('takes clauses broken by one value together as one cause, and different members apart', () => {
    const at = (pointer: string) => [{ at: 'response.body' as const, pointer }];
    const body = { check: 'response-body', severity: 'high' } as const;
    const type = record({ ...body, signature: '/s/a/type', evidence: at('/data/0/a') });
    const sameValue = record({ ...body, signature: '/s/a/format', evidence: at('/data/1/a') });
    const otherValue = record({ ...body, signature: '/s/b/enum', evidence: at('/data/0/b') });
    expect(names(condense([type, sameValue, otherValue]))).toEqual(
      [expect.stringContaining('/s/b/enum'), expect.stringContaining('/s/a/type')].sort(),
    );
    const missing = record({ ...body, signature: '/s/required', evidence: at('/data/0') });
    const extra = record({ ...body, signature: '/s/additionalProperties', evidence: at('/data/0') });
    expect(condense([missing, extra])).toHaveLength(2);
    const elsewhere = record({ ...body, signature: '/s/a/format', evidence: at('/data/1/a'), trace: [2] });
    expect(condense([type, sameValue, elsewhere])).toHaveLength(2);
  });

  it('puts the worst first and warnings last', () => {
    const found = condense([
      record({ outcome: 'warn', own: 'critical', signature: 'w' }),
      record({ own: 'low', signature: 'l', trace: [2] }),
      record({ own: 'critical', signature: 'c', trace: [3] }),
    ]);
    expect(found.map(({ signature }) => signature)).toEqual(['c', 'l', 'w']);
  });

  it('gives nothing for nothing', () => {
    expect(condense([])).toEqual([]);
  });

  it('folds an undescribed member under the missing one of the same object, when both always come together', () => {
    const at = (pointer: string) => [{ at: 'response.body' as const, pointer }];
    const shape = (signature: string, pointer: string, trace: readonly number[]) =>
      record({ check: 'response-body', signature, evidence: at(pointer), trace });
    const missing = shape('/schemas/Error/required', '/error', [3]);
    const other = shape('/schemas/Error/additionalProperties', '/error/title', [3]);
    expect(names(condense([other, missing]))).toEqual(['response-body | GET /things | /schemas/Error/required']);
    const elsewhere = shape('/schemas/Error/additionalProperties', '/meta/title', [3]);
    expect(condense([missing, elsewhere])).toHaveLength(2);
    const alone = shape('/schemas/Error/additionalProperties', '/error/title', [4]);
    expect(condense([missing, other, alone])).toHaveLength(2);
  });
});
