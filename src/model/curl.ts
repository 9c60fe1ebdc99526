import type { SentRequest } from './exchange.ts';

/** A redacted credential: the marker that the redactor leaves. */
const MARK = /\[redacted:([^\]]*)\]/g;
/** Longer bodies go through the shell's own printf: one argument of a program may not be longer than 128 KiB. */
const LONGEST_ARGUMENT = 100_000;
/** Set by curl itself, or meaningless to repeat. */
const LEFT_OUT = new Set(['host', 'content-length', 'accept-encoding', 'connection', 'transfer-encoding']);

/**
 * A command for a POSIX shell that sends a request again. Takes a redacted request: each `[redacted:NAME]` becomes the variable
 * `$NAME`, so that the line can be pasted where the variable is set.
 */
export function curlLine(request: SentRequest): string {
  const words = ['curl', '--silent', '--show-error', '--include', '--globoff', '--path-as-is'];
  if (request.method === 'HEAD') words.push('--head');
  else if (request.method !== 'GET' || request.body !== null) words.push('--request', shellWord(request.method));
  for (const [name, value] of request.headers) if (!LEFT_OUT.has(name)) words.push(...headerWords(name, value));
  const { body } = request;
  if (body === null) return [...words, shellWord(request.url)].join(' ');
  if (!request.headers.some(([name]) => name === 'content-type')) words.push('--header', "'content-type:'");
  const text = argumentText(body);
  if (text !== undefined) return [...words, '--data-raw', shellWord(text), shellWord(request.url)].join(' ');
  return `printf ${printfFormat(body)} | ${[...words, '--data-binary', '@-', shellWord(request.url)].join(' ')}`;
}

function headerWords(name: string, value: string): string[] {
  if (value === '') return ['--header', shellWord(`${name};`)]; // curl's way to say an empty header
  const user =
    name === 'authorization' ? /^Basic (\[redacted:[^\]]*\])[A-Za-z0-9+/_-]{0,1}={0,2}$/.exec(value)?.[1] : undefined;
  return user ? ['--user', shellWord(user)] : ['--header', shellWord(`${name}: ${value}`)];
}

/** One shell word: plain, single-quoted, or with variables in double quotes. */
function shellWord(text: string): string {
  if (!text.includes('[redacted:')) return /^[\w@%+=:,./-]+$/.test(text) ? text : singleQuoted(text);
  const parts = text.split(MARK); // literal, name, literal, name, … literal
  const plain = parts.every((part, i) => i % 2 === 1 || /^[\w :/.,;=?&@%+*{}-]*$/.test(part));
  if (plain) return `"${parts.map((part, i) => (i % 2 === 1 ? variable(part, parts[i + 1]) : part)).join('')}"`;
  return parts.map((part, i) => (i % 2 === 1 ? `"${variable(part)}"` : part && singleQuoted(part))).join('');
}

function variable(name: string, following = ''): string {
  const identifier = name.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d)/, '_');
  return /^\w/.test(following) ? `\${${identifier}}` : `$${identifier}`;
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** The body as text when one argument can hold it. */
function argumentText(body: Uint8Array): string | undefined {
  if (body.length > LONGEST_ARGUMENT || body.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return undefined;
  }
}

function printfFormat(body: Uint8Array): string {
  let format = '';
  for (const byte of body) {
    const plain = byte >= 0x20 && byte < 0x7f && byte !== 0x25 && byte !== 0x27 && byte !== 0x5c;
    format += plain ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`;
  }
  return `'${format}'`;
}
