import { describe, expect, it } from 'vitest';
import { undeclaredStatus } from '../../../src/check/undeclared-status.ts';
import {
  accusation,
  answer,
  createThing,
  fault,
  judge,
  learntId,
  listThings,
  outcomes,
  promise,
  readThing,
} from './shared/scene.ts';

const judged = (scene: Parameters<typeof outcomes>[1]) => outcomes(undeclaredStatus, scene);

describe('undeclared-status', () => {
  it('accuses a status that no promise covers, by the responses of the operation', () => {
    const found = accusation(undeclaredStatus, { response: answer(400) });
    expect(found).toMatchObject({
      outcome: 'fail',
      signature: 'status 400',
      basis: { pointer: '/paths/~1things/get/responses' },
    });
    expect(found.message).toContain('200, 401');
    for (const status of [201, 204, 302, 403, 405, 409, 410, 415, 422, 500, 501]) {
      expect(judged({ response: answer(status) }), String(status)).toEqual(['fail']);
    }
  });

  it('passes exact, range and default promises', () => {
    expect(judged({ response: answer(200) })).toEqual(['pass']);
    expect(judged({ response: answer(404), operation: { ...listThings, responses: [promise('4XX')] } })).toEqual([
      'pass',
    ]);
    expect(judged({ response: answer(500), operation: { ...listThings, responses: [promise('default')] } })).toEqual([
      'pass',
    ]);
  });

  it('lets HTTP answer by itself without a declaration', () => {
    for (const status of [406, 413, 414, 431]) expect(judged({ response: answer(status) })).toEqual(['pass']);
    const media = {
      operation: createThing,
      intent: 'reject',
      fault: fault('media-type', 'text/plain', 'enum'),
    } as const;
    expect(judged({ ...media, response: answer(415) })).toEqual(['pass']);
    expect(judged({ operation: createThing, response: answer(415) })).toEqual(['fail']);
  });

  it('does not demand that 404 be described for ids that may not exist', () => {
    expect(judged({ operation: readThing, response: answer(404) })).toEqual(['pass']);
    expect(judged({ operation: readThing, id: learntId, response: answer(404) })).toEqual(['inconclusive']);
    expect(judged({ operation: readThing, id: learntId, usedFallback: true, response: answer(404) })).toEqual(['pass']);
    expect(judged({ response: answer(404) })).toEqual(['fail']);
    expect(judged({ response: answer(404), control: 'none' })).toEqual(['inconclusive']);
  });

  it('does not accuse refusals of the not entitled', () => {
    const bare = { ...listThings, responses: [promise('200', 'Things')] };
    const stranger = { intent: 'refuse-auth', operation: bare } as const;
    expect(judged({ ...stranger, response: answer(401) })).toEqual(['pass']);
    expect(judged({ ...stranger, response: answer(403) })).toEqual(['pass']);
    const malformed = { use: 'spoilt', scheme: 'bearer', spoil: 'malformed' } as const;
    expect(judged({ ...stranger, credential: malformed, response: answer(400) })).toEqual(['pass']);
    expect(judged({ ...stranger, response: answer(400) })).toEqual(['fail']);
  });

  it('leaves unauthenticated malformed requests and foreign methods to their own checks', () => {
    expect(judged({ intent: 'refuse-auth', fault: fault('query', 'kind', 'enum'), response: answer(400) })).toEqual([]);
    expect(
      judged({ intent: 'reject', fault: fault('method', 'PUT', 'method'), method: 'PUT', response: answer(405) }),
    ).toEqual([]);
  });

  it('says nothing of a 401 to the right credential', () => {
    expect(judge(undeclaredStatus, { response: answer(401) })).toEqual([
      { outcome: 'inconclusive', reason: 'the right credential was refused (401)' },
    ]);
    const [open] = judge(undeclaredStatus, { response: answer(401), operation: { ...listThings, security: [] } });
    expect(open).toMatchObject({ outcome: 'inconclusive', reason: expect.stringContaining('asks for none') });
  });
});
