import type { ResolvedConfig } from '../config/resolved-config.ts';
import type { FhirAnswers } from '../fhir/index.ts';
import type { Clock } from '../kernel/clock.ts';
import { AssayError } from '../kernel/error.ts';
import type { Redactor } from '../kernel/redaction.ts';
import type { ApiModel } from '../model/api.ts';
import type { Exchange } from '../model/exchange.ts';
import { type Operation, requiresAuthentication } from '../model/operation.ts';
import type { RunEvent } from '../model/run-event.ts';
import type { SendableTarget, Target } from '../model/target.ts';
import { clearTarget, createPace, createRecorder, createSender } from '../target/index.ts';
import { createHealthMeter } from './health.ts';
import { bindIdentities } from './identities.ts';
import type { Kit } from './kit.ts';
import { createLearnt } from './learnt.ts';
import { budgetOf, type Planned, paceOf } from './make-plan.ts';
import type { Promises } from './read.ts';
import type { RunOptions } from './run-options.ts';
import type { Session } from './session.ts';
import { createStormWatch } from './storm.ts';
import { createTally } from './tally.ts';

/** What a session is opened with. */
export interface SessionNeeds {
  readonly config: ResolvedConfig;
  readonly promises: Promises;
  readonly planned: Planned;
  readonly kit: Kit;
  readonly clock: Clock;
  readonly redactor: Redactor;
  readonly emit: (event: RunEvent) => void;
  readonly options: RunOptions;
  /** Set for a FHIR API. */
  readonly fhir?: FhirAnswers | undefined;
}

/** Clear the target and open the conversation with it. Fails with kind `safety` when the guard refuses. */
export function openSession({
  config,
  promises,
  planned,
  kit,
  clock,
  redactor,
  emit,
  options,
  fhir,
}: SessionNeeds): Session {
  const { model, schemas } = promises;
  const { credentials, extraHeaders, notEntitled } = bindIdentities(config, model);
  const target = clear(config, model, { credentials, ...(notEntitled ? { notEntitled } : {}) });
  const rate = paceOf(config, model);
  const pace = createPace({ clock, ...(rate ? { rate } : {}), ...(options.onWait ? { onWait: options.onWait } : {}) });
  const recorder = createRecorder();
  const controls = new Map<string, Exchange>();
  return {
    model,
    operations: new Map(
      model.operations.map((operation) => [operation.id, { operation, accept: acceptOf(operation) }]),
    ),
    kit,
    target,
    sender: createSender({
      target,
      pace,
      recorder,
      clock,
      timeoutMs: config.timeoutMs,
      concurrency: config.concurrency,
    }),
    pace,
    judging: {
      model,
      schemas,
      control: (operation) => controls.get(operation),
      ...(fhir ? { fhir } : {}),
      ...(config.retired === undefined ? {} : { retired: config.retired }),
    },
    learnt: createLearnt(planned.plan.cases, target.baseUrl),
    tally: createTally(),
    health: createHealthMeter(),
    storm: createStormWatch(
      {
        operations: model.operations.length,
        protectedOperations: model.operations.filter(requiresAuthentication).length,
        fixedOperations: model.operations.filter(({ path }) => !path.includes('{')).length,
      },
      pace.exhausted,
    ),
    redactor,
    emit,
    version: options.version,
    extraHeaders: extraHeaders.map(({ name, credential }) => [name, credential.value] as const),
    budget: { remaining: shareOf(planned, budgetOf(config, model)) },
    controls,
    accusations: [],
    planned: new Map(),
    unsendable: new Map(),
    ...(options.signal ? { signal: options.signal } : {}),
  };
}

/** A part of a run may send what it planned and its share of the reserve, so that the parts together keep to the budget, but for requests that teach ids to several. */
function shareOf({ plan: { summary } }: Planned, budget: number): number {
  return summary.shard ? Math.min(budget, summary.requests + summary.reserve) : budget;
}

function clear(
  config: ResolvedConfig,
  model: ApiModel,
  identities: Pick<Target, 'credentials' | 'notEntitled'>,
): SendableTarget {
  const described = model.servers.find((server) => /^https?:\/\//i.test(server));
  const baseUrl = config.baseUrl ?? described;
  if (!baseUrl) {
    throw new AssayError(
      'usage',
      'url-missing',
      'The description names no server that can be called. Give the address of the target with --url.',
    );
  }
  const target = {
    baseUrl,
    environment: config.environment,
    neverHosts: config.neverHosts,
    ...identities,
    ...(config.limit ? { documentedRate: config.limit } : {}),
  };
  return clearTarget(target, config.production);
}

function acceptOf({ responses }: Operation): string[] {
  return [...new Set(responses.flatMap(({ content }) => content.map(({ mediaType }) => mediaType)))];
}
