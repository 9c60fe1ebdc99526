import { describe, expect, it } from 'vitest';
import { FORMATS, NUMERIC_FORMATS } from '../../../src/generate/shared/formats.ts';
import { patternAtoms } from '../../../src/generate/shared/pattern-atoms.ts';
import { atomMisses } from '../../../src/generate/shared/pattern-misses.ts';
import { createSchemas } from '../../../src/schema/index.ts';
import { generatorOver } from './schemas.ts';

const kindOf = (format: string, value: unknown) =>
  createSchemas({ d: { digest: 'd', root: { format } } }).validate({ document: 'd', pointer: '' }, value, 'request')
    .kind;

describe.each(Object.entries(FORMATS))('the format %s', (format, { valid, nearMisses }) => {
  it.each(valid)('has %j', (text) => expect(kindOf(format, text)).toBe('valid'));

  it.each(nearMisses)('is nearly %j (%s)', (text, reason) => {
    expect(kindOf(format, text)).toBe('invalid');
    expect(reason).toMatch(/^.{3,}$/);
  });

  it('has near misses enough, no two alike', () => {
    expect(nearMisses.length).toBeGreaterThanOrEqual(3);
    expect(new Set(nearMisses.map(([text]) => text)).size).toBe(nearMisses.length);
  });
});

it.each([
  ...['date', 'date-time', 'time', 'duration', 'uuid', 'email', 'uri', 'uri-reference', 'hostname'],
  ...['ipv4', 'ipv6', 'byte', 'int32', 'int64', 'float', 'regex', 'json-pointer'],
])('near misses of %s are known', (format) => {
  expect(FORMATS[format] ?? NUMERIC_FORMATS[format]).toBeDefined();
});

it.each(['date', 'date-time'])('a %s has days that no calendar has', (format) => {
  const days = FORMATS[format]?.nearMisses.map(([text]) => text.slice(0, 10));
  expect(days).toEqual(expect.arrayContaining(['2024-02-30', '2023-02-29', '2024-04-31']));
});

describe.each(Object.entries(NUMERIC_FORMATS))('the format %s', (format, { range, nearMisses }) => {
  it.each(range ?? [])('has %d', (number) => expect(kindOf(format, number)).toBe('valid'));
  it.each(nearMisses)('is nearly %d (%s)', (number) => expect(kindOf(format, number)).toBe('invalid'));
});

describe('the parts of a pattern', () => {
  it.each([
    ['^[A-Z]{2}[0-9]{3}$', ['[A-Z] 2-2', '[0-9] 3-3']],
    ['^a?b*c+d{2,}e{1,3}?$', ['a 0-1', 'b 0-Infinity', 'c 1-Infinity', 'd 2-Infinity', 'e 1-3']],
    ['(?:ab|c)\\d\\.\\u0041\\p{L}', ['(?:ab|c) 1-1', '\\d 1-1', '\\. 1-1', '\\u0041 1-1', '\\p{L} 1-1']],
    ['([)\\]]a)b', ['([)\\]]a) 1-1', 'b 1-1']],
    ['a|b', ['a 1-1']],
    ['(?=a)a', undefined],
    ['((?<!a)b)', undefined],
    ['(a)\\1', undefined],
    ['\\ba', undefined],
    ['^$', undefined],
  ])('%s', (pattern, expected) => {
    const atoms = patternAtoms(pattern)?.map(({ source, least, most }) => `${source} ${least}-${most}`);
    expect(atoms).toEqual(expected);
  });

  it('each have a miss of their own', () => {
    const misses = atomMisses('^[A-Z]{2}-[0-9]{3}$');
    expect(misses).toEqual(
      [
        ['!A-000', '"!" stands in the place of [A-Z]'],
        ['AA!000', '"!" stands in the place of -'],
        ['AA-!00', '"!" stands in the place of [0-9]'],
        ['A-000', 'one of 2 is missing of [A-Z]'],
        ['AA000', 'the only one is missing of -'],
        ['AA-00', 'one of 3 is missing of [0-9]'],
        ['AAA-000', 'there is one too many of [A-Z]'],
        ['AA--000', 'there is one too many of -'],
        ['AA-0000', 'there is one too many of [0-9]'],
      ].map(([text = '', reason]) => [expect.stringMatching(shapeOf(text)), reason]),
    );
    for (const [text] of misses) expect(text).not.toMatch(/^[A-Z]{2}-[0-9]{3}$/);
  });

  it('miss nothing where the pattern takes everything', () => {
    expect(atomMisses('.*')).toEqual([]);
    expect(atomMisses('a')).toEqual([
      ['!', '"!" stands in the place of a'],
      ['', 'the only one is missing of a'],
    ]);
    expect(atomMisses('(')).toEqual([]);
  });
});

/** The text with any letter for A and any digit for 0. */
function shapeOf(text: string): RegExp {
  return new RegExp(`^${text.replaceAll('A', '[A-Z]').replaceAll('0', '[0-9]')}$`);
}

describe('near misses in a schema', () => {
  const { generator, handle } = generatorOver({
    code: { type: 'string', pattern: '^[A-Z]{2}[0-9]{3}$' },
    small: { type: 'integer', format: 'int32' },
    bounded: { type: 'integer', format: 'int32', maximum: 5 },
    amount: { type: 'number', format: 'float' },
    colour: { enum: ['red', 'green'] },
    level: { enum: [1, 2] },
    flag: { type: 'boolean' },
  });
  const faults = (name: string, asText = false) => generator.invalid(handle(name), { asText });
  const values = (name: string, asText = false) => faults(name, asText).map(({ value }) => value);

  it('say which part of a pattern is missed', () => {
    const said = faults('code').map(({ says }) => says);
    expect(said.some((text) => text.includes('stands in the place of [A-Z]'))).toBe(true);
    expect(said.some((text) => text.includes('one of 3 is missing of [0-9]'))).toBe(true);
  });

  it('are just outside numeric formats, unless a bound says so already', () => {
    expect(values('small')).toEqual(expect.arrayContaining([2147483648, -2147483649]));
    expect(values('amount')).toEqual(expect.arrayContaining([1e39, -1e39]));
    expect(values('bounded')).toEqual(expect.arrayContaining([6, -2147483649]));
    expect(values('bounded')).not.toContain(2147483648);
  });

  it('surround enumerations', () => {
    expect(values('colour')).toEqual(expect.arrayContaining(['', 'RED', 're', 'redx', ' red ', 'Red', 'not-a-member']));
    expect(values('level')).toEqual(expect.arrayContaining([3, '2', 2.5]));
  });

  it('are texts that lenient parsers take for numbers and truth values', () => {
    expect(values('small', true)).toEqual(expect.arrayContaining(['abc', '1.5', '1abc', '1_000', '１２', 'NaN']));
    expect(values('flag', true)).toEqual(expect.arrayContaining(['maybe', '2', 'yes', 'TRUE']));
  });
});
