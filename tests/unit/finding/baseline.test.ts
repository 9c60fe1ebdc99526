import { describe, expect, it } from 'vitest';
import { applyBaseline, condense } from '../../../src/finding/index.ts';
import { deviation, record } from './shared/records.ts';

const findings = condense([record()]);
const ran = () => true;

describe('applyBaseline', () => {
  it('knows a finding that an entry names, through the day of its expiry', () => {
    const entry = deviation();
    expect(applyBaseline(findings, [entry], '2026-06-30', ran)).toMatchObject({
      findings: [{ baseline: { state: 'known', deviation: entry } }],
      vanished: [],
      expired: [],
    });
    expect(applyBaseline(findings, [entry], '2026-07-01', ran)).toMatchObject({
      findings: [{ baseline: { state: 'expired', deviation: entry } }],
      expired: [entry],
    });
  });

  it('prefers an entry that still holds', () => {
    const [past, current] = [deviation({ id: 'old', expires: '2025-01-01' }), deviation({ id: 'now' })];
    const answer = applyBaseline(findings, [past, current], '2026-01-01', ran);
    expect(answer.findings[0]?.baseline).toMatchObject({ state: 'known', deviation: { id: 'now' } });
    expect(answer.expired).toEqual([past]);
  });

  it('reads globs in operation and signature', () => {
    const entry = deviation({ operation: 'GET *', signature: 'status 4*' });
    expect(applyBaseline(findings, [entry], '2026-01-01', ran).findings[0]?.baseline.state).toBe('known');
  });

  it('calls new what no entry names', () => {
    for (const other of [{ check: 'server-error' }, { operation: 'POST *' }, { signature: 'status 422' }]) {
      const answer = applyBaseline(findings, [deviation(other)], '2026-01-01', ran);
      expect(answer.findings[0]?.baseline, JSON.stringify(other)).toEqual({ state: 'new' });
    }
  });

  it('reports an entry as vanished only when its check really ran', () => {
    const entry = deviation({ signature: 'status 422' });
    expect(applyBaseline(findings, [entry], '2026-01-01', ran).vanished).toEqual([entry]);
    expect(applyBaseline(findings, [entry], '2026-01-01', () => false).vanished).toEqual([]);
  });

  it('does not call vanished what is folded under another cause for now', () => {
    const folded = condense([record({ check: 'server-error', severity: 'high', signature: '500' }), record()]);
    expect(folded).toHaveLength(1);
    const answer = applyBaseline(folded, [deviation()], '2026-01-01', ran);
    expect(answer.vanished).toEqual([]);
    expect(answer.findings[0]?.baseline).toEqual({ state: 'new' });
  });
});
