import type { PlanSummary } from '../model/plan.ts';
import type { RunHealth, RunReport, RunVerdict } from '../model/run-report.ts';

/** One report out of several runs of different suites, in their order; a single report is returned as it is. */
export function mergeReports(reports: readonly RunReport[]): RunReport {
  const [first, ...others] = reports;
  if (!first) throw new RangeError('no report to merge');
  if (others.length === 0) return first;
  const starts = reports.map(({ run }) => run.startedAt).sort();
  const ends = reports.map(({ run }) => run.finishedAt).sort();
  return {
    ...first,
    run: {
      ...first.run,
      suite: reports.map(({ run }) => run.suite).join(', '),
      title: reports.map(({ run }) => run.title).join(' · '),
      startedAt: starts[0] ?? first.run.startedAt,
      finishedAt: ends.at(-1) ?? first.run.finishedAt,
      durationMs: reports.reduce((sum, { run }) => sum + run.durationMs, 0),
      command: 'assay conform',
    },
    target: {
      baseUrl: distinct(reports.map(({ target }) => target.baseUrl)).join(', '),
      environment: distinct(reports.map(({ target }) => target.environment)).join(', '),
      identities: mergeIdentities(reports),
    },
    verdict: mergeVerdicts(reports),
    documents: reports.flatMap(({ documents }) => documents),
    documentFindings: reports.flatMap(({ documentFindings }) => documentFindings),
    plan: mergePlans(reports.map(({ plan }) => plan)),
    findings: reports.flatMap(({ findings }) => findings),
    vanished: reports.flatMap(({ vanished }) => vanished),
    expired: reports.flatMap(({ expired }) => expired),
    coverage: reports.flatMap(({ coverage }) => coverage),
    requirements: reports.flatMap(({ requirements }) => requirements),
    notTested: reports.flatMap(({ run, notTested }) =>
      notTested.map(({ what, reason }) => ({ what: `${run.suite}: ${what}`, reason })),
    ),
    invocations: reports.flatMap(({ invocations }) => invocations),
    health: mergeHealth(reports.map(({ health }) => health)),
  };
}

/** One entry per identity name: which variables stand behind it is the same in every suite, or all are listed. */
function mergeIdentities(reports: readonly RunReport[]): RunReport['target']['identities'] {
  const all = reports.flatMap(({ target }) => target.identities);
  return distinct(all.map(({ name }) => name)).map((name) => ({
    name,
    credentials: distinct(all.filter((identity) => identity.name === name).flatMap(({ credentials }) => credentials)),
  }));
}

/** The report with the worst outcome: findings, then failures, then inconclusive. */
export function worstOf(reports: readonly RunReport[]): RunReport {
  const order: readonly RunVerdict['outcome'][] = ['not-conformant', 'failed', 'inconclusive', 'conformant'];
  const worst = order.flatMap((outcome) => reports.filter(({ verdict }) => verdict.outcome === outcome))[0];
  if (!worst) throw new RangeError('no report to merge');
  return worst;
}

/** The worst outcome decides: findings, then failures, then inconclusive. */
function mergeVerdicts(reports: readonly RunReport[]): RunVerdict {
  return {
    ...worstOf(reports).verdict,
    reason: mergedReason(reports),
    newFindings: reports.reduce((sum, { verdict }) => sum + verdict.newFindings, 0),
    knownFindings: reports.reduce((sum, { verdict }) => sum + verdict.knownFindings, 0),
  };
}

/** Says what decided: the suites of the worst outcome in their own words, or the sum when all are conformant. */
function mergedReason(reports: readonly RunReport[]): string {
  const troubled = reports.filter(({ verdict }) => verdict.outcome !== 'conformant');
  if (troubled.length > 0) return troubled.map(({ run, verdict }) => `in ${run.suite}, ${verdict.reason}`).join('; ');
  const operations = reports.flatMap(({ coverage }) => coverage);
  const known = reports.reduce((sum, { verdict }) => sum + verdict.knownFindings, 0);
  const reached = `${operations.filter(({ reached }) => reached).length} of ${operations.length} operations reached`;
  return `nothing new in ${reports.length} suites, ${reached}${known > 0 ? `; ${known} known` : ''}`;
}

/** The plans of several runs added up. */
export function mergePlans(plans: readonly PlanSummary[]): PlanSummary {
  const sum = (pick: (plan: PlanSummary) => number) => plans.reduce((total, plan) => total + pick(plan), 0);
  return {
    seed: plans[0]?.seed ?? 0,
    requests: sum(({ requests }) => requests),
    reserve: sum(({ reserve }) => reserve),
    budget: sum(({ budget }) => budget),
    durationMs: sum(({ durationMs }) => durationMs),
    perOperation: plans.flatMap(({ perOperation }) => perOperation),
    leftOut: plans.flatMap(({ leftOut }) => leftOut),
    unsupported: plans.flatMap(({ unsupported }) => unsupported),
  };
}

/** The health of several runs added up; of latencies the worst. */
export function mergeHealth(healths: readonly RunHealth[]): RunHealth {
  const sum = (pick: (health: RunHealth) => number) => healths.reduce((total, health) => total + pick(health), 0);
  const byStatus: Record<string, number> = {};
  for (const health of healths)
    for (const [status, count] of Object.entries(health.byStatus)) byStatus[status] = (byStatus[status] ?? 0) + count;
  return {
    requests: sum(({ requests }) => requests),
    distinctRequests: sum(({ distinctRequests }) => distinctRequests),
    replays: sum(({ replays }) => replays),
    byStatus,
    noResponse: sum(({ noResponse }) => noResponse),
    throttled: sum(({ throttled }) => throttled),
    unauthorised: sum(({ unauthorised }) => unauthorised),
    serverErrors: sum(({ serverErrors }) => serverErrors),
    pacedMs: sum(({ pacedMs }) => pacedMs),
    latencyMs: {
      p50: Math.max(...healths.map(({ latencyMs }) => latencyMs.p50)),
      p95: Math.max(...healths.map(({ latencyMs }) => latencyMs.p95)),
      max: Math.max(...healths.map(({ latencyMs }) => latencyMs.max)),
    },
    pluginErrors: healths.flatMap(({ pluginErrors }) => pluginErrors),
  };
}

function distinct(items: readonly string[]): string[] {
  return [...new Set(items)];
}
