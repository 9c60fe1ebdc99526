import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../src/model/exchange.ts';
import { createStormWatch, type StormWatch } from '../../../src/run/storm.ts';
import { exchangeOf, silenceOf } from './shared/build.ts';

const WIDE = { operations: 5, protectedOperations: 5, fixedOperations: 4 };
const operation = (index: number) => `GET /${index % 4}`;

function seen(
  watch: StormWatch,
  count: number,
  exchange: (index: number) => Exchange,
  of: (index: number) => string = operation,
  entitled = true,
): void {
  for (let index = 0; index < count; index++)
    watch.observe({ exchange: { ...exchange(index), index }, operation: of(index), entitled });
}

describe('a storm', () => {
  it('is fair weather before anything was sent', () => {
    const watch = createStormWatch(WIDE);
    expect(watch.stopped()).toBeUndefined();
    expect(watch.abandoned().size).toBe(0);
  });

  it.each(['refused', 'timeout', 'reset'] as const)('of nothing but %s is unreachable', (reason) => {
    const watch = createStormWatch(WIDE);
    seen(watch, 2, () => silenceOf(reason));
    expect(watch.stopped()).toBeUndefined();
    seen(
      watch,
      2,
      () => silenceOf(reason),
      (index) => `GET /other/${index}`,
    );
    expect(watch.stopped()).toEqual({ kind: 'unreachable', message: `no answer: ${reason}` });
  });

  it('of silence after answers has the target stopped answering', () => {
    const watch = createStormWatch(WIDE);
    seen(watch, 1, () => exchangeOf(200));
    seen(watch, 7, () => silenceOf());
    expect(watch.stopped()).toBeUndefined();
    seen(watch, 1, () => silenceOf());
    expect(watch.stopped()?.kind).toBe('silent');
  });

  it('of 404 at fixed addresses has nothing there, unless something was found before', () => {
    const absent = createStormWatch(WIDE);
    seen(absent, 11, () => exchangeOf(404));
    expect(absent.stopped()).toBeUndefined();
    seen(absent, 1, () => exchangeOf(401));
    seen(absent, 1, () => exchangeOf(404));
    expect(absent.stopped()?.kind).toBe('absent');
    const there = createStormWatch(WIDE);
    seen(there, 1, () => exchangeOf(400));
    seen(there, 50, () => exchangeOf(404));
    expect(there.stopped()).toBeUndefined();
    const unknownIds = createStormWatch(WIDE);
    seen(
      unknownIds,
      50,
      () => exchangeOf(404),
      (index) => `GET /${index % 4}/{id}`,
    );
    expect(unknownIds.stopped()).toBeUndefined();
  });

  it('of 401 to the right credential has nothing tested, unless one was admitted before', () => {
    const refused = createStormWatch(WIDE);
    seen(refused, 8, () => exchangeOf(401));
    expect(refused.stopped()?.kind).toBe('unauthorised');
    const admitted = createStormWatch(WIDE);
    seen(admitted, 1, () => exchangeOf(403));
    seen(admitted, 50, () => exchangeOf(401));
    expect(admitted.stopped()).toBeUndefined();
    const spoilt = createStormWatch(WIDE);
    seen(spoilt, 50, () => exchangeOf(401), operation, false);
    expect(spoilt.stopped()).toBeUndefined();
  });

  it('of 429 has the target throttling', () => {
    const watch = createStormWatch(WIDE);
    seen(watch, 6, () => exchangeOf(429));
    expect(watch.stopped()?.kind).toBe('throttled');
    seen(watch, 1, () => exchangeOf(200));
    expect(watch.stopped()).toBeUndefined();
  });

  it('of server errors discredits all that stood in it, and nothing before', () => {
    const watch = createStormWatch(WIDE);
    watch.observe({ exchange: exchangeOf(500, {}, 100), operation: 'GET /0', entitled: true });
    watch.observe({ exchange: exchangeOf(200, {}, 101), operation: 'GET /0', entitled: true });
    seen(watch, 19, () => exchangeOf(503));
    expect(watch.discredited().size).toBe(0);
    watch.observe({ exchange: exchangeOf(500, {}, 19), operation: 'GET /0', entitled: true });
    expect(watch.stopped()?.kind).toBe('server-errors');
    expect([...watch.discredited()]).toEqual(Array.from({ length: 20 }, (_, index) => index));
    seen(watch, 1, () => exchangeOf(200));
    expect(watch.stopped()).toBeUndefined();
    expect(watch.discredited().size).toBe(20);
  });
});

describe('one broken operation', () => {
  const broken = () => 'POST /broken';

  it.each([
    ['that never answers', () => silenceOf('timeout')],
    ['that drops its connections', () => silenceOf('reset')],
    ['that answers 500', () => exchangeOf(500)],
    ['that answers 429', () => exchangeOf(429)],
    ['that answers 401', () => exchangeOf(401)],
  ])('%s makes no storm, however often it is asked', (_name, exchange) => {
    const watch = createStormWatch(WIDE);
    seen(watch, 200, exchange, broken);
    expect(watch.stopped()).toBeUndefined();
    expect(watch.discredited().size).toBe(0);
  });

  it.each([
    [() => silenceOf('timeout'), 'it did not answer 5 times in a row (no answer: timeout)'],
    [() => exchangeOf(429), '6 of its answers in a row were 429'],
  ])('is left alone after a while', (exchange, reason) => {
    const watch = createStormWatch(WIDE);
    seen(watch, 4, exchange, broken);
    expect(watch.gaveUp('POST /broken')).toBeUndefined();
    seen(watch, 2, exchange, broken);
    expect(watch.gaveUp('POST /broken')).toBe(reason);
    expect(watch.gaveUp('GET /fine')).toBeUndefined();
    expect([...watch.abandoned().keys()]).toEqual(['POST /broken']);
  });

  it('is forgiven when it answers in between', () => {
    const watch = createStormWatch(WIDE);
    for (let round = 0; round < 5; round++) {
      seen(watch, 4, () => silenceOf(), broken);
      seen(watch, 1, () => exchangeOf(200), broken);
    }
    expect(watch.gaveUp('POST /broken')).toBeUndefined();
  });

  it('is a storm when the description has no other', () => {
    const watch = createStormWatch({ operations: 1, protectedOperations: 1, fixedOperations: 1 });
    seen(watch, 8, () => exchangeOf(401), broken);
    expect(watch.stopped()?.kind).toBe('unauthorised');
  });
});
