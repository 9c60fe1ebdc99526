import type { Answer } from './answer.ts';
import type { Switches } from './defects.ts';
import type { Provider, World } from './state.ts';

/** Public test tokens; the last is valid for another service only. */
export const TOKENS = {
  ambition: 'ambition-token',
  bestPractice: 'best-practice-token',
  otherScope: 'trs-token',
} as const;

const SCHEME = /^(?:bearer|token)\s+(.+)$/i;

/**
 * The provider of an `Authorization` value: `Bearer t`, `Token t` or `Token token="t"`, and without D6 the bare token too; undefined when
 * it entitles to nothing.
 */
export function providerOf(authorization: string | null, world: World, defects: Switches): Provider | undefined {
  const [first, second] = world.providers;
  const value = authorization?.trim() ?? '';
  const credential = SCHEME.exec(value)?.[1];
  if (credential === undefined) {
    if (defects.has('D6')) return undefined;
    return value === TOKENS.ambition ? first : value === TOKENS.bestPractice ? second : undefined;
  }
  const token = /^token="?([^"]*)"?$/.exec(credential)?.[1] ?? credential;
  if (token === TOKENS.bestPractice) return second;
  return token === TOKENS.ambition || defects.has('any-token-accepted') ? first : undefined;
}

/** 401, with a challenge unless the defect takes it away. */
export function accessDenied(defects: Switches): Answer {
  const body = { error: 'HTTP Token: Access denied' };
  return defects.has('D4') ? { status: 401, body } : { status: 401, body, headers: { 'www-authenticate': 'Bearer' } };
}

/** The same for a list in CSV, in the media type that is documented for it unless the defect sends JSON. */
export function accessDeniedInCsv(defects: Switches): Answer {
  const answer = accessDenied(defects);
  return defects.has('D29') ? answer : { ...answer, mediaType: 'text/csv', body: 'error\nHTTP Token: Access denied\n' };
}
