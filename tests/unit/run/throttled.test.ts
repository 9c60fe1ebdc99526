import { describe, expect, it } from 'vitest';
import { runAgainst } from './shared/run-against.ts';

const DOCUMENT = `openapi: 3.1.0
info: { title: Shut, version: '1' }
paths:
${['/a', '/b', '/c', '/d'].map((path) => `  ${path}:\n    get:\n      responses: { '200': { description: ok } }`).join('\n')}
`;

describe('a run against a server that refuses for a limit', () => {
  it('for longer than a run waits ends at once, and passes nothing', async () => {
    const { report, asked } = await runAgainst(DOCUMENT, () => ({ status: 429, headers: { 'retry-after': '300' } }));
    expect(report.verdict.exitCode).toBe(4);
    expect(report.verdict.reason).toContain('300 s more are to be waited');
    expect(report.findings).toEqual([]);
    expect(asked.length).toBeLessThanOrEqual(4);
  });

  it('on one operation alone leaves that one, and tests the others', async () => {
    const { report, asked } = await runAgainst(DOCUMENT, ({ url }) =>
      url.pathname === '/b' ? { status: 503, headers: { 'retry-after': '3600' } } : { status: 200 },
    );
    expect(report.coverage.filter(({ reached }) => reached).map(({ operation }) => operation)).toEqual([
      'GET /a',
      'GET /c',
      'GET /d',
    ]);
    expect(asked.filter(({ url }) => url.pathname === '/b').length).toBeLessThanOrEqual(2);
    expect(report.verdict.exitCode).not.toBe(0);
  });

  it('once, and serves after the announced wait, goes on and raises nothing', async () => {
    const { report } = await runAgainst(DOCUMENT, (_asked, before) =>
      before.length === 2 ? { status: 429, headers: { 'retry-after': '1' } } : { status: 200 },
    );
    expect(report.verdict.exitCode).toBe(0);
    expect(report.health.throttled).toBe(1);
    expect(report.findings).toEqual([]);
  });
});
