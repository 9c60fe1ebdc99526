import type { JsonObject } from '../../kernel/json.ts';
import type { DocumentFinding, DocumentInfo, Unsupported } from '../../model/api.ts';
import type { LeftOut, PlanSummary, Shard } from '../../model/plan.ts';
import type { Rate } from '../../model/rate-policy.ts';
import type { Requirement, RequirementEvidence } from '../../model/requirement.ts';
import {
  type CheckTally,
  type Invocation,
  type InvocationFlags,
  type NotTested,
  type OperationCoverage,
  type RequirementResult,
  RUN_REPORT_VERSION,
  type RunHealth,
  type RunReport,
  type RunVerdict,
} from '../../model/run-report.ts';
import { findingDefinitions } from './finding-schema.ts';
import { array, integer, mapOf, number, object, oneOfTexts, ref, text, truth } from './schema-parts.ts';

const dateTime: JsonObject = { type: 'string', format: 'date-time' };

const planDefinitions: JsonObject = {
  rate: object<Rate>({ requests: integer, windowMs: integer }),
  unsupported: object<Unsupported>({ what: text, reason: text, ref: ref('specRef') }),
  leftOut: object<LeftOut>({ operation: text, strategy: text, cases: integer, reason: text }),
  plan: object<PlanSummary>(
    {
      seed: integer,
      requests: integer,
      reserve: integer,
      budget: integer,
      rate: ref('rate'),
      durationMs: number,
      perOperation: array(
        object<PlanSummary['perOperation'][number]>({
          operation: text,
          requests: integer,
          perStrategy: mapOf(integer),
        }),
      ),
      leftOut: array(ref('leftOut')),
      unsupported: array(ref('unsupported')),
      shard: object<Shard>({ index: integer, count: integer, repeated: integer }),
    },
    ['rate', 'shard'],
  ),
};

const documentDefinitions: JsonObject = {
  document: object<DocumentInfo>({ uri: text, digest: text, format: text, title: text, version: text }),
  documentFinding: object<DocumentFinding>({
    code: text,
    severity: oneOfTexts<DocumentFinding['severity']>('error', 'warning', 'info'),
    message: text,
    ref: ref('specRef'),
    disables: array(text),
  }),
};

const coverageDefinitions: JsonObject = {
  tally: object<CheckTally>({
    check: text,
    pass: integer,
    fail: integer,
    warn: integer,
    inconclusive: integer,
    skip: integer,
    reasons: array(text),
  }),
  coverage: object<OperationCoverage>({
    operation: text,
    requests: integer,
    elapsedMs: number,
    statuses: array(object<OperationCoverage['statuses'][number]>({ status: text, declared: truth, seen: integer })),
    checks: array(ref('tally')),
    reached: truth,
  }),
  requirement: object<Requirement>(
    {
      id: text,
      text,
      source: text,
      basis: oneOfTexts<Requirement['basis']>('documented', 'standard', 'observed'),
      evidence: array(
        object<RequirementEvidence>({ check: text, operations: array(text), declared: truth, clause: text }, [
          'operations',
          'declared',
          'clause',
        ]),
      ),
      untestable: text,
    },
    ['untestable'],
  ),
  requirementResult: object<RequirementResult>(
    {
      requirement: ref('requirement'),
      state: oneOfTexts<RequirementResult['state']>('kept', 'broken', 'inconclusive', 'not-tested'),
      evidence: integer,
      findings: array(text),
      reason: text,
    },
    ['reason'],
  ),
  notTested: object<NotTested>({ what: text, reason: text }),
};

const invocationDefinitions: JsonObject = {
  invocation: object<Invocation>({
    input: text,
    operations: array(text),
    flags: object<InvocationFlags>(
      {
        env: text,
        url: text,
        headers: array(text),
        defects: array(text),
        mode: text,
        rate: text,
        overlays: array(text),
        fhir: oneOfTexts<'3.0' | '4.0'>('3.0', '4.0'),
        budget: text,
        propertyRuns: text,
        timeout: text,
        gate: text,
        undeclaredMethods: { type: 'boolean' },
      },
      [
        'env',
        'url',
        'headers',
        'defects',
        'mode',
        'rate',
        'overlays',
        'fhir',
        'budget',
        'propertyRuns',
        'timeout',
        'gate',
        'undeclaredMethods',
      ],
    ),
  }),
};

const verdict = object<RunVerdict>({
  outcome: oneOfTexts<RunVerdict['outcome']>('conformant', 'not-conformant', 'inconclusive', 'failed'),
  exitCode: { type: 'integer', minimum: 0, maximum: 5 },
  reason: text,
  newFindings: integer,
  knownFindings: integer,
});

const health = object<RunHealth>({
  requests: integer,
  distinctRequests: integer,
  replays: integer,
  byStatus: mapOf(integer),
  noResponse: integer,
  throttled: integer,
  unauthorised: integer,
  serverErrors: integer,
  pacedMs: number,
  latencyMs: object<RunHealth['latencyMs']>({ p50: number, p95: number, max: number }),
  pluginErrors: array(object<RunHealth['pluginErrors'][number]>({ plugin: text, message: text })),
});

/** The JSON Schema (2020-12) of `report.json`; readers must ignore members that they do not know. */
export const runReportSchema: JsonObject = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Assay run report',
  ...object<RunReport>({
    reportVersion: { const: RUN_REPORT_VERSION },
    tool: object<RunReport['tool']>({ name: { const: 'assay' }, version: text }),
    run: object<RunReport['run']>({
      id: text,
      suite: text,
      title: text,
      seed: integer,
      startedAt: dateTime,
      finishedAt: dateTime,
      durationMs: number,
      command: text,
    }),
    target: object<RunReport['target']>({
      baseUrl: text,
      environment: text,
      identities: array(object<RunReport['target']['identities'][number]>({ name: text, credentials: array(text) })),
    }),
    verdict,
    documents: array(ref('document')),
    documentFindings: array(ref('documentFinding')),
    plan: ref('plan'),
    findings: array(ref('finding')),
    vanished: array(ref('knownDeviation')),
    expired: array(ref('knownDeviation')),
    coverage: array(ref('coverage')),
    requirements: array(ref('requirementResult')),
    notTested: array(ref('notTested')),
    health,
    invocations: array(ref('invocation')),
    checks: array(object<RunReport['checks'][number]>({ id: text, title: text, family: text }, ['family'])),
  }),
  $defs: {
    ...planDefinitions,
    ...documentDefinitions,
    ...coverageDefinitions,
    ...invocationDefinitions,
    ...findingDefinitions,
  },
};
