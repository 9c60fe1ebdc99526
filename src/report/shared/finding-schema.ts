import type { JsonObject } from '../../kernel/json.ts';
import type { Case, Expectation, Fault, Intent, Origin, RequestTemplate, Step } from '../../model/case.ts';
import type { Exchange, ExchangeResult, ReceivedResponse, SentRequest } from '../../model/exchange.ts';
import type { Consequence, Finding, KnownDeviation } from '../../model/finding.ts';
import type { SpecRef } from '../../model/spec-ref.ts';
import type { Evidence, Severity } from '../../model/verdict.ts';
import type { EncodedBody } from './body-encoding.ts';
import { anyOf, array, integer, mapOf, number, object, oneOfTexts, ref, text, truth } from './schema-parts.ts';

type NoResponse = Extract<ExchangeResult, { kind: 'no-response' }>;
type RefOf<K extends SpecRef['kind']> = Extract<SpecRef, { kind: K }>;

const pair: JsonObject = { type: 'array', items: text, minItems: 2, maxItems: 2 };
/** A template value: text, or an object with `$hole`. */
const templateValue = anyOf(text, { type: 'object', required: ['$hole'] });
const templatePair: JsonObject = { type: 'array', items: templateValue, minItems: 2, maxItems: 2 };

const exchangeDefinitions: JsonObject = {
  body: object<EncodedBody>(
    {
      encoding: oneOfTexts<EncodedBody['encoding']>('utf8', 'base64'),
      data: text,
      size: integer,
      cut: { const: true },
    },
    ['cut'],
  ),
  request: object<SentRequest>({
    method: text,
    url: text,
    headers: array(pair),
    body: anyOf({ type: 'null' }, ref('body')),
  }),
  response: object<ReceivedResponse>({
    status: integer,
    headers: array(pair),
    body: ref('body'),
    truncated: truth,
  }),
  exchange: object<Exchange>({
    index: integer,
    sentAt: number,
    elapsedMs: number,
    request: ref('request'),
    result: anyOf(
      object<Extract<ExchangeResult, { kind: 'response' }>>({ kind: { const: 'response' }, response: ref('response') }),
      object<NoResponse>({
        kind: { const: 'no-response' },
        reason: oneOfTexts<NoResponse['reason']>('refused', 'timeout', 'reset', 'dns', 'tls', 'malformed', 'other'),
        message: text,
      }),
    ),
    credentials: array(text),
    usedFallback: truth,
  }),
};

const caseDefinitions: JsonObject = {
  template: object<RequestTemplate>(
    {
      method: text,
      path: text,
      pathParameters: mapOf(templateValue),
      query: array(templatePair),
      headers: array(templatePair),
      cookies: array(templatePair),
      body: { type: 'object', required: ['mediaType'], properties: { mediaType: text } },
    },
    ['body'],
  ),
  step: object<Step>({
    operation: text,
    request: ref('template'),
    credential: { type: 'object', required: ['use'], properties: { use: text } },
  }),
  case: object<Case>(
    {
      id: text,
      operation: text,
      title: text,
      intent: oneOfTexts<Intent>('accept', 'reject', 'refuse-auth', 'throttle', 'observe'),
      steps: array(ref('step')),
      expectation: object<Expectation>({ statuses: array(integer), basis: ref('specRef') }, ['statuses']),
      origin: object<Origin>({ strategy: text, seed: integer, path: text }, ['path']),
      fault: object<Fault>({
        in: oneOfTexts<Fault['in']>('path', 'query', 'header', 'cookie', 'body', 'method', 'media-type'),
        at: text,
        keyword: text,
        clause: ref('specRef'),
      }),
    },
    ['fault'],
  ),
};

/** Definitions for findings, their cases and exchanges. */
export const findingDefinitions: JsonObject = {
  ...exchangeDefinitions,
  ...caseDefinitions,
  specRef: anyOf(
    object<RefOf<'document'>>({ kind: { const: 'document' }, document: text, pointer: text }),
    object<RefOf<'clause'>>({ kind: { const: 'clause' }, source: text, section: text, url: text }, ['url']),
    object<RefOf<'requirement'>>({ kind: { const: 'requirement' }, id: text }),
  ),
  knownDeviation: object<KnownDeviation>(
    { id: text, check: text, operation: text, signature: text, reason: text, owner: text, expires: text },
    ['signature'],
  ),
  finding: object<Finding>({
    fingerprint: text,
    check: text,
    operation: text,
    signature: text,
    outcome: oneOfTexts<Finding['outcome']>('fail', 'warn'),
    severity: oneOfTexts<Severity>('critical', 'high', 'medium', 'low', 'info'),
    message: text,
    basis: ref('specRef'),
    evidence: array(
      object<Evidence>(
        {
          at: oneOfTexts<Evidence['at']>('response.status', 'response.header', 'response.body', 'request'),
          pointer: text,
          expected: text,
          found: text,
        },
        ['pointer', 'expected', 'found'],
      ),
    ),
    example: object<Finding['example']>({ case: ref('case'), trace: array(ref('exchange')) }),
    occurrences: integer,
    consequences: array(object<Consequence>({ check: text, signature: text, message: text })),
    confirmation: anyOf(
      object<{ state: 'confirmed' }>({ state: { const: 'confirmed' } }),
      object<{ state: 'unconfirmed'; reason: string }>({ state: { const: 'unconfirmed' }, reason: text }),
    ),
    baseline: anyOf(
      object<{ state: 'new' }>({ state: { const: 'new' } }),
      object<{ state: string; deviation: KnownDeviation }>({
        state: oneOfTexts('known', 'expired'),
        deviation: ref('knownDeviation'),
      }),
    ),
  }),
};
