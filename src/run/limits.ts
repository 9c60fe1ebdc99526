import type { ResolvedConfig } from '../config/resolved-config.ts';
import { type Clock, systemClock } from '../kernel/clock.ts';
import { AssayError } from '../kernel/error.ts';
import type { Redactor } from '../kernel/redaction.ts';
import type { BatterySetup } from '../limit/index.ts';
import { claimOf, type LimitEvent, type LimitPlan, parseLimitLog, planLimit, reportOf } from '../limit/index.ts';
import type { ApiModel } from '../model/api.ts';
import type { ReceivedResponse } from '../model/exchange.ts';
import type { LimitClaim, LimitReport } from '../model/limit.ts';
import type { Rate } from '../model/rate-policy.ts';
import { formatRate, scaleRate } from '../model/rate-policy.ts';
import type { SpecRef } from '../model/spec-ref.ts';
import { bindIdentities } from './identities.ts';
import { builtInKit } from './kit.ts';
import { drive } from './limits-drive.ts';
import { openLine, type VirtualTarget } from './limits-line.ts';
import { refusalIssues, refusalPromise } from './limits-refusal.ts';
import { probeRequests } from './limits-requests.ts';
import { clearForProbe, modelOfAddress, probedOperation } from './limits-target.ts';
import { readPromises } from './read.ts';
import { redactDeep } from './redact.ts';
import { redactorFor } from './redactor.ts';

export type { LimitEvent, LimitPlan } from '../limit/index.ts';
export type { VirtualTarget } from './limits-line.ts';

/** What is asked of a limit check beyond the configuration. */
export interface LimitOptions {
  readonly version: string;
  /** Default: the suite's, or the description's. */
  readonly limit?: Rate;
  readonly algorithm?: LimitClaim['algorithm'];
  readonly per?: LimitClaim['per'];
  readonly status?: number;
  /** Id of the operation to probe. */
  readonly operation?: string;
  /** Identity whose key serves as another key; default the first beside `default` that is entitled. */
  readonly otherIdentity?: string;
  /** An address to probe that has no description. */
  readonly address?: URL;
  /** True when the user calls the target a sandbox. */
  readonly calledSandbox?: boolean;
  /** True when nobody can have used the key before. */
  readonly idle?: boolean;
  readonly race?: boolean;
  readonly full?: boolean;
  readonly time: 'virtual' | 'real' | 'scaled';
  readonly virtual?: VirtualTarget;
  readonly clock?: Clock;
  readonly redactor?: Redactor;
  /** Told before anything is sent; false ends the check with usage error `limit-not-confirmed`. */
  readonly confirm?: (plan: LimitPlan, prepared: PreparedLimit) => boolean | Promise<boolean>;
  /** Every event of the log, free of secrets. */
  readonly onEvent?: (event: LimitEvent) => void;
  /** The log of an interrupted check to go on with. */
  readonly resume?: string;
  readonly signal?: AbortSignal;
}

/** A check that is ready to be shown and sent. */
export interface PreparedLimit {
  readonly claim: LimitClaim;
  readonly setup: BatterySetup;
  readonly operation: string;
  readonly target: string;
  readonly credential: string;
}

/** Everything of a check but the sending: claim, target, requests. Fails as `checkLimit` does. */
export async function prepareLimit(config: ResolvedConfig, options: LimitOptions) {
  const promises = options.address ? undefined : await readPromises(config);
  const model = promises?.model ?? modelOfAddress(options.address ?? new URL('http://127.0.0.1'));
  const target = clearForProbe(config, model, options.calledSandbox === true);
  const probed = probedOperation(config, model, builtInKit, options.operation);
  const bound = bindIdentities(config, model);
  const otherIdentity = options.otherIdentity ?? otherKeyOf(config);
  const requests = probeRequests({
    target,
    model,
    probed: {
      ...probed,
      template: { ...probed.template, query: [...probed.template.query, ...(options.address?.searchParams ?? [])] },
    },
    bound,
    ...(otherIdentity ? { otherIdentity, otherHeaders: options.address ? headersOf(config, otherIdentity) : [] } : {}),
    version: options.version,
  });
  const claim = resolveClaim(config, model, options);
  const setup: BatterySetup = {
    claim,
    roles: requests.roles,
    aliases: requests.aliases,
    idle: options.idle === true,
    ...(options.race ? { race: true } : {}),
    ...(options.full ? { full: true } : {}),
    ...(options.time === 'virtual' ? { maxInFlight: 1 } : {}),
  };
  const prepared: PreparedLimit = {
    claim,
    setup,
    operation: probed.operation.id,
    target: target.baseUrl,
    credential: requests.credential,
  };
  return { claim, setup, prepared, target, requests, operation: probed.operation, model, schemas: promises?.schemas };
}

/**
 * Check a documented limit from outside. Fails with kind `safety` on anything but an emulator or a sandbox, `usage` when claim, operation or
 * credential are missing; what the limiter does wrong is in the report, never thrown.
 */
export async function checkLimit(config: ResolvedConfig, options: LimitOptions): Promise<LimitReport> {
  const { claim, setup, prepared, target, requests, operation, model, schemas } = await prepareLimit(config, options);
  const clock = options.virtual?.clock ?? options.clock ?? systemClock;
  const redactor = options.redactor ?? redactorFor(config);
  const plan = planLimit(setup, clock.now());
  if (options.confirm && !(await options.confirm(plan, prepared)))
    throw new AssayError(
      'usage',
      'limit-not-confirmed',
      'The plan was not confirmed, so nothing was sent. Confirm it in the terminal or pass --yes.',
    );

  const before = options.resume ? parseLimitLog(options.resume).events : undefined;
  const events: LimitEvent[] = [];
  const emit = (event: LimitEvent) => {
    const clean = redactDeep(event, redactor);
    events.push(clean);
    options.onEvent?.(clean);
  };
  const began = before?.[0]?.type === 'limit-started' ? before[0] : undefined;
  const startedAtMs = began?.atMs ?? clock.now();
  const { claim: _claim, ...rest } = setup;
  if (before) for (const event of before) emit(event);
  else
    emit({
      type: 'limit-started',
      logVersion: 1,
      tool: `assay ${options.version}`,
      subject: config.suite,
      ...prepared,
      time: options.time,
      atMs: startedAtMs,
      setup: rest,
      ...(options.address ? {} : { promise: refusalPromise(model, operation, claim.status) }),
      schedule: plan.instants,
    });
  let looked = before?.some(({ type }) => type === 'limit-refusal') ?? false;
  const seen = (response: ReceivedResponse) => {
    if (looked || !schemas || response.status !== claim.status) return;
    looked = true;
    emit({ type: 'limit-refusal', issues: refusalIssues(operation, response, schemas) });
  };
  const line = await openLine(
    { config, clock, requests, target, seen, ...(options.virtual ? { virtual: options.virtual } : {}) },
    options.time,
  );
  try {
    const { session, stopped } = await drive({
      setup: began ? { ...began.setup, claim: began.claim } : setup,
      clock,
      send: line.send,
      emit,
      startedAtMs,
      ...(before ? { before } : {}),
      ...(options.signal ? { signal: options.signal } : {}),
    });
    const { preflight, quietSinceMs } = session;
    emit({ type: 'limit-ended', atMs: clock.now(), preflight, quietSinceMs, ...(stopped ? { stopped } : {}) });
  } finally {
    await line.close();
  }
  return redactDeep(judgeLog(events.map((event) => JSON.stringify(event)).join('\n'), options.version), redactor);
}

/** Judge the log of a check again, without sending anything. */
export function judgeLog(text: string, version: string): LimitReport {
  return reportOf(parseLimitLog(text), version);
}

/** The headers that an identity sends to an address without a description. */
function headersOf(config: ResolvedConfig, identity: string): (readonly [string, string])[] {
  return Object.entries(config.identities[identity]?.byParameter ?? {}).map(
    ([name, { value }]) => [name, value] as const,
  );
}

function otherKeyOf(config: ResolvedConfig): string | undefined {
  return Object.entries(config.identities).find(
    ([name, { notEntitled, credentials, byParameter }]) =>
      name !== 'default' && !notEntitled && Object.keys(credentials).length + Object.keys(byParameter).length > 0,
  )?.[0];
}

function resolveClaim(config: ResolvedConfig, model: ApiModel, options: LimitOptions): LimitClaim {
  const described = model.ratePolicies[0];
  const policy = config.limitPolicy;
  const scaled = options.time === 'scaled';
  const rate = scaled ? scaledLimit(config, options, model) : (options.limit ?? config.limit ?? described);
  if (!rate)
    throw new AssayError(
      'usage',
      'limit-missing',
      'No limit is documented for this target. Say what is promised with --limit, for example --limit 1000/5m.',
    );
  // A limit of another scale is still the documented promise.
  const own = options.limit !== undefined && !scaled;
  const ids = own ? {} : (policy?.requirements ?? {});
  const given: SpecRef = {
    kind: 'clause',
    source: own ? 'command line' : config.suite,
    section: `limit ${formatRate(rate)}`,
  };
  const refs = Object.fromEntries(Object.entries(ids).map(([aspect, id]) => [aspect, { kind: 'requirement', id }]));
  const status = options.status ?? policy?.status ?? described?.status;
  return claimOf({
    requests: rate.requests,
    windowMs: rate.windowMs,
    algorithm: options.algorithm ?? policy?.algorithm ?? described?.algorithm ?? 'unstated',
    per: options.per ?? policy?.per ?? described?.per ?? 'credential',
    ...(status ? { status, statusPromised: true } : {}),
    tolerance: { over: policy?.tolerance?.over ?? 0, grainMs: policy?.tolerance?.grainMs ?? 0 },
    refs: { quota: own ? given : (described?.ref ?? given), ...refs },
  });
}

/** Shorter windows are too coarse for limiters that count in whole seconds. */
const SHORTEST_SCALED_MS = 60_000;

/**
 * The limit of a system that is set up at another scale: the one given, else the documented one over a minute. Undefined where no limit is
 * documented; fails with usage error `bad-flag` for a window under a minute.
 */
export function scaledLimit(
  config: ResolvedConfig,
  { limit }: Pick<LimitOptions, 'limit'>,
  model?: ApiModel,
): Rate | undefined {
  const documented = config.limit ?? model?.ratePolicies[0];
  const rate =
    limit ??
    (documented && documented.windowMs > SHORTEST_SCALED_MS ? scaleRate(documented, SHORTEST_SCALED_MS) : documented);
  if (rate && rate.windowMs < SHORTEST_SCALED_MS)
    throw new AssayError(
      'usage',
      'bad-flag',
      '--time scaled takes a window of at least 60 s: on shorter ones the grain of many limiters is too coarse to tell anything.',
    );
  return rate;
}
