/** Lets a fixed number in at a time; the others queue in order. */
export interface Gate {
  /** Resolves when there is room; rejects with the signal's reason when it is aborted first. */
  enter(signal?: AbortSignal): Promise<void>;
  /** Make room for the next; call once for each `enter` that resolved. */
  leave(): void;
}

/** Create a gate for `places` at a time. */
export function createGate(places: number): Gate {
  const queue: (() => void)[] = [];
  let free = places;
  return {
    enter: (signal) => {
      if (signal?.aborted) return Promise.reject(signal.reason);
      if (free > 0) {
        free--;
        return Promise.resolve();
      }
      return new Promise((resolve, reject) => {
        const admit = () => {
          signal?.removeEventListener('abort', giveUp);
          resolve();
        };
        const giveUp = () => {
          queue.splice(queue.indexOf(admit), 1);
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', giveUp, { once: true });
        queue.push(admit);
      });
    },
    leave: () => {
      const next = queue.shift();
      if (next) next();
      else free++;
    },
  };
}
