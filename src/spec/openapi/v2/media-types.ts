import { valueAt } from '../../../kernel/json-pointer.ts';
import { normalMediaType } from '../content.ts';
import type { Reading } from '../reading.ts';

/** The media types of `consumes` or `produces`: the operation's own, even an empty list, else the document's. */
export function mediaTypesOf(reading: Reading, operationPointer: string, member: 'consumes' | 'produces'): string[] {
  const own = valueAt(reading.root, `${operationPointer}/${member}`);
  const written = own ?? valueAt(reading.root, `/${member}`);
  if (written === undefined || written === null) return [];
  if (!Array.isArray(written)) {
    reading.report('media-type-invalid', `${operationPointer}/${member}`, `\`${member}\` must be a list; ignored`);
    return [];
  }
  return [...new Set(written.filter((type) => typeof type === 'string').map(normalMediaType))];
}
