import { isJsonObject } from './json.ts';

/** Join reference tokens to a JSON pointer (RFC 6901), escaping `~` and `/`. */
export function pointerOf(tokens: readonly (string | number)[]): string {
  return tokens.map((token) => `/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Split a JSON pointer (RFC 6901) into its unescaped tokens; the empty pointer gives no token. */
export function pointerTokens(pointer: string): string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The value at a JSON pointer, or undefined where the pointer leads nowhere. */
export function valueAt(root: unknown, pointer: string): unknown {
  let here: unknown = root;
  for (const token of pointerTokens(pointer)) {
    if (Array.isArray(here)) here = itemAt(here, token);
    else if (isJsonObject(here) && Object.hasOwn(here, token)) here = here[token];
    else return undefined;
  }
  return here;
}

/** The item that a reference token names; only digits without a leading zero are an index (RFC 6901 §4). */
export function itemAt(list: readonly unknown[], token: string): unknown {
  return /^(0|[1-9]\d*)$/.test(token) ? list[Number(token)] : undefined;
}
