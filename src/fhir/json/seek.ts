/**
 * The offset of the value at `tokens` in sound JSON text, or of its nearest container; `found` tells which.
 * Nothing is parsed: other values are skipped.
 */
export function seek(
  text: string,
  tokens: readonly (string | number)[],
): { readonly at: number; readonly found: boolean } {
  let at = skipSpace(text, text.charCodeAt(0) === 0xfeff ? 1 : 0);
  for (const token of tokens) {
    const next = typeof token === 'number' ? itemAt(text, at, token) : memberAt(text, at, token);
    if (next < 0) return { at, found: false };
    at = next;
  }
  return { at, found: true };
}

function itemAt(text: string, start: number, index: number): number {
  if (text.charCodeAt(start) !== 91) return -1;
  let at = skipSpace(text, start + 1);
  for (let i = 0; text.charCodeAt(at) !== 93 && at < text.length; i++) {
    if (i === index) return at;
    at = skipSpace(text, skipValue(text, at));
    if (text.charCodeAt(at) === 44) at = skipSpace(text, at + 1);
  }
  return -1;
}

function memberAt(text: string, start: number, name: string): number {
  if (text.charCodeAt(start) !== 123) return -1;
  let at = skipSpace(text, start + 1);
  while (text.charCodeAt(at) === 34) {
    const end = skipString(text, at);
    const value = skipSpace(text, skipSpace(text, end) + 1);
    if (isName(text, at, end, name)) return value;
    at = skipSpace(text, skipValue(text, value));
    if (text.charCodeAt(at) === 44) at = skipSpace(text, at + 1);
  }
  return -1;
}

function isName(text: string, start: number, end: number, name: string): boolean {
  const written = text.slice(start + 1, end - 1);
  return written === name || (written.includes('\\') && JSON.parse(`"${written}"`) === name);
}

function skipSpace(text: string, start: number): number {
  let at = start;
  for (
    let code = text.charCodeAt(at);
    code === 32 || code === 10 || code === 13 || code === 9;
    code = text.charCodeAt(at)
  )
    at++;
  return at;
}

function skipString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && text.charCodeAt(end - 1) === 92) {
    let slashes = 1;
    while (text.charCodeAt(end - 1 - slashes) === 92) slashes++;
    if (slashes % 2 === 0) break;
    end = text.indexOf('"', end + 1);
  }
  return end < 0 ? text.length : end + 1;
}

function skipValue(text: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 34) at = skipString(text, at);
    else if (code === 123 || code === 91) {
      depth++;
      at++;
    } else if (code === 125 || code === 93) {
      if (depth === 0) return at;
      depth--;
      at++;
    } else if (depth === 0 && (code === 44 || code <= 32)) return at;
    else at++;
    if (depth === 0 && (code === 34 || code === 125 || code === 93)) return at;
  }
  return at;
}
