import { shortDigest } from '../kernel/digest.ts';
import { AssayError } from '../kernel/error.ts';
import { getOrMake } from '../kernel/get-or-make.ts';
import { canonicalJson } from '../kernel/json.ts';
import type { Finding } from '../model/finding.ts';
import type { RequirementResult, RunReport, RunVerdict } from '../model/run-report.ts';
import { mergeHealth, mergePlans, worstOf } from './merge.ts';

/**
 * The reports of all parts of each run joined into the report of that run; reports of whole runs stay as they are, in their order.
 * Fails with usage error `shards-incomplete` when a part is missing or comes twice.
 */
export function joinShards(reports: readonly RunReport[]): RunReport[] {
  const runs = new Map<string, RunReport[]>();
  for (const [place, report] of reports.entries()) {
    const { plan, run, target } = report;
    const key = plan.shard
      ? canonicalJson([run.suite, run.seed, target.environment, plan.shard.count])
      : `whole ${place}`;
    getOrMake(runs, key, () => []).push(report);
  }
  return [...runs.values()].flatMap((parts) => (parts[0]?.plan.shard ? join(parts) : parts));
}

function join(parts: readonly RunReport[]): RunReport {
  const ordered = [...parts].sort((a, b) => indexOf(a) - indexOf(b));
  const [first] = ordered;
  if (!first) throw new RangeError('no part to join');
  refuseIncomplete(ordered);
  const starts = ordered.map(({ run }) => run.startedAt).sort();
  const ends = ordered.map(({ run }) => run.finishedAt).sort();
  const [startedAt, finishedAt] = [starts[0] ?? first.run.startedAt, ends.at(-1) ?? first.run.finishedAt];
  const findings = joinFindings(ordered);
  const coverage = ordered.flatMap((part) => part.coverage);
  const order = new Map(first.invocations[0]?.operations.map((operation, place) => [operation, place]));
  const place = ({ operation }: { readonly operation: string }) => order.get(operation) ?? order.size;
  return {
    ...first,
    run: {
      ...first.run,
      id: shortDigest(ordered.map(({ run }) => run.id).join('\n')),
      startedAt,
      finishedAt,
      durationMs: Date.parse(finishedAt) - Date.parse(startedAt),
      command: first.run.command.replace(/ --shard \d+\/\d+/, ''),
    },
    verdict: joinVerdicts(ordered, findings),
    documentFindings: distinct(ordered.flatMap(({ documentFindings }) => documentFindings)),
    plan: joinPlans(ordered, place),
    findings,
    vanished: joinVanished(ordered, findings),
    expired: distinct(ordered.flatMap(({ expired }) => expired)),
    coverage: coverage.sort((a, b) => place(a) - place(b)),
    requirements: first.requirements.map((result) => joinRequirement(result, ordered)),
    notTested: distinct(ordered.flatMap(({ notTested }) => notTested)),
    health: mergeHealth(ordered.map(({ health }) => health)),
    invocations: first.invocations,
  };
}

function indexOf({ plan }: RunReport): number {
  return plan.shard?.index ?? 0;
}

function refuseIncomplete(parts: readonly RunReport[]): void {
  const { suite } = parts[0]?.run ?? { suite: '' };
  const count = parts[0]?.plan.shard?.count ?? 0;
  const indices = parts.map(indexOf);
  const missing = Array.from({ length: count }, (_, at) => at + 1).filter((index) => !indices.includes(index));
  const twice = indices.filter((index, at) => indices.indexOf(index) !== at);
  if (missing.length === 0 && twice.length === 0) return;
  const said =
    missing.length > 0 ? `part ${missing.join(', ')} of ${count} is missing` : `part ${twice[0]} comes twice`;
  throw new AssayError(
    'usage',
    'shards-incomplete',
    `The parts of ${suite} are not one run: ${said}. Give the report of every part once.`,
  );
}

function joinPlans(parts: readonly RunReport[], place: (row: { operation: string }) => number): RunReport['plan'] {
  const [first] = parts;
  const { shard: _part, ...plan } = mergePlans(parts.map((part) => part.plan));
  return {
    ...plan,
    budget: first?.plan.budget ?? plan.budget,
    durationMs: Math.max(...parts.map((part) => part.plan.durationMs)),
    perOperation: [...plan.perOperation].sort((a, b) => place(a) - place(b)),
    unsupported: first?.plan.unsupported ?? [],
  };
}

/** What a repeated request shows in several parts is one finding. */
function joinFindings(parts: readonly RunReport[]): Finding[] {
  const byCause = new Map<string, Finding>();
  for (const finding of parts.flatMap(({ findings }) => findings)) {
    const known = byCause.get(finding.fingerprint);
    byCause.set(
      finding.fingerprint,
      known ? { ...known, occurrences: known.occurrences + finding.occurrences } : finding,
    );
  }
  return [...byCause.values()];
}

/** A deviation has vanished when some part looked for it and no part saw it. */
function joinVanished(parts: readonly RunReport[], findings: readonly Finding[]): RunReport['vanished'] {
  const seen = new Set(findings.flatMap(({ baseline }) => (baseline.state === 'new' ? [] : [baseline.deviation.id])));
  return distinct(parts.flatMap(({ vanished }) => vanished)).filter(({ id }) => !seen.has(id));
}

const STATES = ['broken', 'kept', 'inconclusive', 'not-tested'] as const;

function joinRequirement({ requirement }: RequirementResult, parts: readonly RunReport[]): RequirementResult {
  const results = parts.flatMap(({ requirements }) =>
    requirements.filter((one) => one.requirement.id === requirement.id),
  );
  const state = STATES.find((one) => results.some((result) => result.state === one)) ?? 'not-tested';
  const reason = results.find((result) => result.state === state)?.reason;
  return {
    requirement,
    state,
    evidence: results.reduce((sum, { evidence }) => sum + evidence, 0),
    findings: [...new Set(results.flatMap((result) => result.findings))],
    ...(reason === undefined ? {} : { reason }),
  };
}

function joinVerdicts(parts: readonly RunReport[], findings: readonly Finding[]): RunVerdict {
  const { verdict } = worstOf(parts);
  const fresh = findings.filter(({ baseline }) => baseline.state !== 'known').length;
  const known = findings.length - fresh;
  const operations = parts.flatMap(({ coverage }) => coverage);
  const reached = operations.filter((operation) => operation.reached).length;
  const told = known > 0 ? `; ${known} known` : '';
  const reason =
    verdict.outcome === 'conformant'
      ? `nothing new on ${reached} of ${operations.length} operations reached${told}`
      : parts.map((part) => `part ${indexOf(part)} of ${parts.length}: ${part.verdict.reason}`).join('; ');
  return { ...verdict, reason, newFindings: fresh, knownFindings: known };
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [canonicalJson(item), item])).values()];
}
