import { pointerOf } from '../../kernel/json-pointer.ts';
import type { Hole, RequestTemplate, TemplateValue } from '../../model/case.ts';
import type { Operation } from '../../model/operation.ts';
import { type Blank, plainRequest, requestOf } from './blank.ts';
import { linkedPlace } from './links.ts';
import { answeredId } from './lists.ts';
import { pathsOf } from './paths.ts';
import type { PlanContext } from './strategy.ts';
import { learntValue } from './value.ts';

/** The operation on one resource of a collection: the path with one place more. */
export function onResource(
  context: PlanContext,
  collection: string,
  method: Operation['method'],
): Operation | undefined {
  return pathsOf(context.model)
    .inside(collection)
    .find(({ method: own, path }) => own === method && /^\/\{[^{}/]+\}$/.test(path.slice(collection.length)));
}

/** The operation that reads the resource which an operation acts on: on its own path, or on the path up to its last place. */
export function readerOf(context: PlanContext, operation: Operation): Operation | undefined {
  const resource = operation.path.replace(/(\{[^{}]+\})\/[^{}]*$/, '$1');
  return pathsOf(context.model)
    .at(resource)
    .find(({ method }) => method === 'GET');
}

/** The operation that creates what the path of an operation picks one of. */
export function creatorOf(context: PlanContext, operation: Operation): Operation | undefined {
  const collection = operation.path.replace(/\/\{[^{}]+\}$/, '');
  if (collection === operation.path) return undefined;
  return pathsOf(context.model)
    .at(collection)
    .find(({ method }) => method === 'POST');
}

/** Name of the last place of an operation's path. */
export function placeOf(operation: Operation): string {
  return /\{([^{}]+)\}[^{}]*$/.exec(operation.path)?.[1] ?? 'id';
}

/** The plain request of an operation, its last place filled by a hole where one is given; `change` may alter it before. */
export function requestFor(
  operation: Operation,
  context: PlanContext,
  slot: number,
  id?: Hole,
  change: (blank: Blank) => Blank = (blank) => blank,
): RequestTemplate | undefined {
  const plain = plainRequest(operation, context, slot);
  if (plain.kind === 'impossible') return undefined;
  const blank = change(plain.blank);
  const name = placeOf(operation);
  const parameters = new Map(
    [...blank.parameters].map(([parameter, value]) =>
      id && parameter.in === 'path' && parameter.name === name ? [parameter, learntValue(id)] : [parameter, value],
    ),
  );
  return requestOf(operation, { ...blank, parameters });
}

/** The same resource for another operation: the values of those places that its path has too. */
export function sharedPlaces(
  operation: Operation,
  places: RequestTemplate['pathParameters'],
): Readonly<Record<string, TemplateValue>> {
  return Object.fromEntries(Object.entries(places).filter(([name]) => operation.path.includes(`{${name}}`)));
}

/** The id that a creation answers, by the document's link to the reader or by the name of the member. */
export function createdId(creator: Operation, reader: Operation, context: PlanContext): Hole | undefined {
  const pointer =
    linkedPlace(creator, reader, placeOf(reader)) ?? answeredId(context.model, creator, ['id', placeOf(reader)]);
  if (!pointer) return undefined;
  return { $hole: { from: 'step', step: 0, pointer, pick: 0, fallback: unknownId(reader, context) } };
}

/** The address that a creation gives in its Location header. */
export function createdAddress(reader: Operation, context: PlanContext): Hole {
  const fallback = reader.path.replace(/\{[^{}]+\}/g, encodeURIComponent(unknownId(reader, context)));
  return { $hole: { from: 'step', step: 0, pointer: pointerOf([]), header: 'location', pick: 0, fallback } };
}

const UNKNOWN = ['00000000-0000-4000-8000-000000000000', 'no-such-id', 999_999_999];

/** An id of the right form that nothing should have. */
export function unknownId(reader: Operation, context: PlanContext): string {
  const name = placeOf(reader);
  const place = reader.parameters.find((parameter) => parameter.in === 'path' && parameter.name === name);
  const found = UNKNOWN.find((id) => place && context.generator.accepts(place.schema, id));
  return String(found ?? (place && context.generator.sample(place.schema)) ?? 'unknown');
}
