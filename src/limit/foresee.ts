import { type ClassifyInput, type Explained, explanationsOf, MARGIN } from './classify.ts';
import { at, withOnlookers } from './family/timeline.ts';

/** An instant at which explanations that are left expect different things. */
export interface TellingInstant {
  /** Epoch milliseconds. */
  readonly atMs: number;
  /** As many requests as it takes to see the difference. */
  readonly requests: number;
}

/** What an explanation says could be sent at once at each instant, at least and at most. */
interface Forecast {
  readonly family: string;
  readonly least: readonly number[];
  readonly most: readonly number[];
}

/**
 * The earliest instant at which two families that are left surely expect different numbers to be let through, with at most `requests` to send;
 * undefined when no instant tells them apart.
 */
export function tellingInstant(
  input: ClassifyInput,
  instants: readonly number[],
  { tripMs, requests }: { readonly tripMs: number; readonly requests: number },
): TellingInstant | undefined {
  const explained = explanationsOf(input);
  const best = Math.min(...explained.map(({ cost }) => cost));
  const left = explained.filter(({ cost }) => cost <= best + MARGIN);
  const forecasts = left.map((one) => forecastOf(one, input, instants, tripMs));
  for (const [index, atMs] of instants.entries()) {
    const needed = forecasts.flatMap((one) =>
      forecasts.flatMap((other) => {
        const [most, least] = [Math.max(0, at(other.most, index)), at(one.least, index)];
        return one.family !== other.family && least >= most + 1 && most < requests ? [most + 1] : [];
      }),
    );
    if (needed.length > 0) return { atMs, requests: Math.max(...needed) };
  }
  return undefined;
}

function forecastOf(
  { hypothesis, fit }: Explained,
  { timeline }: ClassifyInput,
  instants: readonly number[],
  tripMs: number,
): Forecast {
  const load = hypothesis.load(withOnlookers(timeline, instants, tripMs), hypothesis.bounded ? fit.least : undefined);
  const most = Number.isFinite(fit.most) ? fit.most : fit.least * 2;
  return {
    family: hypothesis.family,
    least: instants.map((_, index) => Math.floor(fit.least - at(load.high, timeline.length + index))),
    most: instants.map((_, index) => Math.ceil(most - at(load.low, timeline.length + index))),
  };
}
