import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { sha256 } from '../kernel/digest.ts';
import { AssayError, messageOf } from '../kernel/error.ts';

/** Fetches the text behind a URL; given from outside because only the room of targets may use the network. */
export type FetchText = (url: string) => Promise<string>;

/** Text with the SHA-256 of its bytes. */
export interface ReadText {
  readonly text: string;
  readonly digest: string;
}

/** True for an http or https URL. */
export function isRemote(uri: string): boolean {
  return /^https?:\/\//i.test(uri);
}

/** Read a file (path or file: URL) or fetch a URL. Fails with spec error `spec-not-found`. */
export async function readText(uri: string, fetchText?: FetchText): Promise<ReadText> {
  try {
    if (isRemote(uri)) return decoded(Buffer.from(await fetchRemote(uri, fetchText), 'utf8'));
    return decoded(await readFile(uri.startsWith('file:') ? fileURLToPath(uri) : uri));
  } catch (thrown) {
    throw notFound(uri, thrown);
  }
}

/** A URL without user name, password and query; a path as it stands. */
export function withoutCredentials(uri: string): string {
  if (!isRemote(uri) || !URL.canParse(uri)) return uri;
  const url = new URL(uri);
  return `${url.origin}${url.pathname}`;
}

function fetchRemote(uri: string, fetchText: FetchText | undefined): Promise<string> {
  if (fetchText) return fetchText(uri);
  throw new Error('no way to fetch URLs was given');
}

function decoded(bytes: Buffer): ReadText {
  return { text: new TextDecoder('utf-8').decode(bytes), digest: sha256(bytes) };
}

function notFound(uri: string, cause: unknown): AssayError {
  const shown = withoutCredentials(uri);
  const missing = typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ENOENT';
  const reason = missing ? 'there is no such file' : messageOf(cause).replaceAll(uri, shown);
  return new AssayError(
    'spec',
    'spec-not-found',
    `Cannot read ${shown}: ${reason}. Give the path of a description, or a URL that answers with one.`,
    { cause },
  );
}
