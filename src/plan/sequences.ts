import type { Case, Step } from '../model/case.ts';
import type { Operation } from '../model/operation.ts';
import { caseOf, stepOf } from './shared/case-of.ts';
import { SLOT } from './shared/learn.ts';
import {
  createdAddress,
  createdId,
  creatorOf,
  onResource,
  readerOf,
  requestFor,
  sharedPlaces,
} from './shared/resource.ts';
import { listed } from './shared/sources.ts';
import type { PlanContext, Strategy } from './shared/strategy.ts';
import { otherBody, partialBody, refusedBody, tellingBody, withBody } from './shared/telling-body.ts';
import type { Value } from './shared/value.ts';

const STRATEGY = 'sequences';

/** Several requests in a row on one resource. */
export const sequences: Strategy = {
  id: STRATEGY,
  title: 'Sequences on one resource',
  rationale:
    'Created things must be readable, updates kept, refused writes without effect and deleted things gone; none of it shows in a single request.',
  priority: 3,
  sources(operation, context) {
    const cases = [
      createThenRead(operation, context),
      updateTwice(operation, context),
      updateInPart(operation, context),
      refusedThenRead(operation, context),
      deleteThenRead(operation, context),
      twice(operation, context),
    ].flatMap((made) => made ?? []);
    return listed(operation, STRATEGY, cases);
  },
};

/** Read by the id of the answer, and where Location leads. */
function createThenRead(operation: Operation, context: PlanContext): Case | undefined {
  const reader = operation.method === 'POST' ? onResource(context, operation.path, 'GET') : undefined;
  const create = requestFor(operation, context, SLOT.plain, undefined, (blank) =>
    withBody(operation, blank, tellingBody(operation, context)),
  );
  if (!reader || !create) return undefined;
  const id = createdId(operation, reader, context);
  const byId = id && requestFor(reader, context, SLOT.plain, id);
  const plain = byId ?? requestFor(reader, context, SLOT.plain);
  const reads: Step[] = byId ? [stepOf(reader, byId)] : [];
  if (plain && namesLocation(operation)) {
    const pathParameters = { location: createdAddress(reader, context) };
    reads.push(stepOf(reader, { ...plain, path: '{+location}', pathParameters }));
  }
  if (reads.length === 0) return undefined;
  const steps = [stepOf(operation, create), ...reads];
  return caseOf(operation, STRATEGY, context, { title: 'what was created can be read', intent: 'observe', steps });
}

function namesLocation({ responses }: Operation): boolean {
  return responses.some(({ status, headers }) => /^2/.test(status) && headers.some(({ name }) => name === 'location'));
}

/** The request that makes a resource to work on, where there is one, and its id. */
function setUp(operation: Operation, reader: Operation, context: PlanContext) {
  const creator = creatorOf(context, operation);
  const id = creator && createdId(creator, reader, context);
  const create = creator && id && requestFor(creator, context, SLOT.plain);
  return creator && create ? { steps: [stepOf(creator, create)], id } : { steps: [], id: undefined };
}

/** A write of one resource and the read of the same one. */
function writeAndRead(operation: Operation, context: PlanContext, body: Value | undefined, fresh: boolean) {
  const reader = body && readerOf(context, operation);
  if (!reader || !/\{[^{}]+\}/.test(operation.path)) return undefined;
  const ground = fresh ? setUp(operation, reader, context) : { steps: [], id: undefined };
  const write = requestFor(operation, context, SLOT.refused, ground.id, (blank) => withBody(operation, blank, body));
  const plain = requestFor(reader, context, SLOT.plain);
  if (!write || !plain) return undefined;
  const read = stepOf(reader, { ...plain, pathParameters: sharedPlaces(reader, write.pathParameters) });
  return { before: ground.steps.length > 0 ? ground.steps : [read], write: stepOf(operation, write), read };
}

/** PUT twice, and read after each. */
function updateTwice(operation: Operation, context: PlanContext): Case | undefined {
  if (operation.method !== 'PUT' || !operation.path.endsWith('}')) return undefined;
  const story = writeAndRead(operation, context, otherBody(operation, context), true);
  if (!story) return undefined;
  const { before, write, read } = story;
  return caseOf(operation, STRATEGY, context, {
    title: 'an update is kept, and the same once more changes nothing',
    intent: 'observe',
    steps: [...before, write, read, write, read],
  });
}

/** Read, PATCH of one member, and read. */
function updateInPart(operation: Operation, context: PlanContext): Case | undefined {
  if (operation.method !== 'PATCH') return undefined;
  const story = writeAndRead(operation, context, partialBody(operation, context), true);
  if (!story) return undefined;
  const { before, write, read } = story;
  const steps = before.some(({ operation: id }) => id === read.operation)
    ? [...before, write, read]
    : [...before, read, write, read];
  return caseOf(operation, STRATEGY, context, { title: 'a partial update leaves the rest', intent: 'observe', steps });
}

/** Read, a write that must be refused, read twice: the second read tells what changes by itself. */
function refusedThenRead(operation: Operation, context: PlanContext): Case | undefined {
  if (operation.method === 'GET' || operation.method === 'DELETE') return undefined;
  const refused = refusedBody(operation, context);
  const story = refused && writeAndRead(operation, context, refused.value, false);
  if (!story) return undefined;
  const { read, write } = story;
  return caseOf(operation, STRATEGY, context, {
    title: `a refused write changes nothing (${refused.says})`,
    intent: 'observe',
    steps: [read, write, read, read],
  });
}

/** Deletes what it created itself where it can, else the resource that this operation picks; then reads it, and deletes it again. */
function deleteThenRead(operation: Operation, context: PlanContext): Case | undefined {
  const reader = operation.method === 'DELETE' ? readerOf(context, operation) : undefined;
  if (!reader || reader.path !== operation.path) return undefined;
  const { steps, id } = setUp(operation, reader, context);
  const remove = requestFor(operation, context, SLOT.plain, id);
  const read = remove && requestFor(reader, context, SLOT.plain, id);
  if (!remove || !read) return undefined;
  const sameResource = { ...read, pathParameters: remove.pathParameters };
  return caseOf(operation, STRATEGY, context, {
    title: 'what was deleted is gone',
    intent: 'observe',
    steps: [...steps, stepOf(operation, remove), stepOf(reader, sameResource), stepOf(operation, remove)],
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
