import { describe, expect, it } from 'vitest';
import { authenticationEnforced } from '../../../src/check/authentication-enforced.ts';
import type { CredentialUse } from '../../../src/model/case.ts';
import type { SpoilKind } from '../../../src/model/security.ts';
import {
  accusation,
  answer,
  deleteThing,
  ERRORS,
  fault,
  listThings,
  outcomes,
  readThing,
  THING,
  THINGS,
} from './shared/scene.ts';

const stranger = { intent: 'refuse-auth' } as const;
const spoilt = (spoil: SpoilKind): CredentialUse => ({ use: 'spoilt', scheme: 'bearer', spoil });
const judged = (scene: Parameters<typeof outcomes>[1]) => outcomes(authenticationEnforced, { ...stranger, ...scene });

describe('authentication-enforced', () => {
  it('accuses protected content given to strangers of every kind, as one cause', () => {
    for (const spoil of ['missing', 'empty', 'malformed', 'unknown', 'wrong-scheme'] as const) {
      const scene = { ...stranger, credential: spoilt(spoil), response: answer(200, { data: [THING] }) };
      const found = accusation(authenticationEnforced, scene);
      expect(found).toMatchObject({
        outcome: 'fail',
        signature: 'open to strangers',
        basis: { pointer: '/security/0' },
      });
      expect(found.severity ?? authenticationEnforced.severity).toBe('critical');
    }
  });

  it('accuses an accepted write without a body, and content that conforms without a control', () => {
    const write = { ...stranger, operation: deleteThing, response: answer(204), control: 'none' } as const;
    expect(accusation(authenticationEnforced, write).severity).toBeUndefined();
    const list = { ...stranger, response: answer(200, { data: [] }), control: 'none' } as const;
    expect(accusation(authenticationEnforced, list).severity).toBeUndefined();
    const odd = { ...stranger, response: answer(200, { hello: 1 }) } as const;
    expect(accusation(authenticationEnforced, odd)).toMatchObject({ outcome: 'fail', severity: 'high' });
  });

  it('warns of a refusal in words under a status of success', () => {
    for (const body of [ERRORS, { message: 'please sign in' }]) {
      expect(accusation(authenticationEnforced, { ...stranger, response: answer(200, body) }).outcome).toBe('warn');
    }
    const spoken = { [listThings.id]: answer(200, { message: 'welcome' }) };
    expect(judged({ control: spoken, response: answer(200, { message: 'sign in first' }) })).toEqual(['warn']);
    const page = answer(200, '<form>', { 'content-type': 'text/html' });
    expect(accusation(authenticationEnforced, { ...stranger, response: page }).outcome).toBe('warn');
  });

  it('accuses content given to an identity that is not entitled', () => {
    const scene = {
      ...stranger,
      credential: { use: 'identity', name: 'other' },
      response: answer(200, THINGS),
    } as const;
    expect(accusation(authenticationEnforced, scene)).toMatchObject({
      outcome: 'fail',
      signature: 'open to the not entitled',
    });
    expect(judged({ credential: spoilt('other-identity'), response: answer(404) })).toEqual(['pass']);
  });

  it('only warns where the right secret was wrongly presented', () => {
    expect(judged({ credential: spoilt('in-query'), response: answer(200, THINGS) })).toEqual(['warn']);
  });

  it('names the scheme where several are demanded together', () => {
    const both = {
      ...listThings,
      security: [
        {
          schemes: [
            { name: 'bearer', scopes: [] },
            { name: 'key', scopes: [] },
          ],
          ref: { kind: 'requirement', id: 'S' },
        },
      ],
    } as const;
    const scene = { ...stranger, operation: both, credential: spoilt('unknown'), response: answer(200, THINGS) };
    expect(accusation(authenticationEnforced, scene).signature).toBe('open to strangers (bearer)');
  });

  it('passes refusals, once the right credential was accepted somewhere', () => {
    expect(judged({ response: answer(401, ERRORS) })).toEqual(['pass']);
    expect(judged({ response: answer(403, ERRORS) })).toEqual(['pass']);
    expect(judged({ response: answer(401, ERRORS), control: { [readThing.id]: answer(200, THING) } })).toEqual([
      'pass',
    ]);
    expect(judged({ response: answer(401, ERRORS), control: 'none' })).toEqual(['inconclusive']);
    expect(judged({ credential: spoilt('malformed'), response: answer(400) })).toEqual(['pass']);
    expect(judged({ response: answer(400) })).toEqual(['inconclusive']);
  });

  it('takes 404 as hiding only where the operation works', () => {
    expect(judged({ response: answer(404) })).toEqual(['pass']);
    expect(judged({ response: answer(404), control: 'none' })).toEqual(['inconclusive']);
    expect(judged({ response: answer(302) })).toEqual(['inconclusive']);
  });

  it('does not apply to public operations, other intents, and answers to a fault', () => {
    expect(judged({ operation: { ...listThings, security: [] }, response: answer(200, THINGS) })).toEqual([]);
    expect(judged({ intent: 'accept', response: answer(200, THINGS) })).toEqual([]);
    expect(judged({ fault: fault('query', 'kind', 'enum'), response: answer(400) })).toEqual([]);
    expect(judged({ fault: fault('query', 'kind', 'enum'), response: answer(200, THINGS) })).toEqual(['fail']);
  });
});
