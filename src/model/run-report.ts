import type { DocumentFinding, DocumentInfo } from './api.ts';
import type { Finding, KnownDeviation } from './finding.ts';
import type { PlanSummary } from './plan.ts';
import type { Requirement } from './requirement.ts';

/** Version of the report's format; raised on every breaking change. */
export const RUN_REPORT_VERSION = 1;

/** Everything a reporter may know; JSON-serialisable, can be rendered again and merged from disk. */
export interface RunReport {
  readonly reportVersion: number;
  readonly tool: { readonly name: 'assay'; readonly version: string };
  readonly run: {
    readonly id: string;
    readonly suite: string;
    readonly title: string;
    readonly seed: number;
    /** ISO date-times. */
    readonly startedAt: string;
    readonly finishedAt: string;
    readonly durationMs: number;
    /** The command that repeats the run; credentials by variable name. */
    readonly command: string;
  };
  readonly target: {
    readonly baseUrl: string;
    readonly environment: string;
    /** Identity names and the variables behind them; never values. */
    readonly identities: readonly { readonly name: string; readonly credentials: readonly string[] }[];
  };
  readonly verdict: RunVerdict;
  readonly documents: readonly DocumentInfo[];
  readonly documentFindings: readonly DocumentFinding[];
  readonly plan: PlanSummary;
  readonly findings: readonly Finding[];
  /** Baseline entries that nothing showed any more, and those past their date. */
  readonly vanished: readonly KnownDeviation[];
  readonly expired: readonly KnownDeviation[];
  readonly coverage: readonly OperationCoverage[];
  readonly requirements: readonly RequirementResult[];
  readonly notTested: readonly NotTested[];
  readonly health: RunHealth;
  /** How each suite of the report was asked for, so that `assay replay` can come back to it. */
  readonly invocations: readonly Invocation[];
  /** The checks of the run in registry order; `family` groups them in coverage. */
  readonly checks: readonly { readonly id: string; readonly title: string; readonly family?: string }[];
}

/** The answer of a run. */
export interface RunVerdict {
  readonly outcome: 'conformant' | 'not-conformant' | 'inconclusive' | 'failed';
  readonly exitCode: number;
  /** One sentence that says why. */
  readonly reason: string;
  readonly newFindings: number;
  readonly knownFindings: number;
}

/** What one operation went through. */
export interface OperationCoverage {
  readonly operation: string;
  readonly requests: number;
  /** Time that its answers took, added up; milliseconds. */
  readonly elapsedMs: number;
  /** Every declared status (and undeclared ones that came) with the number of answers. */
  readonly statuses: readonly { readonly status: string; readonly declared: boolean; readonly seen: number }[];
  /** Per check, how many verdicts of each outcome; checks that never applied are absent. */
  readonly checks: readonly CheckTally[];
  /** True when at least one valid request was accepted: only then do refusals mean anything. */
  readonly reached: boolean;
}

/** Verdicts of one check on one operation. */
export interface CheckTally {
  readonly check: string;
  readonly pass: number;
  readonly fail: number;
  readonly warn: number;
  readonly inconclusive: number;
  readonly skip: number;
  /** Distinct reasons of inconclusive and skip, at most five. */
  readonly reasons: readonly string[];
}

/** A requirement and how it stands. */
export interface RequirementResult {
  readonly requirement: Requirement;
  readonly state: 'kept' | 'broken' | 'inconclusive' | 'not-tested';
  /** Passing verdicts behind it. */
  readonly evidence: number;
  /** Fingerprints of the findings that break it. */
  readonly findings: readonly string[];
  readonly reason?: string;
}

/** Something promised that this run says nothing about. */
export interface NotTested {
  readonly what: string;
  readonly reason: string;
}

/** How the conversation itself went. */
export interface RunHealth {
  readonly requests: number;
  readonly distinctRequests: number;
  readonly replays: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly noResponse: number;
  readonly throttled: number;
  readonly unauthorised: number;
  readonly serverErrors: number;
  /** Time spent waiting for the pace, milliseconds. */
  readonly pacedMs: number;
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly max: number };
  readonly pluginErrors: readonly { readonly plugin: string; readonly message: string }[];
}

/** How one suite was asked for; free of secrets. */
export interface Invocation {
  /** Suite, config file or document as given on the command line. */
  readonly input: string;
  /** Ids of its operations. */
  readonly operations: readonly string[];
  readonly flags: InvocationFlags;
}

/** The flags that choose the target and shape the plan. */
export interface InvocationFlags {
  readonly env?: string;
  readonly url?: string;
  /** `Name: env:VAR` or `Name: file:PATH`, as given. */
  readonly headers?: readonly string[];
  readonly defects?: readonly string[];
  readonly mode?: string;
  readonly rate?: string;
  readonly fhir?: '3.0' | '4.0';
  readonly overlays?: readonly string[];
  readonly budget?: string;
  readonly propertyRuns?: string;
  readonly timeout?: string;
  readonly gate?: string;
  readonly undeclaredMethods?: boolean;
}
