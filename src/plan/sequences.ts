import type { Case, Hole } from '../model/case.ts';
import type { Operation } from '../model/operation.ts';
import { plainRequest, requestOf } from './shared/blank.ts';
import { caseOf, stepOf } from './shared/case-of.ts';
import { SLOT } from './shared/learn.ts';
import { answeredId } from './shared/lists.ts';
import { listed } from './shared/sources.ts';
import type { PlanContext, Strategy } from './shared/strategy.ts';
import { learntValue } from './shared/value.ts';

const STRATEGY = 'sequences';

/** Several requests in a row on one resource. */
export const sequences: Strategy = {
  id: STRATEGY,
  title: 'Sequences on one resource',
  rationale: 'Created things must be readable and deleted ones gone; neither shows in a single request.',
  priority: 3,
  sources(operation, context) {
    const cases = [
      createThenRead(operation, context),
      deleteThenRead(operation, context),
      twice(operation, context),
    ].flatMap((made) => made ?? []);
    return listed(operation, STRATEGY, cases);
  },
};

/** The operation on one resource of a collection: the path with one place more. */
function onResource(context: PlanContext, collection: string, method: Operation['method']): Operation | undefined {
  return context.model.operations.find(
    ({ method: own, path }) =>
      own === method && path.startsWith(`${collection}/{`) && /^\/\{[^{}/]+\}$/.test(path.slice(collection.length)),
  );
}

function placeOf(operation: Operation): string {
  return /\{([^{}]+)\}$/.exec(operation.path)?.[1] ?? 'id';
}

function requestFor(operation: Operation, context: PlanContext, slot: number, id?: Hole) {
  const plain = plainRequest(operation, context, slot);
  if (plain.kind === 'impossible') return undefined;
  const name = placeOf(operation);
  const parameters = new Map(
    [...plain.blank.parameters].map(([parameter, value]) =>
      id && parameter.in === 'path' && parameter.name === name ? [parameter, learntValue(id)] : [parameter, value],
    ),
  );
  return requestOf(operation, { ...plain.blank, parameters });
}

/** The id that creating answered. */
function createdId(operation: Operation, reader: Operation, context: PlanContext): Hole | undefined {
  const pointer = answeredId(context.model, operation, ['id', placeOf(reader)]);
  const place = reader.parameters.find(({ in: where, name }) => where === 'path' && name === placeOf(reader));
  const sample = place && context.generator.sample(place.schema);
  if (!pointer) return undefined;
  return {
    $hole: { from: 'step', step: 0, pointer, pick: 0, fallback: sample === undefined ? 'unknown' : String(sample) },
  };
}

function createThenRead(operation: Operation, context: PlanContext): Case | undefined {
  const reader = operation.method === 'POST' ? onResource(context, operation.path, 'GET') : undefined;
  const id = reader && createdId(operation, reader, context);
  const create = requestFor(operation, context, SLOT.plain);
  const read = reader && id && requestFor(reader, context, SLOT.plain, id);
  if (!reader || !create || !read) return undefined;
  return caseOf(operation, STRATEGY, context, {
    title: 'what was created can be read',
    intent: 'accept',
    steps: [stepOf(operation, create), stepOf(reader, read)],
  });
}

/** Deletes what it created itself where it can, else the resource that this operation picks. */
function deleteThenRead(operation: Operation, context: PlanContext): Case | undefined {
  if (operation.method !== 'DELETE') return undefined;
  const collection = operation.path.replace(/\/\{[^{}]+\}$/, '');
  const reader = context.model.operations.find(({ method, path }) => method === 'GET' && path === operation.path);
  if (!reader || collection === operation.path) return undefined;
  const creator = context.model.operations.find(({ method, path }) => method === 'POST' && path === collection);
  const id = creator && createdId(creator, reader, context);
  const create = creator && id && requestFor(creator, context, SLOT.plain);
  const remove = requestFor(operation, context, SLOT.plain, id);
  const read = remove && requestFor(reader, context, SLOT.plain, id);
  if (!remove || !read) return undefined;
  const sameResource = { ...read, pathParameters: remove.pathParameters };
  const setUp = creator && create ? [stepOf(creator, create)] : [];
  return caseOf(operation, STRATEGY, context, {
    title: 'what was deleted is gone',
    intent: 'observe',
    steps: [...setUp, stepOf(operation, remove), stepOf(reader, sameResource)],
  });
}

/** An action on one resource, and the same again. */
function twice(operation: Operation, context: PlanContext): Case | undefined {
  const isAction = (operation.method === 'POST' || operation.method === 'PUT') && /\}\/[^{}/]+$/.test(operation.path);
  const request = isAction ? requestFor(operation, context, SLOT.refused) : undefined;
  if (!request) return undefined;
  const steps = [stepOf(operation, request), stepOf(operation, request)];
  return caseOf(operation, STRATEGY, context, { title: 'acting twice on one resource', intent: 'observe', steps });
}
