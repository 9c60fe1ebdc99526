import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { pointerOf } from '../../kernel/json-pointer.ts';
import type { MediaTypeContent } from '../../model/operation.ts';
import type { Example } from '../../model/schema.ts';
import { readEncoding } from './encoding.ts';
import { type Member, membersAt, type Reading } from './reading.ts';

/** The media types under a `content` pointer. */
export function readContent(reading: Reading, pointer: string): MediaTypeContent[] {
  return membersAt(reading.root, pointer).flatMap(([name, value, at]) => {
    if (!isJsonObject(value)) {
      reading.report('media-type-invalid', at, 'a media type must be an object; ignored');
      return [];
    }
    return [
      {
        mediaType: normalMediaType(name),
        ...(value['schema'] === undefined ? {} : { schema: reading.schema(`${at}/schema`) }),
        examples: readExamples(reading, value, at),
        ...readEncoding(reading, normalMediaType(name), at),
        ref: reading.ref(at),
      },
    ];
  });
}

/** A media type in lower case, parameter values kept as written, blanks around separators removed. */
export function normalMediaType(text: string): string {
  const [essence = '', ...parameters] = text.split(';').map((part) => part.trim());
  const named = parameters.filter(Boolean).map((part) => part.replace(/^[^=]*/, (name) => name.trim().toLowerCase()));
  return [essence.toLowerCase(), ...named].join('; ');
}

/** The literal examples beside a schema: `example`, and the values of `examples`; external ones are left out. */
export function readExamples(reading: Reading, owner: JsonObject, pointer: string): Example[] {
  const single = owner['example'];
  const first: Example[] =
    single === undefined ? [] : [{ name: 'example', value: single, ref: reading.ref(`${pointer}/example`) }];
  return [
    ...first,
    ...membersAt(reading.root, `${pointer}/examples`).flatMap((member) => namedExample(reading, member)),
  ];
}

function namedExample(reading: Reading, [name, written, at]: Member): Example[] {
  if (!isJsonObject(written)) return [];
  const found = reading.resolve(at);
  if (!found) return [];
  const value = found.value['value'];
  if (value !== undefined) return [{ name, value, ref: reading.ref(found.pointer + pointerOf(['value'])) }];
  if (found.value['externalValue'] !== undefined)
    reading.leaveOut(`example ${name}`, 'its value is not in the document', at);
  return [];
}
