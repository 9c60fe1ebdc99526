import type { SpecRef } from '../../model/spec-ref.ts';

/** Remembers which places of a description were written by which clause of an overlay, while items move and parts vanish. */
export class Trace {
  #places = new Map<string, SpecRef>();

  /** A clause wrote the value at a pointer; what was known of the places below it is forgotten. */
  put(pointer: string, { document, pointer: clause }: { readonly document: string; readonly pointer: string }): void {
    this.removed(pointer);
    this.#places.set(pointer, { kind: 'document', document, pointer: clause });
  }

  /** The value at a pointer is gone. */
  removed(pointer: string): void {
    for (const place of [...this.#places.keys()])
      if (place === pointer || place.startsWith(`${pointer}/`)) this.#places.delete(place);
  }

  /** An item of the list at a pointer is gone; those after it moved up. */
  itemRemoved(list: string, index: number): void {
    this.removed(`${list}/${index}`);
    const moved = new Map<string, SpecRef>();
    for (const [place, ref] of this.#places) {
      const [token = '', ...rest] = place.startsWith(`${list}/`) ? place.slice(list.length + 1).split('/') : [];
      const isAfter = /^\d+$/.test(token) && Number(token) > index;
      moved.set(isAfter ? [list, Number(token) - 1, ...rest].join('/') : place, ref);
    }
    this.#places = moved;
  }

  /** Pointers with their clauses. */
  entries(): Readonly<Record<string, SpecRef>> {
    return Object.fromEntries(this.#places);
  }
}
