import type { Switches } from './defects.ts';
import { legacyRoutes } from './legacy/routes.ts';
import { ROUTES, type Route, UNPUBLISHED } from './routes.ts';
import type { Version } from './version.ts';

/** Every operation of a version. */
export function routesOf(version: Version): readonly Route[] {
  return version === 'v3' ? ROUTES : legacyRoutes(version);
}

const patterns = (version: Version, routes: readonly Route[] = routesOf(version)) =>
  routes.map((route) => ({
    route,
    pattern: new RegExp(`^/api/${version}${route.path.replaceAll('.', '\\.').replace('{id}', '([^/]+)')}$`),
  }));

const PATTERNS = { v1: patterns('v1'), v2: patterns('v2'), v3: patterns('v3') } as const;
const UNPUBLISHED_PATTERNS = patterns('v3', [UNPUBLISHED]);

/** The operation of a method and path with the path's id; HEAD goes where GET does; the first that fits wins. */
export function findRoute(
  defects: Switches,
  version: Version,
  method: string,
  path: string,
): { readonly route: Route; readonly id: string } | undefined {
  const wanted = method === 'HEAD' ? 'GET' : method;
  const unpublished = version === 'v3' && defects.has('D18') ? UNPUBLISHED_PATTERNS : [];
  for (const { route, pattern } of [...PATTERNS[version], ...unpublished]) {
    const match = route.method === wanted ? pattern.exec(path) : null;
    if (match) return { route, id: (match[1] ?? '').toLowerCase() };
  }
  return undefined;
}
