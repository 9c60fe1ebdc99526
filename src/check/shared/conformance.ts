import { headerOf, type ReceivedResponse } from '../../model/exchange.ts';
import type { MediaTypeContent, ResponsePromise } from '../../model/operation.ts';
import { rfc } from '../../model/spec-ref.ts';
import { PASS, type Severity, type Verdict } from '../../model/verdict.ts';
import type { SchemaIssue, Schemas } from '../../schema/index.ts';
import { jsonBody } from './json-body.ts';
import { contentFor, essenceOf, parseMediaType } from './media-type.ts';
import { clauseUnder, fail, inconclusive, skip, warn, withoutIndices } from './verdict.ts';

/** Whether the content type of a body is among those described for its status; the severity is that of a wrong one. */
export function judgeMediaType(response: ReceivedResponse, promise: ResponsePromise): Verdict {
  const declared = promise.content.map((content) => content.mediaType).join(', ');
  const found = headerOf(response, 'content-type');
  const basis = clauseUnder(promise.ref, 'content');
  const evidence = [
    { at: 'response.header' as const, pointer: 'content-type', expected: declared, found: found ?? 'none' },
  ];
  const where = `${response.status}`;
  if (found === undefined) {
    const message = `An answer ${where} with a body must say that it is ${declared}, but it has no Content-Type.`;
    return fail({ message, signature: `${where}: no content type`, evidence, basis, severity: 'low' });
  }
  const actual = parseMediaType(found);
  if (actual && contentFor(promise.content, actual)) return PASS;
  const message = `An answer ${where} is described as ${declared}, but its Content-Type is ${actual ? essenceOf(actual) : 'malformed'}.`;
  return fail({ message, signature: `${where}: content type not described`, evidence, basis });
}

/** Verdicts on a body against the schema described for its status and media type; empty when the media type is not described. */
export function judgeBody(
  response: ReceivedResponse,
  promise: ResponsePromise,
  schemas: Schemas,
  severity: Severity,
): readonly Verdict[] {
  if (promise.content.length === 0) return [skip(`not checked: no body is described for ${response.status}`)];
  if (response.truncated) return [inconclusive('the recorded body was cut short')];
  if (response.body.length === 0) {
    return [isText(promise) ? skip('not checked: an empty text') : emptyBody(response.status, promise, severity)];
  }
  const actual = parseMediaType(headerOf(response, 'content-type') ?? '');
  const content = actual && contentFor(promise.content, actual);
  if (!content) return [];
  const body = jsonBody(response);
  if (body.kind === 'malformed') {
    const message = `The body of an answer ${response.status} must be JSON, but it cannot be parsed: ${body.reason}.`;
    const evidence = [{ at: 'response.body' as const, pointer: '', expected: 'JSON', found: body.reason }];
    return [
      fail({ message, signature: `${response.status}: malformed JSON`, evidence, basis: rfc(8259, '2'), severity }),
    ];
  }
  if (body.kind !== 'json') return [skip(`not checked: ${body.kind === 'empty' ? 'no body' : body.reason}`)];
  return againstSchema(body.value, content, schemas, severity);
}

/** Of text alone, for example a list in CSV, nothing is a value too. */
function isText(promise: ResponsePromise): boolean {
  return promise.content.every(({ mediaType }) => /^text\//i.test(mediaType));
}

function emptyBody(status: number, promise: ResponsePromise, severity: Severity): Verdict {
  const declared = promise.content.map((content) => content.mediaType).join(', ');
  const accusation = {
    message: `An answer ${status} is described with a body (${declared}), but it has none.`,
    signature: `${status}: no body`,
    evidence: [{ at: 'response.body' as const, pointer: '', expected: declared, found: 'no body' }],
    basis: clauseUnder(promise.ref, 'content'),
  };
  return status < 300 ? fail({ ...accusation, severity }) : warn({ ...accusation, severity: 'low' });
}

function againstSchema(
  value: unknown,
  content: MediaTypeContent,
  schemas: Schemas,
  severity: Severity,
): readonly Verdict[] {
  if (!content.schema) return [skip(`not checked: no schema is described for ${content.mediaType}`)];
  const answer = schemas.validate(content.schema, value, 'response');
  if (answer.kind === 'not-checked') return [skip(`not checked: ${answer.reason}`)];
  if (answer.kind === 'valid') return [PASS];
  const causes = new Map<string, SchemaIssue[]>();
  for (const issue of answer.issues) {
    const signature = signatureOf(issue);
    causes.set(signature, [...(causes.get(signature) ?? []), issue]);
  }
  return [...causes].map(([signature, issues]) => schemaVerdict(signature, issues, severity));
}

/** The clause and its keyword; an issue whose clause is not in a document is named by its place instead. */
function signatureOf(issue: SchemaIssue): string {
  const place = issue.clause.kind === 'document' ? issue.clause.pointer : withoutIndices(issue.at);
  return place.endsWith(`/${issue.keyword}`) ? place : `${place} ${issue.keyword}`;
}

function schemaVerdict(signature: string, issues: readonly SchemaIssue[], severity: Severity): Verdict {
  const [first] = issues;
  if (!first) return PASS;
  const places = new Set(issues.map((issue) => issue.at)).size;
  const more = places > 1 ? ` (${places} places in this body)` : '';
  return fail({
    message: `Body at ${withoutIndices(first.at) || 'the top'}: expected ${first.expected}, found ${first.found}${more}.`,
    signature,
    evidence: [{ at: 'response.body', pointer: first.at, expected: first.expected, found: first.found }],
    basis: first.clause,
    severity,
  });
}
