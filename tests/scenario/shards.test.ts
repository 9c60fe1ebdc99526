import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RunReport } from '../../src/model/run-report.ts';
import { assay } from './shared/assay.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'assay-shards-'));
const RUN = ['run', 'npq-registration/v3', '--rate', '5000/1s'];
const folder = (name: string) => join(FOLDER, name);
const reportIn = (name: string): RunReport => JSON.parse(readFileSync(join(folder(name), 'report.json'), 'utf8'));

test('the parts of a run, joined, say what the whole run says', async () => {
  for (const part of ['1', '2']) {
    const { exitCode } = await assay([...RUN, '--shard', `${part}/2`, '--out', folder(part)]);
    expect(exitCode).toBe(0);
  }
  expect((await assay([...RUN, '--out', folder('whole')])).exitCode).toBe(0);

  const lacking = await assay(['report', '--merge', folder('1'), '--out', folder('none')]);
  expect(lacking).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('part 2 of 2 is missing') });
  const joined = await assay(['report', '--merge', folder('2'), folder('1'), '--out', folder('joined')]);
  expect(joined.exitCode).toBe(0);

  const [whole, both] = [reportIn('whole'), reportIn('joined')];
  const causes = ({ findings }: RunReport) => findings.map(({ fingerprint }) => fingerprint).sort();
  // Whether a kept requirement was reached may differ: each part meets an emulator that the others have not changed.
  const ids = ({ requirements }: RunReport, wanted: string) =>
    requirements.filter(({ state }) => state === wanted).map(({ requirement }) => requirement.id);
  expect(causes(both)).toEqual(causes(whole));
  for (const state of ['broken', 'not-tested']) expect([state, ids(both, state)]).toEqual([state, ids(whole, state)]);
  expect(both.coverage.map(({ operation }) => operation)).toEqual(whole.coverage.map(({ operation }) => operation));
  expect(both.verdict).toEqual(whole.verdict);
  expect(both.plan.shard).toBeUndefined();
  expect(both.run.command).not.toContain('--shard');
  const lines = (name: string) =>
    readFileSync(join(folder(name), 'events.ndjson'), 'utf8')
      .split('\n')
      .filter(Boolean);
  expect(lines('joined')).toEqual([...lines('2'), ...lines('1')]);
  for (const name of ['1', '2']) {
    const { plan, health } = reportIn(name);
    expect(health.requests).toBeLessThanOrEqual(plan.requests + plan.reserve);
  }
}, 120_000);
