import { describe, expect, it } from 'vitest';
import { ban } from '../../../../src/sandbox/limiter/ban.ts';
import { concurrency } from '../../../../src/sandbox/limiter/concurrency.ts';
import { firstRequestWindow } from '../../../../src/sandbox/limiter/first-request-window.ts';
import { fixedWindow } from '../../../../src/sandbox/limiter/fixed-window.ts';
import { type Gate, gate } from '../../../../src/sandbox/limiter/gate/gate.ts';
import {
  type Arrival,
  byCredential,
  byCredentialAndIp,
  byIp,
  bySpelling,
  credentialOf,
  forAll,
} from '../../../../src/sandbox/limiter/gate/keys.ts';
import { htmlRefusal, jsonRefusal, textRefusal } from '../../../../src/sandbox/limiter/gate/refusal.ts';
import type { LimitRule } from '../../../../src/sandbox/limiter/gate/rule.ts';
import { draft06 } from '../../../../src/sandbox/limiter/headers/draft-06.ts';
import { lies } from '../../../../src/sandbox/limiter/headers/lies.ts';
import { retryAfter } from '../../../../src/sandbox/limiter/headers/retry-after.ts';
import { slidingLog } from '../../../../src/sandbox/limiter/sliding-log.ts';

const START = 1_767_225_600_000;
const WINDOW = 10_000;

function rule(changes: Partial<LimitRule> = {}): LimitRule {
  return {
    policy: 'p',
    windowMs: WINDOW,
    limiter: slidingLog(2, WINDOW),
    key: byCredential,
    refusal: textRefusal(429, 'later'),
    dialects: [retryAfter],
    ...changes,
  };
}

const arrive = (door: Gate, changes: Partial<Arrival> = {}) =>
  door.admit({ authorization: 'Bearer a', ip: '192.0.2.1', nowMs: START, ...changes });

describe('keys', () => {
  const SPELLINGS = ['Bearer t-1', 'bearer  t-1', ' Token t-1 ', 'Token token="t-1"', 'Bearer token=t-1', 't-1'];

  it('of the credential are the token, however it is spelt', () => {
    for (const authorization of SPELLINGS)
      expect([authorization, credentialOf(authorization)]).toEqual([authorization, 't-1']);
    expect(credentialOf('Bearer T-1')).toBe('T-1');
    expect(['', '  ', null].map(credentialOf)).toEqual([undefined, undefined, undefined]);
  });

  it.each([
    [byCredential, 1],
    [bySpelling, 6],
    [byIp, 1],
    [byCredentialAndIp, 1],
    [forAll, 1],
  ])('$id tells spellings apart or not', ({ keyOf }, distinct) => {
    const keys = SPELLINGS.map((authorization) => keyOf({ authorization, ip: '::1', nowMs: 0 }));
    expect(new Set(keys).size).toBe(distinct);
  });

  it('by spelling see neither case nor blanks around the header', () => {
    const keys = ['Bearer x', ' BEARER X ', 'bearer x'].map((authorization) =>
      bySpelling.keyOf({ authorization, ip: '::1', nowMs: 0 }),
    );
    expect(new Set(keys)).toEqual(new Set(['bearer x']));
  });

  it.each([
    [byCredential, undefined],
    [bySpelling, undefined],
    [byIp, '::1'],
    [byCredentialAndIp, ' ::1'],
    [forAll, 'all'],
  ])('$id of a request without a credential', ({ keyOf }, key) => {
    expect(keyOf({ authorization: null, ip: '::1', nowMs: 0 })).toBe(key);
  });
});

describe('a gate', () => {
  it('lets pass and refuses with the status, body and headers of the rule', () => {
    const door = gate([rule({ refusal: jsonRefusal(503, (refused) => refused) })]);
    expect(arrive(door)).toMatchObject({ headers: {}, holdsMs: 0 });
    arrive(door, { nowMs: START + 2500 });
    const { refused, headers } = arrive(door, { nowMs: START + 2600 });
    expect(headers).toEqual({ 'retry-after': '8' });
    expect(refused).toMatchObject({ status: 503, mediaType: 'application/json' });
    expect(JSON.parse(refused?.body ?? '')).toEqual({ status: 503, limit: 2, windowMs: WINDOW, waitSeconds: 8 });
  });

  it('does not ask a rule whose key a request has not', () => {
    const door = gate([rule()]);
    for (let sent = 0; sent < 5; sent++) expect(arrive(door, { authorization: null }).refused).toBeUndefined();
    expect(arrive(door).refused).toBeUndefined();
  });

  it('stops at the first rule that refuses, so that the next does not count the request', () => {
    const door = gate([
      rule({ limiter: fixedWindow(1, WINDOW) }),
      rule({ limiter: fixedWindow(3, WINDOW), key: byIp, refusal: textRefusal(403, 'address') }),
    ]);
    const sent = ['a', 'a', 'a', 'a', 'b', 'c', 'd'].map((token) => arrive(door, { authorization: `Bearer ${token}` }));
    expect(sent.map(({ refused }) => refused?.status)).toEqual([undefined, 429, 429, 429, undefined, undefined, 403]);
  });

  it('says 403 to who is banned, whatever the rule says of others', () => {
    const door = gate([rule({ limiter: ban(fixedWindow(1, WINDOW), { refusals: 1 }) })]);
    expect([1, 2, 3].map(() => arrive(door).refused?.status)).toEqual([undefined, 429, 403]);
  });

  it('tells the truth unless a lie is set', () => {
    const told = gate([rule({ dialects: [draft06] })]);
    const untrue = gate([rule({ dialects: [draft06], lies: [lies.get('lie-limit-doubled')] })]);
    expect(arrive(told).headers).toMatchObject({ 'ratelimit-limit': '2', 'ratelimit-remaining': '1' });
    expect(arrive(untrue).headers).toMatchObject({ 'ratelimit-limit': '4', 'ratelimit-remaining': '1' });
  });

  it.each([
    [slidingLog(2, WINDOW), true],
    [firstRequestWindow(2, WINDOW), true],
    [fixedWindow(2, WINDOW), false],
  ])('takes failures back where they are free and the limiter can forgive (%#)', (limiter, forgives) => {
    const door = gate([rule({ limiter, failuresFree: true })]);
    for (let sent = 0; sent < 2; sent++) arrive(door).settle(404);
    expect(arrive(door).refused === undefined).toBe(forgives);
  });

  it('keeps counting failures where nothing is said, and successes always', () => {
    for (const [failuresFree, status] of [
      [false, 404],
      [true, 200],
    ] as const) {
      const door = gate([rule({ failuresFree })]);
      for (let sent = 0; sent < 2; sent++) arrive(door).settle(status);
      expect(arrive(door).refused?.status).toBe(429);
    }
  });

  it('says how long a request keeps its place', () => {
    expect(arrive(gate([rule({ limiter: concurrency(1, 30) })])).holdsMs).toBe(30);
  });

  it('is empty after a reset', () => {
    const door = gate([rule({ limiter: fixedWindow(1, WINDOW) })]);
    arrive(door);
    door.reset();
    expect(arrive(door).refused).toBeUndefined();
  });

  it('words refusals as pages and texts', () => {
    const facts = { status: 503, limit: 1, windowMs: 1, waitSeconds: 1 };
    expect(htmlRefusal(503, '503 Away').body(facts)).toContain('<h1>503 Away</h1>');
    expect(textRefusal(429, 'Retry later\n')).toMatchObject({ status: 429, mediaType: 'text/plain' });
  });
});
