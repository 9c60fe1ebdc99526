import { EnvHttpProxyAgent, request } from 'undici';

/** Limits and headers of `fetchBytes`. */
export interface FetchBytesOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Default 20,000,000. */
  readonly maxBytes?: number;
  /** For the whole answer, milliseconds; default 60,000. */
  readonly timeoutMs?: number;
}

const MAX_REDIRECTS = 5;
const PRIVATE_HEADERS = new Set(['authorization', 'cookie']);
let agent: EnvHttpProxyAgent | undefined;

/**
 * The status and bytes at an http(s) URL, for package registries. Follows redirects; credentials are left behind when the origin changes.
 * Keeps to `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`. Rejects when nothing answers or the answer is longer than `maxBytes`.
 */
export async function fetchBytes(
  url: string,
  options: FetchBytesOptions = {},
): Promise<{ readonly status: number; readonly body: Uint8Array }> {
  const signal = AbortSignal.timeout(options.timeoutMs ?? 60_000);
  agent ??= new EnvHttpProxyAgent();
  let here = new URL(url);
  let headers = options.headers ?? {};
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    if (here.protocol !== 'http:' && here.protocol !== 'https:') throw new Error(`${here.protocol} is not fetched`);
    const answer = await request(here, { signal, dispatcher: agent, headers });
    const { location } = answer.headers;
    if (answer.statusCode < 300 || answer.statusCode > 399 || typeof location !== 'string')
      return { status: answer.statusCode, body: await bounded(answer.body, options.maxBytes ?? 20_000_000) };
    await answer.body.dump();
    const next = new URL(location, here);
    if (here.protocol === 'https:' && next.protocol === 'http:')
      throw new Error('the server redirects from https to http');
    if (next.origin !== here.origin)
      headers = Object.fromEntries(
        Object.entries(headers).filter(([name]) => !PRIVATE_HEADERS.has(name.toLowerCase())),
      );
    here = next;
  }
  throw new Error(`the server redirects more than ${MAX_REDIRECTS} times`);
}

async function bounded(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Error(`the answer is longer than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
