import type { Json } from '../kernel/json.ts';
import type { BodyEncoding, Method } from './operation.ts';
import type { SpoilKind } from './security.ts';
import type { SpecRef } from './spec-ref.ts';

/**
 * What a case is meant to show. `accept`: valid, to be accepted; `reject`: invalid, to be refused; `refuse-auth`: not entitled, to be
 * refused; `throttle`: over the limit; `observe`: nothing is expected beyond the general promises.
 */
export type Intent = 'accept' | 'reject' | 'refuse-auth' | 'throttle' | 'observe';

/** Ordered steps with one expectation on the last. */
export interface Case {
  /** Digest of operation, title and steps: stable between runs of the same plan. */
  readonly id: string;
  /** Id of the operation under test. */
  readonly operation: string;
  /** What is sent, in words; for a fault, what is wrong: `query page[page] = 0 is under the minimum 1`. */
  readonly title: string;
  readonly intent: Intent;
  /** At least one; earlier steps set up, the last one is judged by the intent (every step is judged by the general checks). */
  readonly steps: readonly Step[];
  readonly expectation: Expectation;
  readonly origin: Origin;
  /** The one thing that is wrong, for `reject`. */
  readonly fault?: Fault;
}

/** What must hold, and why. */
export interface Expectation {
  /** Exact statuses required; absent when the intent and the document decide. */
  readonly statuses?: readonly number[];
  readonly basis: SpecRef;
}

/** Which strategy made a case, and how to make it again. */
export interface Origin {
  readonly strategy: string;
  readonly seed: number;
  /** fast-check path of the (shrunk) value, for property cases. */
  readonly path?: string;
}

/** One fault: the place in the request, the violated keyword, the clause. */
export interface Fault {
  readonly in: 'path' | 'query' | 'header' | 'cookie' | 'body' | 'method' | 'media-type';
  /** Parameter name, or JSON pointer into the body. */
  readonly at: string;
  /** The violated JSON Schema keyword or rule: `minimum`, `enum`, `format`, `required`, `type` … */
  readonly keyword: string;
  readonly clause: SpecRef;
}

/** One request of a case. */
export interface Step {
  readonly operation: string;
  readonly request: RequestTemplate;
  readonly credential: CredentialUse;
}

/** A request before its holes are filled and its credential applied. */
export interface RequestTemplate {
  readonly method: Method;
  /** Path template with `{name}` places; `{+name}` takes a value that is already written as path and query (RFC 6570 §3.2.3). */
  readonly path: string;
  /** Values for the places, percent-encoded when sent unless `encoded` parts are given. */
  readonly pathParameters: Readonly<Record<string, TemplateValue>>;
  /** Name and value pairs in order, not yet percent-encoded. */
  readonly query: readonly (readonly [string, TemplateValue])[];
  /** Lower-case names. */
  readonly headers: readonly (readonly [string, TemplateValue])[];
  readonly cookies: readonly (readonly [string, TemplateValue])[];
  readonly body?: BodyTemplate;
}

/** A body: a JSON value with holes, written as its media type has it, or text sent as it stands. */
export type BodyTemplate =
  | { readonly mediaType: string; readonly json: JsonTemplate; readonly encoding?: BodyEncoding }
  | { readonly mediaType: string; readonly text: string };

/** A string as it will travel, or a hole filled from what earlier answers taught. */
export type TemplateValue = string | Hole;

/** JSON in which any value may be a hole. */
export type JsonTemplate = Json | Hole | readonly JsonTemplate[] | { readonly [member: string]: JsonTemplate };

/**
 * A value to be learnt. `from: list`: the values at `pointer` (a `*` token matches every item) in accepted answers of `operation`;
 * `from: step`: the value at `pointer` in the answer of an earlier step of the same case (0 is the first).
 * When nothing was learnt, `fallback` is sent and the answer can prove nothing about accepted input.
 */
export interface Hole {
  readonly $hole: {
    readonly from: 'list' | 'step';
    /** For `list`: the producing operation. */
    readonly operation?: string;
    /** For `step`: the index of the earlier step. */
    readonly step?: number;
    readonly pointer: string;
    /** For `step`: the value is in this header (lower case) instead: for `location` the path and query below the target's base URL. */
    readonly header?: string;
    /** Which of the learnt values: an index, taken modulo their number. */
    readonly pick: number;
    readonly fallback: string;
  };
}

/** True for a hole. */
export function isHole(value: unknown): value is Hole {
  return typeof value === 'object' && value !== null && '$hole' in value;
}

/** Which credential a step travels with. */
export type CredentialUse =
  | { readonly use: 'default' }
  /** A credential set that the suite declares by name (an identity). */
  | { readonly use: 'identity'; readonly name: string }
  /** The default with one scheme spoilt and all others right. */
  | { readonly use: 'spoilt'; readonly scheme: string; readonly spoil: SpoilKind }
  | { readonly use: 'none' };
