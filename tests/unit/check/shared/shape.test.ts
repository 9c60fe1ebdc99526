import { describe, expect, it } from 'vitest';
import { looksLikeError, sameContent, sharesValues } from '../../../../src/check/shared/shape.ts';
import { answer, ERRORS, THING, THINGS } from './scene.ts';

const same = (a: unknown, b: unknown) => sameContent(answer(200, a), answer(200, b));

describe('sameContent', () => {
  it('compares JSON by its members, not by its values or the number of items', () => {
    expect(same(THINGS, { data: [{ ...THING, id: 'other' }] })).toBe(true);
    expect(same(THING, { ...THING, size: 9 })).toBe(true);
  });

  it('tells content from errors, and from other content', () => {
    expect(same(THINGS, ERRORS)).toBe(false);
    expect(same(THING, { name: 'x', email: 'y' })).toBe(false);
    expect(same([], [])).toBe(false);
  });

  it('compares what is not JSON by its text', () => {
    const page = (text: string) => answer(200, text, { 'content-type': 'text/html' });
    expect(sameContent(page('<p>secret'), page('<p>secret'))).toBe(true);
    expect(sameContent(page('<p>secret'), page('<p>no'))).toBe(false);
    expect(sameContent(answer(200), answer(200))).toBe(false);
  });
});

describe('sharesValues', () => {
  const shares = (a: unknown, b: unknown) => sharesValues(answer(200, a), answer(401, b));

  it('knows the same record by its strings, at any place', () => {
    expect(shares(THINGS, { thing: THING })).toBe(true);
    expect(shares(THINGS, ERRORS)).toBe(false);
    expect(shares({ a: 'yes' }, { b: 'yes' })).toBe(false);
    expect(sharesValues(answer(200, 'same text', { 'content-type': 'text/plain' }), answer(401, THING))).toBe(false);
  });
});

describe('looksLikeError', () => {
  it('knows error envelopes, problem details, operation outcomes and pages', () => {
    for (const body of [ERRORS, { error: 'x' }, { message: 'x' }, { resourceType: 'OperationOutcome', id: '1' }]) {
      expect(looksLikeError(answer(200, body)), JSON.stringify(body)).toBe(true);
    }
    expect(looksLikeError(answer(200, {}, { 'content-type': 'application/problem+json' }))).toBe(true);
    expect(looksLikeError(answer(200, '<p>', { 'content-type': 'text/html' }))).toBe(true);
  });

  it('does not mistake content for an error', () => {
    for (const body of [THINGS, THING, { data: [], errors: [] }, [], { id: 1, title: 'A book' }]) {
      expect(looksLikeError(answer(200, body)), JSON.stringify(body)).toBe(false);
    }
  });
});
