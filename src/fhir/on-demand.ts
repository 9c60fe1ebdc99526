/** Parts that most validations do without: each is loaded when it is called. */
import type { LoadedPackages, PackageOptions } from './package/load-packages.ts';
import type { JarSettings } from './second-opinion/by-jar.ts';
import type { OfficialValidator, PostText } from './second-opinion/official.ts';

/** `loadPackages` of the package loader; without requests it loads nothing. */
export async function loadPackages(requests: readonly string[], options: PackageOptions = {}): Promise<LoadedPackages> {
  if (requests.length === 0 && options.lock === undefined) return { packages: [], definitions: [], missing: [] };
  return (await import('./package/load-packages.ts')).loadPackages(requests, options);
}

/** The official validator as a jar with the system's Java: one process for a whole batch, without a terminology server. */
export function officialByJar(jar: string, settings: JarSettings): OfficialValidator {
  return {
    judge: async (requests, profiles) =>
      (await import('./second-opinion/by-jar.ts')).officialByJar(jar, settings).judge(requests, profiles),
  };
}

/** The official validator behind a URL: its own server, a wrapper, or a server's `$validate`. */
export function officialOverHttp(url: string, postText: PostText): OfficialValidator {
  return {
    judge: async (requests, profiles) =>
      (await import('./second-opinion/over-http.ts')).officialOverHttp(url, postText).judge(requests, profiles),
  };
}
