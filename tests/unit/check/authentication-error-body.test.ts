import { describe, expect, it } from 'vitest';
import { authenticationErrorBody } from '../../../src/check/authentication-error-body.ts';
import { accusation, answer, ERRORS, listThings, outcomes, promise, THING } from './shared/scene.ts';

const stranger = { intent: 'refuse-auth' } as const;

describe('authentication-error-body', () => {
  it('passes a described error', () => {
    expect(outcomes(authenticationErrorBody, { ...stranger, response: answer(401, ERRORS) })).toEqual(['pass']);
  });

  it('accuses a body outside its schema, even when the credential was right', () => {
    const scene = { response: answer(401, { error: 'no' }) };
    expect(accusation(authenticationErrorBody, { ...stranger, ...scene }).signature).toBe('/schemas/Errors/required');
    expect(outcomes(authenticationErrorBody, scene)).toEqual(['fail']);
  });

  it('accuses another media type once', () => {
    const page = answer(401, '<h1>no</h1>', { 'content-type': 'text/html' });
    expect(outcomes(authenticationErrorBody, { ...stranger, response: page })).toEqual(['fail']);
  });

  it('warns of a missing body', () => {
    expect(outcomes(authenticationErrorBody, { ...stranger, response: answer(401) })).toEqual(['warn']);
  });

  it('accuses a refusal that carries the protected content', () => {
    const found = accusation(authenticationErrorBody, { ...stranger, response: answer(403, { data: [THING] }) });
    expect(found).toMatchObject({ outcome: 'fail', severity: 'critical', signature: 'protected content in a refusal' });
  });

  it('does not take an envelope that errors and content share for a leak', () => {
    const envelope = { code: 401, note: 'no entry', data: null };
    const control = { [listThings.id]: answer(200, { code: 0, note: 'fine', data: null }) };
    const found = accusation(authenticationErrorBody, { ...stranger, control, response: answer(401, envelope) });
    expect(found.signature).toBe('/schemas/Errors/required');
    const spoken = { [listThings.id]: answer(200, { message: 'welcome' }) };
    const refusal = accusation(authenticationErrorBody, {
      ...stranger,
      control: spoken,
      response: answer(401, { message: 'go away' }),
    });
    expect(refusal.severity).toBe('medium');
  });

  it('skips what is not described and ignores other statuses', () => {
    const bare = { ...listThings, responses: [promise('200', 'Things')] };
    expect(outcomes(authenticationErrorBody, { ...stranger, operation: bare, response: answer(401, ERRORS) })).toEqual([
      'skip',
    ]);
    expect(outcomes(authenticationErrorBody, { ...stranger, response: answer(404, ERRORS) })).toEqual([]);
    expect(outcomes(authenticationErrorBody, { ...stranger, response: undefined })).toEqual([]);
  });
});
