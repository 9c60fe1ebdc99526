import { describe, expect, it } from 'vitest';
import { CONSTRUCTS, generatorOver } from './schemas.ts';

const { generator, handle } = generatorOver(CONSTRUCTS);
const faults = (name: string) => generator.invalid(handle(name));
const values = (name: string) => faults(name).map(({ value }) => value);
const textValues = (name: string) => generator.invalid(handle(name), { asText: true }).map(({ value }) => value);

describe('faulty values', () => {
  it('are one character too short and too long', () => {
    expect(values('text')).toContain('t');
    expect(faults('text').find(({ keyword }) => keyword === 'maxLength')?.value).toHaveLength(6);
  });

  it('are just beyond each bound, the bound itself where it is excluded', () => {
    expect(values('whole')).toEqual(expect.arrayContaining([0, 11]));
    expect(values('exclusive')).toEqual(expect.arrayContaining([0, 1]));
  });

  it('lie between multiples without breaking a bound', () => {
    const between = faults('multiple').filter(({ keyword }) => keyword === 'multipleOf');
    expect(between.length).toBeGreaterThan(0);
    for (const { value } of between) expect(value).toSatisfy((n: number) => n >= 3 && n <= 22 && n % 5 !== 0);
  });

  it('are near misses of an enumeration: empty, other case, a prefix, a suffix, padded', () => {
    expect(values('colour')).toEqual(expect.arrayContaining(['', 'RED', 're', 'redx', ' red ', 'not-a-member', null]));
    expect(values('untyped')).toContain('CREATED_AT');
  });

  it('are near misses of a format, each with its reason', () => {
    expect(values('moment')).toEqual(
      expect.arrayContaining(['2024-02-30T10:00:00Z', '2024-05-31T02:21:32', '2024-05-31T24:00:00Z']),
    );
    expect(faults('identifier')[0]).toMatchObject({
      value: '7e5bcdbf-c818-4961-8da5-439cab1984e',
      keyword: 'format',
      says: '"7e5bcdbf-c818-4961-8da5-439cab1984e" is no uuid (one digit less)',
      clause: { kind: 'document', document: 'doc', pointer: '/$defs/identifier/format' },
    });
  });

  it('miss a pattern', () => {
    const misses = faults('patterned').filter(({ keyword }) => keyword === 'pattern');
    expect(misses.length).toBeGreaterThan(2);
    for (const { value } of misses) expect(value).not.toMatch(/^[A-Z]{2}[0-9]{3}$/);
  });

  it('leave out each required member, never a readOnly one, and add one where none is allowed', () => {
    const person = faults('person');
    const missing = person.filter(({ keyword }) => keyword === 'required').map(({ at }) => at);
    expect(missing).toEqual(['/name', '/age']);
    expect(person.find(({ keyword }) => keyword === 'additionalProperties')?.at).toBe('/unexpected_member');
    for (const { value } of person) expect(Object.keys(Object(value))).not.toContain('id');
  });

  it('reach members through references and optional members, with the pointer of the place', () => {
    expect(faults('person')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ at: '/age', keyword: 'maximum' }),
        expect.objectContaining({ at: '/note', keyword: 'maxLength' }),
      ]),
    );
    expect(faults('list').some(({ at, keyword }) => at === '/0' && keyword === 'minimum')).toBe(true);
  });

  it('merge what allOf joins: the strictest bound and all required members', () => {
    const joined = faults('joined');
    expect(joined.filter(({ keyword }) => keyword === 'required').map(({ at }) => at)).toContain('/note');
    expect(joined.find(({ keyword, at }) => keyword === 'maxLength' && at === '/name')?.clause).toMatchObject({
      pointer: '/$defs/joined/allOf/1/properties/name/maxLength',
    });
  });

  it('of one alternative match no other', () => {
    for (const { value } of faults('either')) expect(generator.accepts(handle('either'), value)).toBe(false);
    expect(values('either')).not.toContain('text');
    expect(values('animal')).toContainEqual({});
  });

  it('break counts, uniqueness, names and `not`', () => {
    const keywords = (name: string) => new Set(faults(name).map(({ keyword }) => keyword));
    expect(keywords('list')).toEqual(new Set(['minItems', 'maxItems', 'type', 'minimum', 'maximum']));
    expect(keywords('set')).toContain('uniqueItems');
    expect(keywords('dictionary')).toEqual(new Set(['minProperties', 'maxProperties', 'propertyNames', 'type']));
    expect(values('unlike')).toContain('admin');
  });

  it('come most telling first: every kind once before any kind twice', () => {
    const first = faults('person')
      .slice(0, 5)
      .map(({ keyword, at }) => `${keyword} ${at}`);
    expect(first).toContain('required /name');
    expect(first).toContain('additionalProperties /unexpected_member');
  });

  it('keep everything else like the base given', () => {
    const base = { name: 'Base', age: 7 };
    const found = generator.invalid(handle('person'), { base }).find(({ at }) => at === '/note');
    expect(found?.value).toMatchObject(base);
  });

  it('are none for a schema that allows anything', () => {
    expect(faults('anything')).toEqual([]);
  });
});

describe('faulty values that travel as text', () => {
  it('are no wrong types that read the same on the wire', () => {
    expect(textValues('text').every((value) => typeof value === 'string')).toBe(true);
    expect(generator.invalid(handle('text'), { asText: true }).some(({ keyword }) => keyword === 'type')).toBe(false);
    expect(textValues('flag')).not.toContain('true');
  });

  it('are texts that read as no number', () => {
    expect(textValues('whole')).toEqual(expect.arrayContaining(['abc', '1.5', '', 0, 11]));
  });

  it('are no lists of one empty text where an empty list is accepted: both travel alike', () => {
    const item = { type: 'string', enum: ['open', 'closed'] };
    const lists = generatorOver({
      any: { type: 'array', items: item },
      some: { type: 'array', items: item, minItems: 1 },
    });
    const given = (name: string) =>
      lists.generator.invalid(lists.handle(name), { asText: true }).map(({ value }) => value);
    expect(given('any')).not.toContainEqual(['']);
    expect(given('some')).toContainEqual(['']);
  });

  it('never hold null, which has no text', () => {
    expect(textValues('day')).not.toContain(null);
    expect(textValues('day')).not.toContain('');
  });
});
