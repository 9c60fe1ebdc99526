import type { Told } from './told.ts';

export const other = { use: 'identity', name: 'other' } as const;
export const list = (ids: readonly string[], over: Partial<Told> = {}): Told => ({
  method: 'GET',
  path: '/things',
  status: 200,
  body: { data: ids.map((id) => ({ id })) },
  ...over,
});
export const own: Told = { method: 'GET', status: 200, body: { id: 'x1', state: 'open' } };
export const foreign = (status: number, over: Partial<Told> = {}): Told => ({
  ...own,
  status,
  credential: other,
  ...(status >= 300 ? { body: { errors: [{ title: 'no' }] } } : {}),
  ...over,
});
/** Two tenants whose lists have nothing in common, and the owner's read. */
export const apart = [list(['x1', 'x3']), list(['x2'], { credential: other }), own];
