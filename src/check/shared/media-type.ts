import type { MediaTypeContent } from '../../model/operation.ts';

/** A media type without its parameters, lower case (RFC 9110 §8.3.1). */
export interface MediaType {
  readonly type: string;
  readonly subtype: string;
  /** The `charset` parameter, lower case. */
  readonly charset?: string;
}

const SHAPE = /^\s*([!#$%&'*+.^_`|~\w-]+)\/([!#$%&'*+.^_`|~\w-]+)\s*(?:;(.*))?$/;

/** Parse a media type or range; undefined when it is malformed. */
export function parseMediaType(text: string): MediaType | undefined {
  const found = known.get(text);
  if (found !== undefined) return found;
  const parsed = readMediaType(text);
  if (parsed !== undefined && known.size < MOST_KNOWN) known.set(text, parsed);
  return parsed;
}

/** A run meets the same few names in every answer; a server that invents new ones may not fill the memory. */
const known = new Map<string, MediaType>();
const MOST_KNOWN = 500;

function readMediaType(text: string): MediaType | undefined {
  const [, type, subtype, parameters = ''] = SHAPE.exec(text) ?? [];
  if (!type || !subtype) return undefined;
  const charset = /(?:^|;)\s*charset\s*=\s*"?([^";\s]+)/i.exec(parameters)?.[1];
  return {
    type: type.toLowerCase(),
    subtype: subtype.toLowerCase(),
    ...(charset === undefined ? {} : { charset: charset.toLowerCase() }),
  };
}

/** The media type as text, parameters left out. */
export const essenceOf = (mediaType: MediaType): string => `${mediaType.type}/${mediaType.subtype}`;

/** True for `application/json` and every `+json` type (RFC 6839 §3.1). */
export function isJson(mediaType: MediaType): boolean {
  return mediaType.subtype === 'json' || mediaType.subtype.endsWith('+json');
}

/** The described content that covers a media type, the most exact first: equal, then `type/*`, then the full range. */
export function contentFor(content: readonly MediaTypeContent[], actual: MediaType): MediaTypeContent | undefined {
  let best: MediaTypeContent | undefined;
  let highest = 0;
  for (const candidate of content) {
    const rank = matchRank(candidate.mediaType, actual);
    if (rank <= highest) continue;
    highest = rank;
    best = candidate;
  }
  return best;
}

function matchRank(declared: string, actual: MediaType): number {
  const range = parseMediaType(declared);
  if (!range) return 0;
  if (range.type === actual.type && range.subtype === actual.subtype) return 4;
  if (range.type === actual.type && range.subtype.startsWith('*+')) {
    return actual.subtype.endsWith(range.subtype.slice(1)) ? 3 : 0;
  }
  if (range.type === actual.type && range.subtype === '*') return 2;
  return range.type === '*' && range.subtype === '*' ? 1 : 0;
}
