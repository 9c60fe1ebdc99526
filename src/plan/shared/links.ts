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
