import { describe, expect, it } from 'vitest';
import { contentFor, essenceOf, isJson, parseMediaType } from '../../../../src/check/shared/media-type.ts';

const content = (...mediaTypes: readonly string[]) =>
  mediaTypes.map((mediaType) => ({ mediaType, examples: [], ref: { kind: 'requirement' as const, id: mediaType } }));
const chosen = (actual: string, ...declared: readonly string[]) => {
  const parsed = parseMediaType(actual);
  return parsed && contentFor(content(...declared), parsed)?.mediaType;
};

describe('parseMediaType', () => {
  it('reads type, subtype and charset, whatever the case', () => {
    expect(parseMediaType(' Text/HTML ; Charset="UTF-8"; q=1')).toEqual({
      type: 'text',
      subtype: 'html',
      charset: 'utf-8',
    });
    expect(parseMediaType('application/fhir+json')).toEqual({ type: 'application', subtype: 'fhir+json' });
  });

  it('refuses what is no media type', () => {
    for (const text of ['', 'json', '/json', 'a/', 'a/b c', 'a b/c', 'a/b/c'])
      expect(parseMediaType(text), text).toBeUndefined();
  });
});

describe('isJson', () => {
  it('knows JSON and its suffix', () => {
    const json = (text: string) => isJson(parseMediaType(text) ?? { type: '', subtype: '' });
    expect(['application/json', 'application/problem+json', 'text/json'].map(json)).toEqual([true, true, true]);
    expect(['application/jsonl', 'application/xml', 'application/json-seq'].map(json)).toEqual([false, false, false]);
  });
});

describe('contentFor', () => {
  it('prefers the exact type to ranges, in any order', () => {
    expect(chosen('text/csv', '*/*', 'text/*', 'text/csv')).toBe('text/csv');
    expect(chosen('text/plain', '*/*', 'text/*', 'text/csv')).toBe('text/*');
    expect(chosen('image/png', '*/*', 'text/*')).toBe('*/*');
  });

  it('ignores parameters on both sides', () => {
    expect(chosen('application/json; charset=utf-8', 'application/json; version=2')).toBe(
      'application/json; version=2',
    );
  });

  it('does not let a suffix stand for another type, but honours a suffix range', () => {
    expect(chosen('application/problem+json', 'application/json')).toBeUndefined();
    expect(chosen('application/json', 'application/problem+json')).toBeUndefined();
    expect(chosen('application/fhir+json', 'application/*+json')).toBe('application/*+json');
  });

  it('writes a type without its parameters', () => {
    expect(essenceOf({ type: 'text', subtype: 'html', charset: 'utf-8' })).toBe('text/html');
  });
});
