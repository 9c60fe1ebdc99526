import { judgeBody, judgeMediaType } from '../check/shared/conformance.ts';
import { isBodiless } from '../check/shared/json-body.ts';
import type { RefusalPromise } from '../limit/index.ts';
import type { ApiModel } from '../model/api.ts';
import { headerOf, type ReceivedResponse } from '../model/exchange.ts';
import { type Operation, promiseFor } from '../model/operation.ts';
import type { Schemas } from '../schema/index.ts';

const LIMIT_HEADER = /^(x-)?rate-?limit(-|$)|^x-quota-/;

/** What the description says of the limit of an operation and of its refusal. */
export function refusalPromise(model: ApiModel, operation: Operation, status: number): RefusalPromise {
  const promise = promiseFor(operation, status);
  const header = operation.responses.flatMap(({ headers }) => headers).find(({ name }) => LIMIT_HEADER.test(name));
  const stated = model.ratePolicies.length > 0 ? 'x-rate-limit' : header?.name;
  return {
    declared: promise !== undefined,
    mediaTypes: promise?.content.map(({ mediaType }) => mediaType) ?? [],
    ref: promise?.ref ?? operation.ref,
    ...(stated ? { stated } : {}),
  };
}

/** What is wrong with a refusal by the description of its status: media type, body, headers that must be there. */
export function refusalIssues(operation: Operation, response: ReceivedResponse, schemas: Schemas): string[] {
  const promise = promiseFor(operation, response.status);
  if (!promise) return [];
  const bodiless = isBodiless(operation.method, response.status) || promise.content.length === 0;
  const verdicts = bodiless
    ? []
    : [
        ...(response.body.length > 0 ? [judgeMediaType(response, promise)] : []),
        ...judgeBody(response, promise, schemas, 'medium'),
      ];
  const absent = promise.headers.filter(({ name, required }) => required && headerOf(response, name) === undefined);
  return [
    ...verdicts.flatMap((verdict) =>
      verdict.outcome === 'fail' || verdict.outcome === 'warn' ? [verdict.message.replace(/\.$/, '')] : [],
    ),
    ...absent.map(({ name }) => `the header ${name} must be there, but it is not`),
  ];
}
