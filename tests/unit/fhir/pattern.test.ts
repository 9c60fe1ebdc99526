import { describe, expect, test } from 'vitest';
import { builtInDefinitions } from '../../../src/fhir/definitions/pack.ts';
import { linearMatcher } from '../../../src/fhir/path/linear-pattern.ts';
import { boundedPattern } from '../../../src/fhir/path/pattern.ts';

const TEXTS = [
  '',
  'a',
  'ab',
  'abab',
  'a1',
  'A_b',
  'a.b',
  'a-b',
  'aaa',
  '2020-01-01',
  'x'.repeat(300),
  'http://a/b',
  ' a',
  'a\n',
  'Abc0',
  'a[x]',
  '1.2.3',
];

describe('patterns in linear time', () => {
  test.each([
    'a',
    'a*',
    '(ab)+',
    '^a|b$',
    '[a-z]{2,3}',
    '[^a-z]',
    '\\d+\\.\\d+',
    '(a|b)*c?',
    'a{0}',
    '^[A-Z]([A-Za-z0-9_]){0,254}$',
    '[A-Za-z0-9\\-\\.]{1,64}',
    '\\S*',
    '(\\.[a-z]+(\\[x\\])?)*',
    '.',
    '[\\]\\-a]',
    '(a+)+$',
    '^$',
    'a??',
  ])('%s agrees with the native engine', (source) => {
    for (const text of TEXTS) {
      expect([text, linearMatcher(source, false)?.(text)]).toEqual([text, new RegExp(source, 's').test(text)]);
      expect([text, linearMatcher(source, true)?.(text)]).toEqual([
        text,
        new RegExp(`^(?:${source})$`, 's').test(text),
      ]);
    }
  });

  test.each(['(?=a)', '(a)\\1', '\\bword', '(?<n>a)'])('%s is beyond it', (source) => {
    expect(linearMatcher(source, false)).toBeUndefined();
  });

  test('a pattern that runs away natively does not run away here', () => {
    const started = performance.now();
    expect(boundedPattern('(a+)+$', true)(`${'a'.repeat(20_000)}b`)).toBe(false);
    expect(boundedPattern('(a|aa)+$', false)(`${'a'.repeat(20_000)}b`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test.each(['3.0', '4.0'] as const)('every pattern in the invariants of %s can be run', (version) => {
    const definitions = builtInDefinitions(version);
    for (let index = 0; index < 150; index++)
      for (const [, source] of definitions.constraint(index).expression.matchAll(/matches\('((?:[^'\\]|\\.)*)'\)/g))
        expect(boundedPattern((source ?? '').replaceAll('\\\\', '\\'), false)('abc')).toBeTypeOf('boolean');
  });
});
