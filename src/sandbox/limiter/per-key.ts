/** One state for each key, made when the key is first seen. */
export interface PerKey<T> {
  of(key: string): T;
  clear(): void;
}

/** States by key, each from `fresh`. */
export function perKey<T>(fresh: () => T): PerKey<T> {
  const states = new Map<string, T>();
  return {
    of(key) {
      const known = states.get(key);
      if (known !== undefined) return known;
      const state = fresh();
      states.set(key, state);
      return state;
    },
    clear: () => states.clear(),
  };
}
