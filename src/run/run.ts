import type { ResolvedConfig } from '../config/resolved-config.ts';
import { systemClock } from '../kernel/clock.ts';
import { AssayError } from '../kernel/error.ts';
import { citeOverlays } from '../model/overlaid.ts';
import type { RunEvent } from '../model/run-event.ts';
import type { RunReport } from '../model/run-report.ts';
import { openFhirAnswers } from './fhir-answers.ts';
import { finishRun } from './finish.ts';
import { builtInKit } from './kit.ts';
import { makePlan, type Planned } from './make-plan.ts';
import { openSession } from './open-session.ts';
import { sendProperties } from './properties.ts';
import { type Promises, readPromises } from './read.ts';
import { redactDeep } from './redact.ts';
import { redactorFor } from './redactor.ts';
import type { RunOptions } from './run-options.ts';
import { sendListed } from './send.ts';

/** Read the promises and plan, without any traffic to the target. Fails with an AssayError of kind usage, config or spec. */
export async function plan(config: ResolvedConfig, options: Pick<RunOptions, 'kit'> = {}): Promise<Planned & Promises> {
  const promises = await readPromises(config);
  const planned = makePlan(config, promises.model, options.kit ?? builtInKit);
  return { ...promises, ...planned, plan: citeOverlays(planned.plan, promises.model) };
}

/**
 * Read, plan, send, confirm, condense: one whole run, as a report free of secrets. Fails with an AssayError when the set-up is wrong
 * (usage, config, spec), the guard refuses (safety) or nothing answers (target); findings never throw.
 */
export async function run(config: ResolvedConfig, options: RunOptions): Promise<RunReport> {
  const { clock = systemClock, kit = builtInKit } = options;
  const startedAt = clock.now();
  const redactor = options.redactor ?? redactorFor(config);
  const { onEvent } = options;
  const emit = onEvent ? (event: RunEvent) => onEvent(redactDeep(event, redactor)) : () => undefined;
  emit({
    type: 'run-started',
    at: new Date(startedAt).toISOString(),
    run: config.suite,
    seed: config.seed,
    suite: config.suite,
  });
  emit({ type: 'stage-started', stage: 'read' });
  const promises = await readPromises(config);
  emit({ type: 'stage-started', stage: 'plan' });
  const planned = makePlan(config, promises.model, kit);
  options.onPlan?.(planned.plan);

  const fhir = await openFhirAnswers(config);
  const session = openSession({ config, promises, planned, kit, clock, redactor, emit, options, fhir });
  try {
    emit({ type: 'stage-started', stage: 'send', plannedRequests: planned.plan.summary.requests });
    const stopped = await sendListed(session, planned.plan.cases, config.concurrency);
    if (stopped?.kind === 'unreachable') {
      throw new AssayError(
        'target',
        'target-unreachable',
        `Nothing answers at ${session.target.baseUrl} (${stopped.message}). Start the target or correct --url.`,
      );
    }
    const shrinkingCut = stopped ? [] : await sendProperties(session, planned.properties, planned.plan.cases);
    const end = { config, promises, planned, session, clock, startedAt, shrinkingCut };
    return await finishRun(stopped ? { ...end, stopped } : end);
  } finally {
    await session.sender.close();
  }
}
