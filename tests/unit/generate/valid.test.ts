import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patternSamples } from '../../../src/generate/shared/pattern.ts';
import { spread } from '../../../src/generate/valid/packed.ts';
import { CONSTRUCTS, generatorOver } from './schemas.ts';

const { generator, handle } = generatorOver({
  ...CONSTRUCTS,
  shown: { type: 'string', example: 'as shown', default: 'as usual', maxLength: 9 },
  wrongExample: { type: 'integer', example: 'not a number', maximum: 3 },
  impossible: { type: 'string', enum: [1] },
  selfish: { type: 'object', required: ['self'], properties: { self: { $ref: '#/$defs/selfish' } } },
  many: { type: 'string', enum: Array.from({ length: 30 }, (_, index) => `m${index}`) },
  order: {
    type: 'object',
    required: ['kind', 'count', 'ref'],
    properties: {
      kind: { $ref: '#/$defs/many' },
      count: { $ref: '#/$defs/whole' },
      ref: { $ref: '#/$defs/identifier' },
      memo: { type: 'string' },
    },
  },
  pet: {
    oneOf: [{ $ref: '#/$defs/Cat' }, { $ref: '#/$defs/Dog' }],
    discriminator: { propertyName: 'kind', mapping: { kitty: '#/$defs/Cat' } },
  },
  Cat: {
    type: 'object',
    required: ['kind', 'lives'],
    properties: { kind: { type: 'string' }, lives: { type: 'integer' } },
  },
  Dog: {
    type: 'object',
    required: ['kind', 'barks'],
    properties: { kind: { type: 'string' }, barks: { type: 'boolean' } },
  },
});
const values = (name: string) => generator.valid(handle(name)).map(({ value }) => value);

describe('the plain value', () => {
  it('is what the document gives, when that is valid', () => {
    expect(generator.sample(handle('shown'))).toBe('as shown');
    expect(generator.sample(handle('wrongExample'))).toBe(1);
    expect(generator.sample(handle('colour'))).toBe('red');
    expect(generator.sample(handle('fixed'))).toBe('only');
  });

  it('leaves readOnly members out', () => {
    expect(generator.sample(handle('person'))).toEqual({ name: 'text', age: 1 });
  });

  it('ends on circular schemas', () => {
    expect(generator.sample(handle('tree'))).toEqual({ label: 'text' });
    expect(generator.valid(handle('tree')).length).toBeLessThan(200);
  });

  it('is undefined when nothing can be valid', () => {
    expect(generator.sample(handle('impossible'))).toBeUndefined();
    expect(generator.sample(handle('selfish'))).toBeUndefined();
    expect(generator.invalid(handle('impossible'))).toEqual([]);
  });

  it('names the alternative by its discriminator', () => {
    expect(generator.sample(handle('pet'))).toEqual({ kind: 'kitty', lives: 1 });
    expect(values('pet')).toContainEqual({ kind: 'Dog', barks: true });
  });
});

describe('valid values', () => {
  it('stand at the edges of lengths, numbers and items', () => {
    expect(values('text').map((text) => String(text).length)).toEqual([5, 2, 4, 3]);
    expect(values('whole')).toEqual([10, 1, 9, 2]);
    expect(values('multiple')).toEqual(expect.arrayContaining([5, 20]));
    expect(values('small')).toContain(2147483647);
    expect(values('list').map((list) => (list as unknown[]).length)).toEqual(expect.arrayContaining([1, 3]));
  });

  it('show each enumeration member, both truth values, null where it is allowed', () => {
    expect(values('colour')).toEqual(['red', 'green', 'blue']);
    expect(values('flag')).toEqual([true, false]);
    expect(values('day')).toContain(null);
  });

  it('show only the required members, each optional one, and additional ones where allowed', () => {
    expect(values('person')).toEqual(
      expect.arrayContaining([
        { name: 'text', age: 1 },
        { name: 'text', age: 1, note: 'text' },
        { name: 'text', age: 1, note: null },
      ]),
    );
    expect(generator.valid(handle('dictionary')).some(({ shows }) => shows === 'an additional member')).toBe(true);
  });

  it('say nothing of texts unlike the example that the document gives', () => {
    const { generator: own, handle: at } = generatorOver({ since: { type: 'string', example: '2021' } });
    expect(own.valid(at('since')).map(({ value }) => value)).toEqual(['2021']);
  });
});

describe('packed values', () => {
  const rows = generator.packed(handle('order'));

  it('show many things in few values, enumeration members spread from first to last', () => {
    expect(rows.length).toBeLessThanOrEqual(8);
    const kinds = rows.map(({ value }) => (value as { kind: string }).kind);
    expect(kinds).toContain('m0');
    expect(kinds).toContain('m29');
    expect(rows.some(({ value }) => (value as { count: number }).count === 10)).toBe(true);
  });

  it('keep the members that must stay plain', () => {
    const kept = generator
      .packed(handle('order'), { keep: ['/ref'] })
      .map(({ value }) => (value as { ref: string }).ref);
    expect(new Set(kept)).toEqual(new Set(['7e5bcdbf-c818-4961-8da5-439cab1984e0']));
  });

  it('leave texts without any constraint plain, so that they cannot hide the rest', () => {
    for (const { value } of rows) expect((value as { memo?: string }).memo ?? 'text').toBe('text');
  });
});

describe('random values', () => {
  it('shrink to small valid ones', () => {
    const found = fc.check(
      fc.property(generator.arbitrary(handle('person')), (value) => (value as { age: number }).age < 6),
      { seed: 3, numRuns: 200 },
    );
    expect(found.failed).toBe(true);
    expect(found.counterexample).toMatchObject([{ age: 6 }]);
  });

  it('are the same for the same seed', () => {
    const draw = () => fc.sample(generator.arbitrary(handle('order')), { seed: 5, numRuns: 10 });
    expect(draw()).toEqual(draw());
  });
});

describe('the building blocks', () => {
  it('draw short texts of a pattern, always the same', () => {
    const drawn = patternSamples('^[a-z]{2,4}-[0-9]+$');
    expect(drawn.length).toBeGreaterThan(0);
    for (const text of drawn) expect(text).toMatch(/^[a-z]{2,4}-[0-9]+$/);
    expect(patternSamples('(')).toEqual([]);
  });

  it('spread a choice over a list', () => {
    expect(spread([1, 2, 3, 4, 5], 3)).toEqual([1, 3, 5]);
    expect(spread([1, 2], 3)).toEqual([1, 2]);
    expect(spread([1, 2, 3], 1)).toEqual([1]);
  });

  it('list the members of a value with their places', () => {
    expect(generator.members(handle('order')).map(({ at }) => at)).toEqual(['/kind', '/count', '/ref', '/memo']);
  });
});
