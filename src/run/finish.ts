import { isAbsolute, relative } from 'node:path';
import type { ResolvedConfig } from '../config/resolved-config.ts';
import { applyBaseline, closesGate, condense } from '../finding/index.ts';
import type { Clock } from '../kernel/clock.ts';
import { shortDigest } from '../kernel/digest.ts';
import { matchesGlob } from '../kernel/glob.ts';
import type { KnownDeviation } from '../model/finding.ts';
import { citeOverlays } from '../model/overlaid.ts';
import { type NotTested, type OperationCoverage, RUN_REPORT_VERSION, type RunReport } from '../model/run-report.ts';
import { commandFor } from './command.ts';
import { confirmFindings } from './confirm.ts';
import { decideVerdict } from './exit.ts';
import { fhirGaps } from './fhir-answers.ts';
import type { Planned } from './make-plan.ts';
import { listNotTested } from './not-tested.ts';
import type { Promises } from './read.ts';
import { redactDeep } from './redact.ts';
import { judgeRequirements } from './requirements.ts';
import type { Session } from './session.ts';
import type { StopReason } from './storm.ts';

/** What is left when the last planned request has been answered. */
export interface Finishing {
  readonly config: ResolvedConfig;
  readonly promises: Promises;
  readonly planned: Planned;
  readonly session: Session;
  readonly clock: Clock;
  readonly startedAt: number;
  readonly stopped?: StopReason;
  /** Where shrinking ended early. */
  readonly shrinkingCut: readonly NotTested[];
}

/** Condense, confirm, hold against the baseline, decide: the last stages, ending in the report. */
export async function finishRun(finishing: Finishing): Promise<RunReport> {
  const { config, promises, planned, session, clock, startedAt, stopped } = finishing;
  const { model } = promises;
  const discredited = session.storm.discredited();
  const evidence = session.accusations.filter(({ trace }) => !trace.some(({ index }) => discredited.has(index)));
  session.emit({ type: 'stage-started', stage: 'confirm' });
  const confirmed = await confirmFindings(session, condense(evidence));
  session.emit({ type: 'stage-started', stage: 'condense' });
  const today = new Date(clock.now()).toISOString().slice(0, 10);
  const judged = applyBaseline(confirmed.findings, config.baseline, today, (deviation) => ranOn(session, deviation));
  for (const finding of judged.findings) session.emit({ type: 'finding-opened', finding });

  const coverage = ownCoverage(planned, session.tally.coverage(model));
  const requirements = judgeRequirements(model, session.tally, judged.findings);
  const health = session.health.summary(session.pace.pacedMs());
  const fresh = judged.findings.filter(({ baseline }) => baseline.state !== 'known');
  const verdict = decideVerdict({
    gating: fresh.filter((finding) => closesGate(finding, config.gate)).length,
    newFindings: fresh.length,
    knownFindings: judged.findings.length - fresh.length,
    pluginErrors: health.pluginErrors.length,
    operations: coverage.length,
    reached: config.retired ? foundGone(session) : coverage.filter(({ reached }) => reached).length,
    ...silentOperations(coverage, planned),
    ...(stopped ? { stopped: stopped.message } : (missingCredential(session) ?? abandonedOperations(session))),
  });
  session.emit({
    type: 'budget-spent',
    sent: health.requests,
    budget: planned.plan.summary.budget,
    leftOut: planned.plan.summary.leftOut.reduce((sum, { cases }) => sum + cases, 0),
  });
  const finishedAt = clock.now();
  session.emit({ type: 'run-finished', at: new Date(finishedAt).toISOString(), exitCode: verdict.exitCode });

  const end = {
    model,
    plan: planned.plan.summary,
    coverage,
    requirements,
    cases: planned.plan.cases,
    unsendable: session.unsendable,
    ...(stopped ? { stopped } : {}),
  };
  const report: RunReport = {
    reportVersion: RUN_REPORT_VERSION,
    tool: { name: 'assay', version: session.version },
    run: {
      id: shortDigest(`${config.suite}\n${config.seed}\n${startedAt}`),
      suite: config.suite,
      title: config.title === config.suite ? model.title || config.title : config.title,
      seed: config.seed,
      startedAt: new Date(startedAt).toISOString(),
      finishedAt: new Date(finishedAt).toISOString(),
      durationMs: finishedAt - startedAt,
      command: commandFor(config),
    },
    target: {
      baseUrl: session.target.baseUrl,
      environment: session.target.environment,
      identities: identitiesOf(session),
    },
    verdict,
    documents: model.documents.map((document) => ({ ...document, uri: shownPath(document.uri) })),
    documentFindings: model.documentFindings,
    plan: planned.plan.summary,
    findings: judged.findings,
    vanished: judged.vanished,
    expired: judged.expired,
    coverage,
    requirements,
    notTested: [
      ...listNotTested(end),
      ...finishing.shrinkingCut,
      ...confirmed.notReproduced,
      ...fhirGaps(session.judging.fhir),
    ],
    health,
    invocations: [{ ...config.invocation, operations: model.operations.map(({ id }) => id) }],
    checks: session.kit.checks.all.map(({ id, title, family }) => ({ id, title, family })),
  };
  return redactDeep(citeOverlays(report, model), session.redactor);
}

/** A part of a run answers for its own operations only, though it may have learnt ids from others. */
function ownCoverage({ plan }: Planned, coverage: readonly OperationCoverage[]): readonly OperationCoverage[] {
  if (!plan.summary.shard) return coverage;
  const own = new Set(plan.summary.perOperation.map(({ operation }) => operation));
  return coverage.filter(({ operation }) => own.has(operation));
}

/** Operations of a retired version that were found gone: all that can be reached of it. */
function foundGone({ model, tally }: Session): number {
  return model.operations.filter(({ id }) => tally.outcomes('version-retirement', id).pass > 0).length;
}

/** True when the deviation's check gave a verdict, on an operation that it names, which could have been an accusation. */
function ranOn(session: Session, deviation: KnownDeviation): boolean {
  return session.model.operations.some(({ id }) => {
    const { pass, fail, warn } = session.tally.outcomes(deviation.check, id);
    return pass + fail + warn > 0 && matchesGlob(id, deviation.operation);
  });
}

/** Nothing protected was reached because no credential was given: said in words, so that nobody takes it for a pass. */
function missingCredential(session: Session): { stopped: string } | undefined {
  const reasons = [...session.unsendable.values()].filter((reason) => reason.startsWith('no credential'));
  const reached = session.model.operations.some(({ id, security }) => security.length > 0 && session.controls.has(id));
  if (!reasons[0] || reached) return undefined;
  return { stopped: `${reasons[0]}, so no protected operation was tested${strayHeaders(session)}` };
}

/** Most often the credential was given under a name that the description does not use. */
function strayHeaders({ extraHeaders, model }: Session): string {
  if (extraHeaders.length === 0) return '';
  const given = extraHeaders.map(([name]) => name).join(', ');
  const used = Object.values(model.securitySchemes).map(({ parameterName }) => parameterName ?? 'Authorization');
  return `; the description asks for ${[...new Set(used)].join(', ')}, not for ${given}`;
}

/** Operations without a single answer: left out of the plan, or planned in vain. */
function silentOperations(
  coverage: readonly OperationCoverage[],
  { plan }: Planned,
): { unplanned: number; unheard: number } {
  const asked = new Set(plan.cases.flatMap(({ steps }) => steps.map(({ operation }) => operation)));
  const silent = coverage.filter(({ requests }) => requests === 0);
  const unheard = silent.filter(({ operation }) => asked.has(operation)).length;
  return { unplanned: silent.length - unheard, unheard };
}

/** Operations that were left alone because they gave no evidence any more: the others alone are no pass. */
function abandonedOperations({ storm }: Session): { stopped: string } | undefined {
  const [first, ...others] = storm.abandoned();
  if (!first) return undefined;
  const [operation, reason] = first;
  return { stopped: `${operation} was given up: ${reason}${others.length > 0 ? `; and ${others.length} more` : ''}` };
}

function identitiesOf({ target }: Session): RunReport['target']['identities'] {
  return Object.entries(target.credentials).map(([name, set]) => ({
    name,
    credentials: [...new Set(Object.values(set).map((credential) => credential.name))],
  }));
}

/** Paths are shown from the working folder on, so that a report says nothing of the machine it was made on. */
function shownPath(uri: string): string {
  return isAbsolute(uri) ? relative('.', uri) : uri;
}
