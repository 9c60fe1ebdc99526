import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest, registry } from '../../../src/kernel/registry.ts';

const plugin = (id: string) => ({ id, title: id, rationale: 'r' });
const animals = registry('animal', [plugin('otter'), plugin('weasel')]);

describe('a registry', () => {
  it('keeps its order and finds by id', () => {
    expect(animals.all.map(({ id }) => id)).toEqual(['otter', 'weasel']);
    expect(animals.get('weasel').id).toBe('weasel');
    expect(animals.has('otter')).toBe(true);
    expect(animals.has('toString')).toBe(false);
  });

  it('names the nearest id, and all known ones, when there is none of that name', () => {
    expect(() => animals.get('oter')).toThrow('There is no animal "oter". Did you mean otter? Known: otter, weasel.');
    expect(() => animals.get('elephant')).toThrow('There is no animal "elephant". Known: otter, weasel.');
    expect(() => registry('auth scheme', []).get('x')).toThrow(
      expect.objectContaining({ code: 'unknown-auth-scheme' }),
    );
  });

  it('refuses two of one id', () => {
    expect(() => registry('animal', [plugin('otter'), plugin('otter')])).toThrow(
      expect.objectContaining({ kind: 'internal', code: 'duplicate-plugin' }),
    );
  });
});

describe('the nearest candidate', () => {
  it.each([
    ['respons-body', 'response-body'],
    ['RESPONSE-BODY', 'response-body'],
    ['serverror', 'server-error'],
    ['zzzzzzzz', undefined],
    ['', undefined],
  ])('of %j is %j', (word, expected) => {
    expect(nearest(word, ['response-body', 'server-error', 'page-size'])).toBe(expected);
  });

  it('is the word itself when it is a candidate', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }), (words) => {
        const word = words[words.length >> 1] ?? '';
        expect(nearest(word, words)).toBe(word);
      }),
      { seed: 1 },
    );
  });

  it('is none of none', () => expect(nearest('a', [])).toBeUndefined());
});
