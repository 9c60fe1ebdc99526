import { describe, expect, it } from 'vitest';
import { atLeast, closesGate, compareSeverity, worstSeverity } from '../../../src/finding/index.ts';
import type { Severity } from '../../../src/model/verdict.ts';
import { deviation } from './shared/records.ts';

describe('severity', () => {
  it('orders from worst to least', () => {
    const mixed: Severity[] = ['info', 'critical', 'low', 'high', 'medium'];
    expect(mixed.sort(compareSeverity)).toEqual(['critical', 'high', 'medium', 'low', 'info']);
    expect(worstSeverity(['low', 'high', 'medium'])).toBe('high');
    expect(worstSeverity([])).toBe('info');
  });

  it('compares with a threshold, equality included', () => {
    expect(atLeast('high', 'medium')).toBe(true);
    expect(atLeast('medium', 'medium')).toBe(true);
    expect(atLeast('low', 'medium')).toBe(false);
  });
});

describe('closesGate', () => {
  const finding = { outcome: 'fail', severity: 'medium', baseline: { state: 'new' } } as const;

  it('is closed by a new or expired fail at the gate or above', () => {
    expect(closesGate(finding, 'medium')).toBe(true);
    expect(closesGate({ ...finding, baseline: { state: 'expired', deviation: deviation() } }, 'low')).toBe(true);
  });

  it('stays open for lesser, known, warned and informational findings', () => {
    expect(closesGate(finding, 'high')).toBe(false);
    expect(closesGate({ ...finding, baseline: { state: 'known', deviation: deviation() } }, 'low')).toBe(false);
    expect(closesGate({ ...finding, outcome: 'warn' }, 'low')).toBe(false);
    expect(closesGate({ ...finding, severity: 'info' }, 'info')).toBe(false);
  });
});
