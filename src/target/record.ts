import type { Exchange } from '../model/exchange.ts';

/** Numbers the exchanges of a run, and hands each one on when it is done. */
export interface Recorder {
  /** The next sequence number, from 0, in the order of sending. */
  open(): number;
  /** Hand a finished exchange to the listener. */
  close(exchange: Exchange): void;
  /** How many requests have been sent. */
  sent(): number;
}

/** Create the recorder of a run; `listen` sees every exchange in the order in which they finish. */
export function createRecorder(listen?: (exchange: Exchange) => void): Recorder {
  let next = 0;
  return {
    open: () => next++,
    close: (exchange) => listen?.(exchange),
    sent: () => next,
  };
}
