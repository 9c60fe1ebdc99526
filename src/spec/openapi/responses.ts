import { valueAt } from '../../kernel/json-pointer.ts';
import type { HeaderPromise, RequestBody, ResponsePromise } from '../../model/operation.ts';
import { readContent } from './content.ts';
import { type Located, membersAt, membersBesideExtensions, type Reading, textMember } from './reading.ts';
import { swaggerContent, swaggerHeaders } from './v2/responses.ts';

/** The answers that an operation promises, in the document's order. */
export function readResponses(reading: Reading, operationPointer: string): ResponsePromise[] {
  const members = membersBesideExtensions(reading.root, `${operationPointer}/responses`);
  if (members.length === 0) {
    const message = 'the operation describes no answer; its statuses and bodies cannot be judged';
    reading.report('responses-missing', operationPointer, message, reading.version === '3.1' ? 'info' : 'warning');
  }
  return members.flatMap(([written, , at]) => {
    const status = normalStatus(written);
    if (!status)
      reading.report('status-invalid', at, `"${written}" is no status, range such as 2XX, or default; ignored`);
    const located = status ? reading.resolve(at) : undefined;
    if (!status || !located) return [];
    return [
      {
        status,
        description: textMember(located.value, 'description'),
        ...bodyAndHeaders(reading, located, operationPointer),
        ref: reading.ref(located.pointer),
      },
    ];
  });
}

function bodyAndHeaders(
  reading: Reading,
  located: Located,
  operationPointer: string,
): Pick<ResponsePromise, 'headers' | 'content'> {
  if (reading.version === '2.0')
    return { headers: swaggerHeaders(reading, located), content: swaggerContent(reading, located, operationPointer) };
  const { pointer } = located;
  return { headers: readHeaders(reading, `${pointer}/headers`), content: readContent(reading, `${pointer}/content`) };
}

/** The request body of an operation, or undefined. */
export function readRequestBody(reading: Reading, operationPointer: string): RequestBody | undefined {
  const pointer = `${operationPointer}/requestBody`;
  if (valueAt(reading.root, pointer) === undefined) return undefined;
  const located = reading.resolve(pointer);
  if (!located) return undefined;
  return {
    required: located.value['required'] === true,
    content: readContent(reading, `${located.pointer}/content`),
    ref: reading.ref(located.pointer),
  };
}

function readHeaders(reading: Reading, pointer: string): HeaderPromise[] {
  return membersAt(reading.root, pointer).flatMap(([name, , at]) => {
    const located = name.toLowerCase() === 'content-type' ? undefined : reading.resolve(at);
    if (!located) return [];
    return [
      {
        name: name.toLowerCase(),
        required: located.value['required'] === true,
        ...(located.value['schema'] === undefined ? {} : { schema: reading.schema(`${located.pointer}/schema`) }),
        ref: reading.ref(located.pointer),
      },
    ];
  });
}

function normalStatus(written: string): string | undefined {
  if (written === 'default' || /^[1-5]\d\d$/.test(written)) return written;
  return /^[1-5]XX$/i.test(written) ? written.toUpperCase() : undefined;
}
