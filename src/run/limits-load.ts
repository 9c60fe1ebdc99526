import type { ResolvedConfig } from '../config/resolved-config.ts';
import { k6Files } from '../limit/index.ts';
import { type LimitOptions, prepareLimit } from './limits.ts';

export { judgeSummaries, type LoadVerdict } from '../limit/index.ts';

/** The files of a k6 script for a documented limit, by name; free of secrets. Fails as `checkLimit` does, and sends nothing. */
export async function exportLimit(
  config: ResolvedConfig,
  options: LimitOptions,
  parallelism: number,
): Promise<Readonly<Record<string, string>>> {
  const { claim, requests } = await prepareLimit(config, options);
  const own = requests.of('victim');
  const bare = new Set(requests.of('preflight').headers.map(([name]) => name));
  const header = own.headers.find(([name]) => !bare.has(name))?.[0] ?? 'authorization';
  return k6Files(
    { claim, subject: config.suite, url: own.url, method: own.method === 'HEAD' ? 'HEAD' : 'GET', header },
    parallelism,
  );
}
