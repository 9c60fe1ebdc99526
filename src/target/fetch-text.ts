import { request } from 'undici';
import { AssayError, messageOf } from '../kernel/error.ts';

/** Limits of `fetchText`. */
export interface FetchTextOptions {
  /** For the whole answer, milliseconds; default 10,000. */
  readonly timeoutMs?: number;
  /** Default 20,000,000. */
  readonly maxBytes?: number;
}

const MAX_REDIRECTS = 5;

/**
 * The text (UTF-8) at an http(s) URL, for descriptions; carries no credential and follows redirects within the origin only.
 * Fails with spec error `fetch-failed` that says what stood in the way.
 */
export async function fetchText(url: string, options: FetchTextOptions = {}): Promise<string> {
  const first = httpUrl(url);
  const signal = AbortSignal.timeout(options.timeoutMs ?? 10_000);
  let here = first;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const answer = await fetchOnce(here, signal, options.maxBytes ?? 20_000_000);
    if (answer.location === undefined) return answer.text;
    here = new URL(answer.location, here);
    if (here.origin !== first.origin)
      throw failed(
        first,
        `it redirects to another origin, ${here.origin}. Give that address yourself if you trust it.`,
      );
  }
  throw failed(first, `it redirects more than ${MAX_REDIRECTS} times.`);
}

function httpUrl(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed && (parsed.protocol === 'http:' || parsed.protocol === 'https:') && !parsed.username && !parsed.password)
    return parsed;
  throw new AssayError(
    'spec',
    'fetch-failed',
    'A description is fetched from an http(s) URL without user name and password.',
  );
}

async function fetchOnce(
  url: URL,
  signal: AbortSignal,
  maxBytes: number,
): Promise<{ text: string; location?: string }> {
  try {
    const { statusCode, headers, body } = await request(url, { signal, headers: { 'accept-encoding': 'identity' } });
    const location = headers['location'];
    const redirected = statusCode >= 300 && statusCode < 400 && typeof location === 'string';
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of body as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw failed(url, `it is longer than ${maxBytes} bytes.`);
      chunks.push(chunk);
    }
    if (redirected) return { text: '', location };
    if (statusCode !== 200) throw failed(url, `the server answered ${statusCode}.`);
    return { text: Buffer.concat(chunks).toString('utf8') };
  } catch (error) {
    if (error instanceof AssayError) throw error;
    throw failed(url, `${messageOf(error)}.`, error);
  }
}

function failed(url: URL, why: string, cause?: unknown): AssayError {
  return new AssayError('spec', 'fetch-failed', `${url.origin}${url.pathname} could not be fetched: ${why}`, { cause });
}
