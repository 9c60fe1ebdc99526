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
  const ranked = content
    .map((candidate) => ({ candidate, rank: matchRank(candidate.mediaType, actual) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank);
  return ranked[0]?.candidate;
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
