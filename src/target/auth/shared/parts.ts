import type { AuthParts } from './auth-scheme.ts';

/** The parts with a header set, any of the same name replaced (lower-case name). */
export function withHeader(parts: AuthParts, name: string, value: string): AuthParts {
  return { ...parts, headers: [...parts.headers.filter(([header]) => header !== name), [name, value]] };
}

/** The parts with a query parameter set, any of the same name replaced. */
export function withQuery(parts: AuthParts, name: string, value: string): AuthParts {
  return { ...parts, query: [...parts.query.filter(([parameter]) => parameter !== name), [name, value]] };
}

/** The parts with a cookie set, any of the same name replaced. */
export function withCookie(parts: AuthParts, name: string, value: string): AuthParts {
  return { ...parts, cookies: [...parts.cookies.filter(([cookie]) => cookie !== name), [name, value]] };
}
