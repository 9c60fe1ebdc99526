/** Remembers what was made for the objects asked about last, by identity, and lets go of the rest. */
export interface Recent<K extends object, V> {
  /** The value made for this object, made now when it is no longer known. */
  getOrMake(key: K, make: (key: K) => V): V;
}

/**
 * A memory of so many objects. Cheaper than a `WeakMap` for short-lived ones: a weak table keeps each of them alive until it has grown old.
 */
export function createRecent<K extends object, V>(places: number): Recent<K, V> {
  const keys: (K | undefined)[] = new Array<K | undefined>(places).fill(undefined);
  const values: V[] = [];
  let next = 0;
  return {
    getOrMake(key, make) {
      const at = keys.indexOf(key);
      if (at >= 0) return values[at] as V;
      const made = make(key);
      keys[next] = key;
      values[next] = made;
      next = (next + 1) % places;
      return made;
    },
  };
}
