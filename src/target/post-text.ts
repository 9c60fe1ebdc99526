import { EnvHttpProxyAgent, request } from 'undici';

/** Limits of `postText`. */
export interface PostTextOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** For the whole answer, milliseconds; default 300,000: validators written in Java are slow to warm up. */
  readonly timeoutMs?: number;
}

const MAX_BYTES = 50_000_000;
let agent: EnvHttpProxyAgent | undefined;

/**
 * Send a text by POST to an http(s) URL and give the answer, for services that judge what they are sent. Follows no redirects. Rejects when
 * nothing answers or the answer is longer than 50 MB.
 */
export async function postText(
  url: string,
  { headers, body, timeoutMs = 300_000 }: PostTextOptions,
): Promise<{ readonly status: number; readonly text: string }> {
  agent ??= new EnvHttpProxyAgent();
  const answer = await request(url, {
    method: 'POST',
    headers,
    body,
    dispatcher: agent,
    signal: AbortSignal.timeout(timeoutMs),
  });
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new Error(`the answer is longer than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return { status: answer.statusCode, text: Buffer.concat(chunks).toString('utf8') };
}
