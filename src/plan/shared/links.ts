import { getOrMake } from '../../kernel/get-or-make.ts';
import type { ApiModel } from '../../model/api.ts';
import type { Operation } from '../../model/operation.ts';

/** JSON pointer into the accepted answer of one operation at which the document's links say that a parameter of another one is found. */
export function linkedPlace(producer: Operation, consumer: Operation, parameter: string): string | undefined {
  for (const { status, links = [] } of producer.responses) {
    if (!/^2/.test(status)) continue;
    for (const link of links) {
      if (link.operation !== consumer.id) continue;
      const expression = link.parameters[parameter] ?? link.parameters[`path.${parameter}`];
      const pointer = /^\$response\.body#(\/.*)$/.exec(expression ?? '')?.[1];
      if (pointer !== undefined) return pointer;
    }
  }
  return undefined;
}

/** Where the answers of an operation hold the value of a parameter of another one. */
export interface Source {
  readonly producer: Operation;
  readonly pointer: string;
}

/**
 * The first operation whose links lead to a parameter of the consumer, and the place in its answers; a place in the first item of a
 * list stands for every item. What must know the resource itself to answer teaches nothing of it.
 */
export function linkedSource(model: ApiModel, consumer: Operation, parameter: string): Source | undefined {
  const prefix = consumer.path.split(`/{${parameter}}`)[0];
  for (const producer of producersFor(model, consumer)) {
    if (producer.method === 'DELETE' || producer.path.startsWith(`${prefix}/{`)) continue;
    const pointer = linkedPlace(producer, consumer, parameter);
    if (pointer !== undefined) return { producer, pointer: pointer.replace(/\/0(?=\/|$)/, '/*') };
  }
  return undefined;
}

const known = new WeakMap<ApiModel, ReadonlyMap<string, readonly Operation[]>>();

/** Operations with a link to this one, in document order. */
function producersFor(model: ApiModel, consumer: Operation): readonly Operation[] {
  const index = getOrMake(known, model, () => {
    const producers = new Map<string, Operation[]>();
    for (const producer of model.operations) {
      const linked = producer.responses.flatMap(({ links = [] }) => links.map(({ operation }) => operation));
      for (const id of new Set(linked)) getOrMake(producers, id, () => []).push(producer);
    }
    return producers;
  });
  return index.get(consumer.id) ?? [];
}
