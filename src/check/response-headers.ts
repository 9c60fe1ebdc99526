import { headerOf, type ReceivedResponse, responseOf } from '../model/exchange.ts';
import { type HeaderPromise, promiseFor } from '../model/operation.ts';
import { PASS, type Verdict } from '../model/verdict.ts';
import type { SchemaAnswer, SchemaIssue, Schemas } from '../schema/index.ts';
import type { Check } from './shared/check.ts';
import { unjudgeable, usesForeignMethod } from './shared/environment.ts';
import { fail, inconclusive, skip } from './shared/verdict.ts';

/** Described response headers are there when required, and have values of their schema. */
export const responseHeaders: Check = {
  id: 'response-headers',
  title: 'Headers conform to their description',
  rationale:
    'Paging links, entity tags and rate limits travel in headers: a missing or misshapen one stops a client quietly.',
  severity: 'medium',
  family: 'headers',
  basis: 'The headers of the response in the description: required, and schema.',
  judge(input, context) {
    if (usesForeignMethod(input)) return [];
    const reason = unjudgeable(input, context);
    const response = responseOf(input.exchange);
    if (reason || !response) return [inconclusive(reason ?? 'no response came')];
    // OpenAPI: a described Content-Type header is ignored; the content says it.
    // A missing challenge in a 401 is the matter of challenge-missing.
    const elsewhere = response.status === 401 ? ['content-type', 'www-authenticate'] : ['content-type'];
    const headers = promiseFor(input.operation, response.status)?.headers.filter(
      ({ name }) => !elsewhere.includes(name),
    );
    return (headers ?? []).map((header) => judgeHeader(header, response, context.schemas));
  },
};

function judgeHeader(header: HeaderPromise, response: ReceivedResponse, schemas: Schemas): Verdict {
  const found = headerOf(response, header.name);
  const evidence = { at: 'response.header' as const, pointer: header.name };
  if (found === undefined) {
    if (!header.required) return PASS;
    return fail({
      message: `An answer ${response.status} must carry the header ${header.name}, but it has none.`,
      signature: `${response.status}: ${header.name} missing`,
      evidence: [{ ...evidence, expected: 'present', found: 'none' }],
      basis: header.ref,
    });
  }
  const { schema } = header;
  if (!schema) return PASS;
  const answers = readings(found).map((value) => schemas.validate(schema, value, 'response'));
  if (answers.some((answer) => answer.kind === 'valid')) return PASS;
  const unchecked = answers.find((answer) => answer.kind === 'not-checked');
  if (unchecked) return skip(`not checked: ${unchecked.reason}`);
  const issue = tellingIssue(answers);
  return fail({
    message: `The header ${header.name} of an answer ${response.status} must be ${issue?.expected ?? 'of its schema'}.`,
    signature: `${response.status}: ${header.name} ${issue?.keyword ?? 'schema'}`,
    evidence: [{ ...evidence, expected: issue?.expected ?? 'its schema', found }],
    basis: issue?.clause ?? header.ref,
  });
}

/** The issue of a reading that has the right type, when there is one: it says more than a wrong type. */
function tellingIssue(answers: readonly SchemaAnswer[]): SchemaIssue | undefined {
  const issues = answers.flatMap((answer) => (answer.kind === 'invalid' ? answer.issues.slice(0, 1) : []));
  return issues.find((issue) => issue.keyword !== 'type') ?? issues[0];
}

/** What a header's text may stand for: itself, a scalar, or a comma-separated list (OpenAPI style `simple`). */
function readings(text: string): readonly unknown[] {
  const items = text.split(',').map((item) => item.trim());
  return [text, scalar(text), items, items.map(scalar)];
}

function scalar(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? Number(text) : text;
}
