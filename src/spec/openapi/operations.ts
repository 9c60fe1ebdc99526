import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { valueAt } from '../../kernel/json-pointer.ts';
import type { Method, Operation } from '../../model/operation.ts';
import { readParameters } from './parameters.ts';
import { membersBesideExtensions, type Reading, textMember } from './reading.ts';
import { readRequestBody, readResponses } from './responses.ts';
import { readSecurity } from './security.ts';
import { readSwaggerBody } from './v2/body.ts';

const METHODS: readonly Method[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'];

/** Methods whose request has no content by their definition (RFC 9110 §9.3.1, §9.3.2, §9.3.8). */
const WITHOUT_BODY: readonly Method[] = ['GET', 'HEAD', 'TRACE'];

/** An operation, and the references it reaches outside schemas that lead nowhere. */
export interface OperationReading {
  readonly operation: Operation;
  readonly broken: readonly string[];
}

/** Every operation of the document in its order. */
export function readOperations(reading: Reading): OperationReading[] {
  const operations = membersBesideExtensions(reading.root, '/paths').flatMap(([path, , at]) =>
    readPath(reading, path, at),
  );
  reportTwins(
    reading,
    operations.map(({ operation }) => operation),
  );
  return operations;
}

function readPath(reading: Reading, path: string, pointer: string): OperationReading[] {
  if (!path.startsWith('/')) {
    reading.report('path-invalid', pointer, `a path starts with "/"; ignored`);
    return [];
  }
  const item = reading.resolve(pointer);
  if (!item) {
    reading.leaveOut(path, 'its path item is not an object or its reference leads nowhere', pointer);
    return [];
  }
  if (item.value['servers'] !== undefined) leaveOutServers(reading, path, item.pointer);
  return METHODS.flatMap((method) => {
    const at = `${item.pointer}/${method.toLowerCase()}`;
    const written = valueAt(reading.root, at);
    if (written === undefined || written === null) return [];
    if (isJsonObject(written)) return [readOperation(reading, method, path, item.pointer, written)];
    reading.report('operation-invalid', at, 'an operation must be an object; ignored');
    return [];
  });
}

function readOperation(
  reading: Reading,
  method: Method,
  path: string,
  itemPointer: string,
  written: JsonObject,
): OperationReading {
  const pointer = `${itemPointer}/${method.toLowerCase()}`;
  const id = `${method} ${path}`;
  reading.takeBroken();
  const operation = {
    id,
    method,
    path,
    ...(typeof written['operationId'] === 'string' ? { operationId: written['operationId'] } : {}),
    summary: textMember(written, 'summary'),
    tags: Array.isArray(written['tags']) ? written['tags'].map(String) : [],
    deprecated: written['deprecated'] === true,
    parameters: readParameters(reading, path, itemPointer, pointer),
    ...requestBody(reading, method, itemPointer, pointer),
    responses: readResponses(reading, pointer),
    security: readSecurity(reading, pointer),
    ref: reading.ref(pointer),
  };
  if (written['servers'] !== undefined) leaveOutServers(reading, id, pointer);
  if (written['callbacks'] !== undefined)
    reading.leaveOut(`callbacks of ${id}`, 'requests that the service sends are not received', `${pointer}/callbacks`);
  return { operation, broken: reading.takeBroken() };
}

function requestBody(
  reading: Reading,
  method: Method,
  itemPointer: string,
  pointer: string,
): Pick<Operation, 'requestBody'> {
  const isSwagger = reading.version === '2.0';
  const body = isSwagger ? readSwaggerBody(reading, itemPointer, pointer) : readRequestBody(reading, pointer);
  if (!body) return {};
  if (!WITHOUT_BODY.includes(method)) return { requestBody: body };
  reading.report(
    'request-body-ignored',
    isSwagger ? pointer : `${pointer}/requestBody`,
    `a ${method} request has no defined content; not sent`,
    'info',
  );
  return {};
}

function leaveOutServers(reading: Reading, what: string, pointer: string): void {
  reading.leaveOut(`servers of ${what}`, 'every request goes to the one target of the run', `${pointer}/servers`);
}

function reportTwins(reading: Reading, operations: readonly Operation[]): void {
  reportRepeated(
    reading,
    operations,
    'operation-id-duplicate',
    ({ operationId }) => operationId,
    'has the operationId of',
  );
  const shape = ({ method, path }: Operation) => `${method} ${path.replace(/\{[^{}]*\}/g, '{}')}`;
  reportRepeated(reading, operations, 'path-ambiguous', shape, 'cannot be told from');
}

function reportRepeated(
  reading: Reading,
  operations: readonly Operation[],
  code: string,
  keyOf: (operation: Operation) => string | undefined,
  words: string,
): void {
  const first = new Map<string, Operation>();
  for (const operation of operations) {
    const key = keyOf(operation);
    if (key === undefined) continue;
    const twin = first.get(key);
    if (!twin) first.set(key, operation);
    else
      reading.report(
        code,
        operation.ref.kind === 'document' ? operation.ref.pointer : '',
        `${operation.id} ${words} ${twin.id}`,
      );
  }
}
