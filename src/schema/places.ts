import type { SchemaHandle } from '../model/schema.ts';

/** Where each compiled schema stands in the author's document. */
export class Places {
  readonly #pointers = new WeakMap<object, string>();
  readonly #forbidding = new WeakSet<object>();

  /** Remember that a compiled schema stands at a pointer; `forbidding` when the author wrote `false` there. */
  set(compiled: object, pointer: string, forbidding = false): void {
    this.#pointers.set(compiled, pointer);
    if (forbidding) this.#forbidding.add(compiled);
  }

  /** The pointer of a compiled schema, or undefined when it is none of ours. */
  pointerOf(compiled: unknown): string | undefined {
    return typeof compiled === 'object' && compiled !== null ? this.#pointers.get(compiled) : undefined;
  }

  /** True when the author wrote `false` where this schema stands. */
  forbids(compiled: unknown): boolean {
    return typeof compiled === 'object' && compiled !== null && this.#forbidding.has(compiled);
  }
}

/** The local place that a `$ref` or `$dynamicRef` names, or undefined when it is not a local JSON pointer. */
export function localTarget(document: string, reference: unknown): SchemaHandle | undefined {
  if (typeof reference !== 'string' || !/^#(\/|$)/.test(reference)) return undefined;
  try {
    return { document, pointer: decodeURIComponent(reference.slice(1)) };
  } catch {
    return { document, pointer: reference.slice(1) };
  }
}
