import { legacyRoutes } from './legacy/routes.ts';
import { ROUTES, type Route } from './routes.ts';
import type { Version } from './version.ts';

/** Every operation of a version. */
export function routesOf(version: Version): readonly Route[] {
  return version === 'v3' ? ROUTES : legacyRoutes(version);
}

const patterns = (version: Version) =>
  routesOf(version).map((route) => ({
    route,
    pattern: new RegExp(`^/api/${version}${route.path.replaceAll('.', '\\.').replace('{id}', '([^/]+)')}$`),
  }));

const PATTERNS = { v1: patterns('v1'), v2: patterns('v2'), v3: patterns('v3') } as const;

/** The operation of a method and path with the path's id; HEAD goes where GET does; the first that fits wins. */
export function findRoute(
  version: Version,
  method: string,
  path: string,
): { readonly route: Route; readonly id: string } | undefined {
  const wanted = method === 'HEAD' ? 'GET' : method;
  for (const { route, pattern } of PATTERNS[version]) {
    const match = route.method === wanted ? pattern.exec(path) : null;
    if (match) return { route, id: (match[1] ?? '').toLowerCase() };
  }
  return undefined;
}
