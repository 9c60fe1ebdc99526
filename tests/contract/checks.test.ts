import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Check, checks } from '../../src/check/index.ts';
import type { CredentialUse, Fault, Intent } from '../../src/model/case.ts';
import type { ReceivedResponse } from '../../src/model/exchange.ts';
import { SEVERITIES, type Verdict } from '../../src/model/verdict.ts';
import {
  answer,
  createThing,
  deleteThing,
  ERRORS,
  exchange,
  fault,
  judge,
  learntId,
  listThings,
  readThing,
  type Scene,
  stage,
  THING,
  THINGS,
} from '../unit/check/shared/scene.ts';

const MARK = 'zq7marker';
const INTENTS: readonly Intent[] = ['accept', 'reject', 'refuse-auth', 'throttle', 'observe'];
const PLACES: readonly Fault['in'][] = ['path', 'query', 'header', 'cookie', 'body', 'method', 'media-type'];
const OPERATIONS = [listThings, readThing, createThing, deleteThing];
const TYPES = [
  'application/json',
  'application/problem+json',
  'text/html',
  `text/${MARK}`,
  MARK,
  '',
  'application/json; charset=utf-16',
];

const credentials: fc.Arbitrary<CredentialUse> = fc.oneof(
  fc.constant<CredentialUse>({ use: 'default' }),
  fc.constant<CredentialUse>({ use: 'none' }),
  fc.constant<CredentialUse>({ use: 'identity', name: 'other' }),
  fc
    .constantFrom('missing', 'empty', 'malformed', 'unknown', 'wrong-scheme', 'in-query', 'other-identity')
    .map((spoil): CredentialUse => ({ use: 'spoilt', scheme: 'bearer', spoil: spoil as 'missing' })),
);

const bodies: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc.json().map((text) => new TextEncoder().encode(text)),
  fc
    .constantFrom<unknown>(
      THINGS,
      THING,
      ERRORS,
      { data: [{ id: MARK, state: MARK, size: MARK, [MARK]: 1 }] },
      { [MARK]: MARK },
      [MARK],
      MARK,
    )
    .map((value) => new TextEncoder().encode(JSON.stringify(value))),
);

const responses: fc.Arbitrary<ReceivedResponse> = fc.record({
  status: fc.oneof(
    fc.constantFrom(200, 201, 202, 204, 304, 400, 401, 403, 404, 405, 415, 422, 500, 501, 503),
    fc.integer({ min: 100, max: 599 }),
  ),
  headers: fc
    .constantFrom(...TYPES)
    .map((type) => [['content-type', type] as const, ['location', MARK] as const].filter(([, value]) => value !== '')),
  body: bodies,
  truncated: fc.boolean(),
});

const scenes: fc.Arbitrary<Scene> = fc
  .record({
    operation: fc.constantFrom(...OPERATIONS),
    intent: fc.constantFrom(...INTENTS),
    credential: credentials,
    query: fc.constantFrom<NonNullable<Scene['query']>>(
      [],
      [['kind', 'a']],
      [['limit', '1']],
      [['page[per_page]', '1']],
    ),
    id: fc.constantFrom(MARK, learntId),
    usedFallback: fc.boolean(),
    notLast: fc.boolean(),
    response: fc.option(responses, { nil: undefined }),
    control: fc.constantFrom<NonNullable<Scene['control']>>('none', { [listThings.id]: answer(200, THINGS) }),
    before: fc.constantFrom<NonNullable<Scene['before']>>(
      [],
      [exchange('DELETE', 'http://127.0.0.1/things/x1', answer(204))],
    ),
    fault: fc.option(
      fc.constantFrom(...PLACES).map((place) => fault(place, '/data/0/name', 'enum')),
      { nil: undefined },
    ),
  })
  .map(({ fault: wrong, ...scene }) => (wrong ? { ...scene, fault: wrong } : scene));

const isAccusation = (verdict: Verdict) => verdict.outcome === 'fail' || verdict.outcome === 'warn';

/** Scenes in which the server does everything as described. */
const CONFORMANT: readonly Scene[] = [
  { response: answer(200, THINGS), query: [['limit', '2']] },
  { operation: readThing, id: learntId, response: answer(200, THING) },
  { operation: createThing, json: { state: 'open' }, response: answer(201, THING) },
  { operation: deleteThing, response: answer(204) },
  { operation: createThing, intent: 'reject', fault: fault('body', '/state', 'enum'), response: answer(422, ERRORS) },
  { operation: readThing, intent: 'reject', fault: fault('path', 'id', 'format'), response: answer(404) },
  { intent: 'reject', fault: fault('query', 'kind', 'enum'), response: answer(200, THINGS) },
  { intent: 'refuse-auth', response: answer(401, ERRORS, { 'www-authenticate': 'Bearer' }) },
  {
    intent: 'refuse-auth',
    fault: fault('query', 'kind', 'enum'),
    response: answer(401, ERRORS, { 'www-authenticate': 'Bearer' }),
  },
  {
    intent: 'reject',
    fault: fault('method', 'PUT', 'method'),
    method: 'PUT',
    response: answer(405, '', { allow: 'GET, POST' }),
  },
];

/** Answers that speak of the weather, not of the server's promises. */
const WEATHER: readonly (ReceivedResponse | undefined)[] = [
  undefined,
  answer(429, 'Retry later', { 'content-type': 'text/plain' }),
  answer(503, 'busy', { 'content-type': 'text/html', 'retry-after': '30' }),
  answer(408),
];

describe('every check', () => {
  it('is a file of its folder, and every file is registered', () => {
    const files = readdirSync(new URL('../../src/check/', import.meta.url))
      .filter((name) => name.endsWith('.ts') && name !== 'index.ts')
      .map((name) => name.replace('.ts', ''));
    expect(checks.all.map(({ id }) => id).sort()).toEqual(files.sort());
  });

  it('has a test of its own', () => {
    const tests = readdirSync(new URL('../unit/check/', import.meta.url));
    for (const { id } of checks.all) expect(tests).toContain(`${id}.test.ts`);
  });
});

describe.each(checks.all.map((check): [string, Check] => [check.id, check]))('%s', (_id, check) => {
  it('documents itself', () => {
    expect(check.id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(check.title.split(' ').length).toBeLessThanOrEqual(8);
    expect(check.rationale).toMatch(/\.$/);
    expect(check.basis).toMatch(/\.$/);
    expect(SEVERITIES).toContain(check.severity);
  });

  it('is total and pure, cites a clause, and keeps values out of its signatures', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const { input, context } = stage(scene);
        const before = JSON.stringify(input);
        const verdicts = check.judge(input, context);
        expect(check.judge(input, context)).toEqual(verdicts);
        expect(JSON.stringify(input)).toBe(before);
        for (const verdict of verdicts) {
          if (verdict.outcome === 'inconclusive' || verdict.outcome === 'skip') expect(verdict.reason).not.toBe('');
          if (verdict.outcome !== 'fail' && verdict.outcome !== 'warn') continue;
          expect(verdict.signature).not.toBe('');
          expect(verdict.signature).not.toContain(MARK);
          expect(verdict.signature).not.toMatch(/\/\d+(\/|$)/);
          expect(verdict.basis.kind).toMatch(/^(document|clause|requirement)$/);
          expect(verdict.evidence.length).toBeGreaterThan(0);
          expect(verdict.message).toMatch(/[.:]/);
        }
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  it('accuses no conformant exchange', () => {
    for (const scene of CONFORMANT) expect(judge(check, scene).filter(isAccusation), JSON.stringify(scene)).toEqual([]);
  });

  it('accuses nobody of the weather', () => {
    for (const operation of OPERATIONS) {
      for (const intent of INTENTS) {
        for (const response of WEATHER) {
          const scene: Scene = {
            operation,
            intent,
            response,
            query: [['limit', '1']],
            fault: fault('query', 'kind', 'enum'),
          };
          expect(judge(check, scene).filter(isAccusation)).toEqual([]);
        }
        for (const status of [502, 503, 504]) {
          const scene: Scene = { operation, intent, response: answer(status, '<h1>'), control: 'none' };
          expect(judge(check, scene).filter(isAccusation)).toEqual([]);
        }
      }
    }
  });

  it('accuses nobody of a storm of 401 to the right credential', () => {
    for (const operation of OPERATIONS) {
      const response = answer(401, 'no', { 'content-type': 'text/plain' });
      expect(judge(check, { operation, response, control: 'none' }).filter(isAccusation)).toEqual([]);
    }
  });
});
