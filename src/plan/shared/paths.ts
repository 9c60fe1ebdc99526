import { getOrMake } from '../../kernel/get-or-make.ts';
import type { ApiModel } from '../../model/api.ts';
import type { Operation } from '../../model/operation.ts';

/** The operations of a model by path, in document order. */
export interface Paths {
  /** Operations on exactly this path. */
  at(path: string): readonly Operation[];
  /** Operations whose path goes on with a place: `/a/{id}` and `/a/{id}/b` for `/a`. */
  inside(path: string): readonly Operation[];
}

const known = new WeakMap<ApiModel, Paths>();

/** The paths of a model; read once. */
export function pathsOf(model: ApiModel): Paths {
  return getOrMake(known, model, () => readPaths(model));
}

function readPaths({ operations }: ApiModel): Paths {
  const exact = new Map<string, Operation[]>();
  const within = new Map<string, Operation[]>();
  for (const operation of operations) {
    const { path } = operation;
    getOrMake(exact, path, () => []).push(operation);
    for (let at = path.indexOf('/{'); at >= 0; at = path.indexOf('/{', at + 1))
      getOrMake(within, path.slice(0, at), () => []).push(operation);
  }
  return { at: (path) => exact.get(path) ?? [], inside: (path) => within.get(path) ?? [] };
}
