import type { Case, CredentialUse, Hole, RequestTemplate, Step } from '../model/case.ts';
import { isSafe, type Operation, requiresAuthentication } from '../model/operation.ts';
import { caseOf, stepOf } from './shared/case-of.ts';
import { SLOT } from './shared/learn.ts';
import { type ListOperation, listOf } from './shared/lists.ts';
import { pathsOf } from './shared/paths.ts';
import { onResource, placeOf, requestFor, unknownId } from './shared/resource.ts';
import { listed } from './shared/sources.ts';
import type { PlanContext, Strategy } from './shared/strategy.ts';

const STRATEGY = 'tenancy';

/** What one identity lists, asked for by another. */
export const tenancy: Strategy = {
  id: STRATEGY,
  title: 'Two tenants and one resource',
  rationale:
    'Lists are filtered by tenant and single resources forgotten; with two identities it takes one request per operation to see.',
  priority: 3,
  sources(operation, context) {
    const other = context.identities.find((name) => name !== context.notEntitled);
    const list = listOf(context.model, operation);
    if (other === undefined || !list || !requiresAuthentication(operation) || operation.path.includes('{')) return [];
    const made = trespass(list, other, context);
    return made ? listed(operation, STRATEGY, [made]) : [];
  },
};

/** Both list; the owner reads one of its resources; the other asks for one that nobody has, then for that one, then to change it. */
function trespass({ operation, items, members }: ListOperation, other: string, context: PlanContext): Case | undefined {
  const reader = onResource(context, operation.path, 'GET');
  const list = requestFor(operation, context, SLOT.plain);
  const member = reader && [placeOf(reader), 'id', 'uuid'].find((name) => members.has(name));
  if (!reader || !list || !member || !requiresAuthentication(reader)) return undefined;
  const fallback = unknownId(reader, context);
  const id: Hole = { $hole: { from: 'step', step: 0, pointer: `${items}/${member}`, pick: 0, fallback } };
  const read = requestFor(reader, context, SLOT.plain, id);
  if (!read) return undefined;
  const as: CredentialUse = { use: 'identity', name: other };
  const unknown = { ...read, pathParameters: { ...read.pathParameters, [placeOf(reader)]: fallback } };
  const steps: Step[] = [
    stepOf(operation, list),
    stepOf(operation, list, as),
    stepOf(reader, read),
    stepOf(reader, unknown, as),
    stepOf(reader, read, as),
    ...writesOf(reader, context).map(([write, request]) =>
      stepOf(write, { ...request, pathParameters: { ...request.pathParameters, [placeOf(reader)]: id } }, as),
    ),
  ];
  return caseOf(operation, STRATEGY, context, { title: `as ${other}, who does not list it`, intent: 'observe', steps });
}

/** Every described change of the resource itself, the most harmless first. */
function writesOf(reader: Operation, context: PlanContext): readonly (readonly [Operation, RequestTemplate])[] {
  return pathsOf(context.model)
    .inside(reader.path.replace(/\/\{[^{}]+\}$/, ''))
    .filter(({ method, path }) => !isSafe(method) && (path === reader.path || path.startsWith(`${reader.path}/`)))
    .filter((operation) => requiresAuthentication(operation) && placeOf(operation) === placeOf(reader))
    .sort((a, b) => Number(a.method === 'DELETE') - Number(b.method === 'DELETE'))
    .flatMap((operation) => {
      const request = requestFor(operation, context, SLOT.plain);
      return request ? [[operation, request] as const] : [];
    });
}
