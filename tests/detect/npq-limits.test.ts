import { describe, expect, test } from 'vitest';
import { withVirtualEmulator } from '../../src/cli/emulation.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import type { LimitReport } from '../../src/model/limit.ts';
import { checkLimit } from '../../src/run/limits.ts';
import { NPQ_PROBED } from './npq.expected.ts';

async function probe(defects: readonly string[]): Promise<LimitReport> {
  const config = await resolveConfig('npq-registration/v3', { mode: 'clean', defects }, { cwd: '.', env: {} });
  return withVirtualEmulator(config, (ready, virtual) =>
    checkLimit(ready, { version: '0.0.0', time: 'virtual', idle: true, virtual }),
  );
}

const outcomeOf = (report: LimitReport, verdict: string) =>
  report.verdicts.find(({ id }) => id === verdict)?.outcome.kind;

describe('NPQ registration: defects of the limiter', async () => {
  const clean = await probe([]);

  test.each(NPQ_PROBED)(
    '$defect is told by $verdict, which passes without it',
    async ({ defect, verdict, outcome }) => {
      expect(outcomeOf(clean, verdict)).toBe('pass');
      expect(outcomeOf(await probe([defect]), verdict)).toBe(outcome);
    },
  );
});
