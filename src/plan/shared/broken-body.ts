import type { Fault } from '../../model/case.ts';
import type { Operation } from '../../model/operation.ts';
import { rfc } from '../../model/spec-ref.ts';
import type { Blank } from './blank.ts';
import { isJson } from './media-types.ts';

/** A request whose JSON body ends too early; undefined when the operation takes no JSON. */
export function brokenBody(
  operation: Operation,
  plain: Blank,
): { readonly blank: Blank; readonly says: string; readonly fault: Fault } | undefined {
  const content = operation.requestBody?.content.find(({ mediaType }) => isJson(mediaType));
  if (!content) return undefined;
  const mediaType = content.mediaType.includes('*') ? 'application/json' : content.mediaType;
  return {
    blank: { ...plain, body: { content, mediaType, text: '{"data":' } },
    says: 'the body is no JSON: it ends too early',
    fault: { in: 'body', at: '', keyword: 'syntax', clause: rfc(8259, '2') },
  };
}
