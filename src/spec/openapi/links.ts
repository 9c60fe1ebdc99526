import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import type { LinkPromise, Operation, ResponsePromise } from '../../model/operation.ts';
import { locate } from './locate.ts';
import { membersBesideExtensions, type Reading } from './reading.ts';

/** The operations with the links of their answers (OpenAPI 3.1 §4.8.20); a link that leads to no operation is reported and left out. */
export function withLinks(reading: Reading, operations: readonly Operation[]): Operation[] {
  return operations.map((operation) => ({
    ...operation,
    responses: operation.responses.map((response) => withOwnLinks(reading, response, operations)),
  }));
}

function withOwnLinks(reading: Reading, response: ResponsePromise, operations: readonly Operation[]): ResponsePromise {
  if (response.ref.kind !== 'document') return response;
  const links = membersBesideExtensions(reading.root, `${response.ref.pointer}/links`).flatMap(([name, , at]) => {
    const located = reading.resolve(at);
    const operation = located && targetOf(reading, located.value, operations);
    if (located && !operation) {
      reading.report(
        'link-broken',
        located.pointer,
        `the link "${name}" leads to no operation of the document; ignored`,
      );
    }
    return located && operation ? [linkOf(reading, name, located, operation)] : [];
  });
  return links.length > 0 ? { ...response, links } : response;
}

function linkOf(
  reading: Reading,
  name: string,
  { value, pointer }: { readonly value: JsonObject; readonly pointer: string },
  operation: Operation,
): LinkPromise {
  const parameters = isJsonObject(value['parameters']) ? value['parameters'] : {};
  const scalars = Object.entries(parameters).filter(([, expression]) => typeof expression !== 'object');
  return {
    name,
    operation: operation.id,
    parameters: Object.fromEntries(scalars.map(([parameter, expression]) => [parameter, String(expression)])),
    ref: reading.ref(pointer),
  };
}

function targetOf(reading: Reading, link: JsonObject, operations: readonly Operation[]): Operation | undefined {
  const { operationId, operationRef } = link;
  if (typeof operationId === 'string') return operations.find((operation) => operation.operationId === operationId);
  if (typeof operationRef !== 'string') return undefined;
  const pointer = locate(reading.root, operationRef);
  return operations.find(({ ref }) => ref.kind === 'document' && ref.pointer === pointer);
}
