import { matchesGlob } from '../kernel/glob.ts';
import { isJsonObject } from '../kernel/json.ts';
import type { Case, RequestTemplate, Step, TemplateValue } from '../model/case.ts';
import type { Operation } from '../model/operation.ts';
import type { DeclaredCase, DeclaredRequest } from '../model/suite.ts';
import { plainRequest, requestOf } from './shared/blank.ts';
import { caseOf, stepOf } from './shared/case-of.ts';
import { SLOT } from './shared/learn.ts';
import { jsonFirst } from './shared/media-types.ts';
import { listed, nothing } from './shared/sources.ts';
import type { PlanContext, Strategy } from './shared/strategy.ts';

const STRATEGY = 'declared';

/** The cases that a suite declares for its requirements. */
export const declared: Strategy = {
  id: STRATEGY,
  title: 'Declared cases',
  rationale:
    'Guidance promises what no schema can say; a suite states it as a request and the statuses that must follow.',
  priority: 2,
  sources(operation, context) {
    return context.declaredCases
      .filter((entry) => entry.operation === operation.id)
      .flatMap((entry) => {
        const made = caseFor(entry, operation, context);
        return 'reason' in made
          ? nothing(operation, STRATEGY, `${entry.requirement}: ${made.reason}`)
          : listed(operation, STRATEGY, [made]);
      });
  },
};

function caseFor(entry: DeclaredCase, operation: Operation, context: PlanContext): Case | { readonly reason: string } {
  const requests = [...(entry.given ?? []), { ...entry.when, operation: operation.id }];
  const steps: Step[] = [];
  for (const request of requests) {
    const step = stepFor(request, context);
    if ('reason' in step) return step;
    steps.push(step);
  }
  return caseOf(operation, STRATEGY, context, {
    title: entry.title,
    intent: 'observe',
    steps,
    expectation: { statuses: entry.expect.statuses, basis: { kind: 'requirement', id: entry.requirement } },
  });
}

function stepFor(declaredRequest: DeclaredRequest, context: PlanContext): Step | { readonly reason: string } {
  const operation = context.model.operations.find(({ id }) => matchesGlob(id, declaredRequest.operation));
  if (!operation) return { reason: `the description has no operation ${declaredRequest.operation}` };
  const plain = plainRequest(operation, context, SLOT.plain);
  const base = plain.kind === 'made' ? requestOf(operation, plain.blank) : bare(operation);
  const { identity } = declaredRequest;
  const request = withDeclared(base, declaredRequest, operation);
  return stepOf(operation, request, identity === undefined ? { use: 'default' } : { use: 'identity', name: identity });
}

function bare(operation: Operation): RequestTemplate {
  const { method, path } = operation;
  return { method, path, pathParameters: {}, query: [], headers: [], cookies: [] };
}

/** Declared query and header names are names on the wire and replace all generated values of that name. */
function withDeclared(base: RequestTemplate, request: DeclaredRequest, operation: Operation): RequestTemplate {
  const { body, ...rest } = base;
  const mediaType = jsonFirst(operation.requestBody?.content ?? [])?.mediaType ?? 'application/json';
  const { json } = request;
  const kept = json === undefined && body ? { body } : {};
  return {
    ...rest,
    pathParameters: { ...base.pathParameters, ...request.path },
    query: merged(base.query, request.query),
    headers: merged(base.headers, lowerCased(request.headers)),
    ...(json === undefined || json === null ? kept : { body: { mediaType: concrete(mediaType), json } }),
  };
}

function concrete(mediaType: string): string {
  return mediaType.includes('*') ? 'application/json' : mediaType;
}

type Pairs = readonly (readonly [string, TemplateValue])[];

function merged(base: Pairs, given: Readonly<Record<string, TemplateValue>> | undefined): Pairs {
  if (!isJsonObject(given) && given === undefined) return base;
  return [...base.filter(([name]) => !Object.hasOwn(given, name)), ...Object.entries(given)];
}

function lowerCased(headers: DeclaredRequest['headers']): DeclaredRequest['headers'] {
  return headers && Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
