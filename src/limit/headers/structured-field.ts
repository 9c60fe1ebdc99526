/** A bare item of a structured field; a token or a byte sequence keeps its kind, so that it is never taken for a string. */
export type BareItem =
  | { readonly kind: 'string' | 'token' | 'bytes'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number; readonly whole: boolean }
  | { readonly kind: 'boolean'; readonly value: boolean };

/** One member of a list, with its parameters. */
export interface ListMember {
  readonly item: BareItem;
  readonly parameters: ReadonlyMap<string, BareItem>;
}

/** Parse a structured field that is a list of items (RFC 9651 §4.2.1; inner lists are refused); undefined when the syntax is broken. */
export function parseList(text: string): ListMember[] | undefined {
  const cursor = { text: text.trim(), at: 0 };
  const members: ListMember[] = [];
  while (cursor.at < cursor.text.length) {
    const item = bareItem(cursor);
    const parameters = item && parametersAt(cursor);
    if (!item || !parameters) return undefined;
    members.push({ item, parameters });
    take(cursor, /^[ \t]*/);
    if (cursor.at >= cursor.text.length) return members;
    if (take(cursor, /^,[ \t]*/) === undefined || cursor.at >= cursor.text.length) return undefined;
  }
  return members;
}

interface Cursor {
  readonly text: string;
  at: number;
}

function take(cursor: Cursor, pattern: RegExp): string | undefined {
  const found = new RegExp(pattern.source.replace(/^\^/, ''), 'y');
  found.lastIndex = cursor.at;
  const match = found.exec(cursor.text)?.[0];
  if (match !== undefined) cursor.at += match.length;
  return match;
}

function parametersAt(cursor: Cursor): Map<string, BareItem> | undefined {
  const parameters = new Map<string, BareItem>();
  while (take(cursor, /^; */) !== undefined) {
    const key = take(cursor, /^[a-z*][a-z0-9_\-.*]*/);
    if (key === undefined) return undefined;
    const value = take(cursor, /^=/) === undefined ? { kind: 'boolean' as const, value: true } : bareItem(cursor);
    if (!value) return undefined;
    parameters.set(key, value);
  }
  return parameters;
}

function bareItem(cursor: Cursor): BareItem | undefined {
  const quoted = take(cursor, /^"(?:[ !#-[\]-~]|\\["\\])*"/);
  if (quoted !== undefined) return { kind: 'string', text: quoted.slice(1, -1).replace(/\\(["\\])/g, '$1') };
  const bytes = take(cursor, /^:[A-Za-z0-9+/=]*:/);
  if (bytes !== undefined) return { kind: 'bytes', text: bytes.slice(1, -1) };
  const number = take(cursor, /^-?(?:\d{1,12}\.\d{1,3}|\d{1,15})/);
  if (number !== undefined) return { kind: 'number', value: Number(number), whole: !number.includes('.') };
  const flag = take(cursor, /^\?[01]/);
  if (flag !== undefined) return { kind: 'boolean', value: flag === '?1' };
  const token = take(cursor, /^[A-Za-z*][!#$%&'*+\-.^_`|~0-9A-Za-z:/]*/);
  return token === undefined ? undefined : { kind: 'token', text: token };
}
