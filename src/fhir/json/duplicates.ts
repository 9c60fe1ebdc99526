import type { Json } from '../../kernel/json.ts';

/** Members in a parsed value; -1 when it is nested more deeply than allowed. */
export function countMembers(value: Json, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth < 0) return -1;
  let count = 0;
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    for (let i = 0; i < list.length; i++) {
      const item = list[i];
      if (typeof item !== 'object' || item === null) continue;
      const inner = countMembers(item, depth - 1);
      if (inner < 0) return -1;
      count += inner;
    }
    return count;
  }
  for (const name in value) {
    count++;
    const item = (value as Record<string, Json>)[name];
    if (typeof item !== 'object' || item === null) continue;
    const inner = countMembers(item, depth - 1);
    if (inner < 0) return -1;
    count += inner;
  }
  return count;
}

/**
 * Members as written in sound JSON text. Quotes before a colon are counted first: that can only be too many (a string may end like a name),
 * so when it gives `expected` the exact count does too.
 */
export function countWritten(text: string, expected: number): number {
  let count = 0;
  for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) {
    let before = at - 1;
    let code = text.charCodeAt(before);
    while (code === 32 || code === 10 || code === 13 || code === 9) code = text.charCodeAt(--before);
    if (code === 34) count++;
  }
  return count === expected ? count : countExactly(text);
}

/** The offsets of the colons after member names; undefined when there are not as many as members, because strings hold what looks like one. */
export function memberColons(text: string, members: number): readonly number[] | undefined {
  const colons: number[] = [];
  for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) {
    let before = at - 1;
    let code = text.charCodeAt(before);
    while (code === 32 || code === 10 || code === 13 || code === 9) code = text.charCodeAt(--before);
    if (code === 34) colons.push(at);
  }
  return colons.length === members ? colons : undefined;
}

/** Strings that a colon follows. */
function countExactly(text: string): number {
  let count = 0;
  let open = text.indexOf('"');
  while (open >= 0) {
    let close = text.indexOf('"', open + 1);
    while (text.charCodeAt(close - 1) === 92 && isEscaped(text, close)) close = text.indexOf('"', close + 1);
    let after = close + 1;
    let code = text.charCodeAt(after);
    while (code === 32 || code === 10 || code === 13 || code === 9) code = text.charCodeAt(++after);
    if (code === 58) count++;
    open = text.indexOf('"', after);
  }
  return count;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(at - 1 - slashes) === 92) slashes++;
  return slashes % 2 === 1;
}
