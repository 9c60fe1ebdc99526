import { describe, expect, it } from 'vitest';
import { responseBody } from '../../../src/check/response-body.ts';
import {
  accusation,
  answer,
  createThing,
  deleteThing,
  ERRORS,
  judge,
  listThings,
  outcomes,
  promise,
  THING,
  THINGS,
} from './shared/scene.ts';

describe('response-body', () => {
  it('passes a conforming body', () => {
    expect(outcomes(responseBody, { response: answer(200, THINGS) })).toEqual(['pass']);
    expect(outcomes(responseBody, { operation: createThing, intent: 'reject', response: answer(422, ERRORS) })).toEqual(
      ['pass'],
    );
  });

  it('names the clause, and points to the first of several places', () => {
    const body = { data: [THING, { ...THING, state: 'closed-down' }, { ...THING, state: 'closed-down' }] };
    const found = accusation(responseBody, { response: answer(200, body) });
    expect(found.signature).toBe('/schemas/Thing/properties/state/enum');
    expect(found.basis).toMatchObject({ kind: 'document', pointer: '/schemas/Thing/properties/state/enum' });
    expect(found.evidence[0]).toMatchObject({ at: 'response.body', pointer: '/data/1/state' });
    expect(found.message).toContain('/data/*/state');
    expect(found.message).toContain('2 places');
  });

  it('gives one verdict per clause', () => {
    const body = { data: [{ ...THING, state: 'x', size: 'big' }] };
    const signatures = judge(responseBody, { response: answer(200, body) }).map((verdict) =>
      verdict.outcome === 'fail' ? verdict.signature : '',
    );
    expect(signatures.sort()).toEqual(['/schemas/Thing/properties/size/type', '/schemas/Thing/properties/state/enum']);
  });

  it('accuses malformed JSON by RFC 8259', () => {
    const found = accusation(responseBody, { response: answer(200, '{"data": [') });
    expect(found).toMatchObject({ signature: '200: malformed JSON', basis: { source: 'RFC 8259' } });
    const bytes = new Uint8Array([0x22, 0xff, 0x22]);
    const latin = answer(200, bytes, { 'content-type': 'application/json' });
    expect(accusation(responseBody, { response: latin }).signature).toBe('200: malformed JSON');
  });

  it('accuses a missing body: a fail on success, a warning on errors', () => {
    expect(accusation(responseBody, { response: answer(200) })).toMatchObject({
      outcome: 'fail',
      signature: '200: no body',
    });
    expect(accusation(responseBody, { operation: createThing, response: answer(400) }).outcome).toBe('warn');
    expect(outcomes(responseBody, { operation: deleteThing, response: answer(204) })).toEqual([]);
  });

  it('takes an empty text for a text', () => {
    const described = promise('200', 'Things');
    const csv = described.content.map((content) => ({ ...content, mediaType: 'text/csv' }));
    const operation = { ...listThings, responses: [{ ...described, content: csv }] };
    expect(outcomes(responseBody, { operation, response: answer(200) })).toEqual(['skip']);
  });

  it('says what was not checked, and why', () => {
    const bare = { ...listThings, responses: [promise('200')] };
    expect(outcomes(responseBody, { operation: bare, response: answer(200, THINGS) })).toEqual(['skip']);
    const [content] = promise('200', 'Things').content;
    const csv = {
      ...listThings,
      responses: [{ ...promise('200'), content: content ? [{ ...content, mediaType: 'text/csv' }] : [] }],
    };
    const response = answer(200, 'a,b', { 'content-type': 'text/csv' });
    expect(judge(responseBody, { operation: csv, response })).toEqual([
      { outcome: 'skip', reason: 'not checked: text/csv bodies cannot be validated' },
    ]);
    const zipped = answer(200, new Uint8Array([31, 139]), {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
    });
    expect(outcomes(responseBody, { response: zipped })).toEqual(['skip']);
    expect(outcomes(responseBody, { response: { ...answer(200, THINGS), truncated: true } })).toEqual(['inconclusive']);
  });

  it('judges a described 429 and no other', () => {
    const limited = { ...listThings, responses: [...listThings.responses, promise('429', 'Errors')] };
    expect(outcomes(responseBody, { operation: limited, response: answer(429, {}) })).toEqual(['fail']);
    expect(outcomes(responseBody, { response: answer(429, {}) })).toEqual(['inconclusive']);
  });

  it('leaves 401 to authentication-error-body', () => {
    expect(outcomes(responseBody, { intent: 'refuse-auth', response: answer(401, {}) })).toEqual([]);
  });
});
