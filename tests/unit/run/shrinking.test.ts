import { describe, expect, it } from 'vitest';
import { SHRINK_BUDGET } from '../../../src/run/properties.ts';
import { runAgainst } from './shared/run-against.ts';

const documentOf = (names: readonly string[], maximum: number) => `
openapi: 3.1.0
info: { title: Numbers, version: '1' }
paths:
  /n:
    get:
      parameters: [${names.map((name) => `{ name: ${name}, in: query, required: true, schema: { type: integer, minimum: 0, maximum: ${maximum} } }`).join(', ')}]
      responses: { '200': { description: ok }, '400': { description: bad } }
`;
const numbersIn = (url: URL) => [...url.searchParams.values()].map(Number);

const shrinks = (events: readonly { type: string }[]) =>
  events.filter((event) => 'purpose' in event && event.purpose === 'shrink').length;

describe('shrinking', () => {
  it('ends with its own budget, and says so', async () => {
    // Fails only where all three are large, so that no listed case shows it before.
    const { report, events } = await runAgainst(
      documentOf(['a', 'b', 'c'], 2_000_000_000),
      ({ url }) => ({ status: numbersIn(url).every((n) => n > 1_234) ? 500 : 200 }),
      { propertyRuns: '30' },
    );
    expect(report.findings.map(({ check }) => check)).toContain('server-error');
    expect(report.notTested).toContainEqual({
      what: 'GET /n: a smaller example of a random case',
      reason: `the ${SHRINK_BUDGET} requests for shrinking were spent; the example shown may be made smaller still`,
    });
    // One more shows the smallest under its own name.
    expect(shrinks(events)).toBe(SHRINK_BUDGET + 1);
  });

  it('says nothing where the smallest example was found', async () => {
    const { report, events } = await runAgainst(
      documentOf(['n'], 40),
      ({ url }) => {
        const [n = Number.NaN] = numbersIn(url);
        return { status: n > 5 && n < 36 ? 500 : n >= 0 && n <= 40 ? 200 : 400 };
      },
      { propertyRuns: '20' },
    );
    const [finding] = report.findings.filter(({ check }) => check === 'server-error');
    expect(finding?.example.case.steps[0]?.request.query).toEqual([['n', '6']]);
    expect(report.notTested.filter(({ what }) => what.includes('smaller example'))).toEqual([]);
    expect(shrinks(events)).toBeGreaterThan(1);
  });
});
