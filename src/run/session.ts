import type { JudgeContext } from '../check/shared/check.ts';
import type { AccusationRecord } from '../finding/index.ts';
import type { Redactor } from '../kernel/redaction.ts';
import type { ApiModel } from '../model/api.ts';
import type { Case, Step } from '../model/case.ts';
import { type Exchange, responseOf, type Trace } from '../model/exchange.ts';
import { type Operation, requiresAuthentication } from '../model/operation.ts';
import type { RunEvent } from '../model/run-event.ts';
import type { SendableTarget } from '../model/target.ts';
import type { Verdict } from '../model/verdict.ts';
import { fillTemplate, type Pace, prepareRequest, type Sender } from '../target/index.ts';
import type { HealthMeter } from './health.ts';
import { judge } from './judge.ts';
import type { Kit } from './kit.ts';
import { concretise, type Learnt, producersOf } from './learnt.ts';
import type { StormWatch } from './storm.ts';
import type { Tally } from './tally.ts';

/** Why a request is sent: to judge a planned case, to confirm a finding, or to make its example smaller. */
export type Purpose = 'case' | 'replay' | 'shrink';

/** One conversation with a target: everything that the stages of a run share. */
export interface Session {
  readonly model: ApiModel;
  /** By id, with the media types that its answers are declared with. */
  readonly operations: ReadonlyMap<string, { readonly operation: Operation; readonly accept: readonly string[] }>;
  readonly kit: Kit;
  readonly target: SendableTarget;
  readonly sender: Sender;
  readonly pace: Pace;
  readonly judging: JudgeContext;
  readonly learnt: Learnt;
  readonly tally: Tally;
  readonly health: HealthMeter;
  readonly storm: StormWatch;
  readonly redactor: Redactor;
  /** Takes events as they are; what leaves the run has been redacted. */
  readonly emit: (event: RunEvent) => void;
  readonly version: string;
  readonly extraHeaders: readonly (readonly [string, string])[];
  /** Requests that may still be sent. */
  readonly budget: { remaining: number };
  readonly controls: Map<string, Exchange>;
  readonly accusations: AccusationRecord[];
  /** Every case sent so far as it was planned, its holes open, by id. */
  readonly planned: Map<string, Case>;
  /** Cases that could not be sent, with the reason. */
  readonly unsendable: Map<string, string>;
  readonly signal?: AbortSignal;
}

/** What a case came to. */
export interface CaseResult {
  readonly trace: Trace;
  readonly accusations: readonly AccusationRecord[];
}

const MOST_THROTTLED_RETRIES = 2;

/** Send the steps of a case and judge each answer; `shift` takes the learnt values that many places further on. */
export async function performCase(session: Session, planned: Case, purpose: Purpose, shift = 0): Promise<CaseResult> {
  const trace: Exchange[] = [];
  const accusations: AccusationRecord[] = [];
  if (purpose === 'case') session.emit({ type: 'case-planned', case: planned });
  if (purpose === 'case') session.planned.set(planned.id, planned);
  const subject = producersOf(planned).length > 0 ? concretise(planned, session.learnt, shift) : planned;
  for (const [index, step] of subject.steps.entries()) {
    const known = session.operations.get(step.operation);
    if (!known) break;
    const { operation } = known;
    const exchange = await sendStep(session, { step, operation, trace, shift, purpose, subject, index });
    if (!exchange) break;
    trace.push(exchange);
    accusations.push(...judgeStep(session, { subject, step, index, operation, trace: [...trace], purpose }));
    if (!responseOf(exchange)) break;
  }
  if (purpose === 'case') session.accusations.push(...accusations);
  return { trace, accusations };
}

interface SendingStep {
  readonly step: Step;
  readonly operation: Operation;
  readonly trace: Trace;
  readonly shift: number;
  readonly purpose: Purpose;
  readonly subject: Case;
  readonly index: number;
}

async function sendStep(session: Session, sending: SendingStep): Promise<Exchange | undefined> {
  const { step, operation, trace, shift, purpose, subject } = sending;
  const filled = fillTemplate(step.request, (hole) => session.learnt.lookup(hole, trace, shift));
  const preparation = prepareRequest(
    { ...filled, headers: [...session.extraHeaders, ...filled.headers] },
    {
      credential: step.credential,
      target: session.target,
      schemes: session.model.securitySchemes,
      security: operation.security,
      accept: session.operations.get(operation.id)?.accept ?? [],
      version: session.version,
    },
  );
  if (preparation.kind === 'unsupported') {
    session.unsendable.set(subject.id, preparation.reason);
    return undefined;
  }
  for (let attempt = 0; ; attempt++) {
    if (session.budget.remaining <= 0) {
      session.unsendable.set(subject.id, 'the budget was spent');
      return undefined;
    }
    session.budget.remaining--;
    const exchange = await session.sender.send(preparation.request, session.signal);
    note(session, sending, exchange, purpose);
    const throttled =
      responseOf(exchange)?.status === 429 && attempt < MOST_THROTTLED_RETRIES && subject.intent !== 'throttle';
    const pointless = session.storm.stopped() ?? session.storm.gaveUp(operation.id);
    if (!throttled || pointless) return exchange;
  }
}

function note(
  session: Session,
  { step, operation, subject, index }: SendingStep,
  exchange: Exchange,
  purpose: Purpose,
): void {
  const entitled = step.credential.use === 'default' && requiresAuthentication(operation);
  session.health.count(exchange, purpose, entitled);
  session.storm.observe({ exchange, operation: operation.id, entitled });
  if (purpose === 'case') session.tally.exchange(operation.id, exchange);
  session.emit({
    type: 'exchange-done',
    case: subject.id,
    step: index,
    purpose,
    exchange,
  });
  const status = responseOf(exchange)?.status ?? 0;
  if (step.credential.use !== 'default' || status < 200 || status > 299) return;
  session.learnt.observe(operation.id, exchange);
  if (subject.intent === 'reject') return;
  // The answer that holds most tells best what is protected; it is also the same one in whatever order answers come.
  const known = session.controls.get(operation.id);
  if (sizeOf(exchange) >= sizeOf(known)) session.controls.set(operation.id, exchange);
  session.tally.reach(operation.id);
}

function sizeOf(exchange: Exchange | undefined): number {
  return (exchange && responseOf(exchange)?.body.length) ?? -1;
}

interface JudgedStep {
  readonly subject: Case;
  readonly step: Step;
  readonly index: number;
  readonly operation: Operation;
  readonly trace: Trace;
  readonly purpose: Purpose;
}

function judgeStep(
  session: Session,
  { subject, step, index, operation, trace, purpose }: JudgedStep,
): AccusationRecord[] {
  const exchange = trace[index];
  if (!exchange) return [];
  const input = {
    case: subject,
    step,
    stepIndex: index,
    last: index === subject.steps.length - 1,
    operation,
    exchange,
    trace,
  };
  const accusations: AccusationRecord[] = [];
  for (const { check, verdicts, failure } of judge(session.kit.checks.all, input, session.judging)) {
    if (failure) pluginFailed(session, check.id, failure);
    for (const verdict of verdicts) {
      if (purpose === 'case')
        record(session, { case: subject, step: index, check: check.id, operation: operation.id, verdict });
      if (verdict.outcome !== 'fail' && verdict.outcome !== 'warn') continue;
      const { outcome, ...accusation } = verdict;
      accusations.push({
        check: check.id,
        severity: verdict.severity ?? check.severity,
        outcome,
        operation: operation.id,
        accusation,
        case: subject,
        trace,
      });
    }
  }
  return accusations;
}

function record(
  session: Session,
  given: { case: Case; step: number; check: string; operation: string; verdict: Verdict },
): void {
  session.tally.verdict(given);
  const { step, check, operation, verdict } = given;
  session.emit({ type: 'verdict-given', case: given.case.id, step, check, operation, verdict });
}

function pluginFailed(session: Session, plugin: string, message: string): void {
  session.health.pluginFailed(plugin, message);
  session.emit({ type: 'plugin-failed', plugin, message });
}
