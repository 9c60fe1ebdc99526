import { describe, expect, it } from 'vitest';
import { createGenerator } from '../../../src/generate/index.ts';
import { CONSTRUCTS, generatorOver } from './schemas.ts';

const { generator, handle } = generatorOver(CONSTRUCTS);
const valid = (name: string) => generator.valid(handle(name)).map(({ value }) => value);
const faults = (name: string) => generator.invalid(handle(name));

describe('conditional schemas', () => {
  it('have valid values of both sides', () => {
    const values = valid('conditional');
    expect(values).toContainEqual({ country: 'GB', postcode: expect.stringMatching(/^[A-Z]{2}[0-9]$/) });
    expect(values).toContainEqual(expect.objectContaining({ country: 'FR' }));
  });

  it('are broken on the side that holds', () => {
    const found = faults('conditional');
    expect(found).toContainEqual(
      expect.objectContaining({
        value: { country: 'GB' },
        keyword: 'required',
        clause: expect.objectContaining({ pointer: '/$defs/conditional/then/required' }),
      }),
    );
    expect(found.some(({ clause }) => clause.kind === 'document' && clause.pointer.includes('/else/'))).toBe(true);
  });
});

describe('members that call for others', () => {
  it('come with them, and are sent without them as a fault', () => {
    expect(valid('dependent').every((value) => !('card' in Object(value)) || 'address' in Object(value))).toBe(true);
    expect(faults('dependent')).toContainEqual(
      expect.objectContaining({
        value: expect.not.objectContaining({ address: expect.anything() }),
        keyword: 'dependentRequired',
        clause: expect.objectContaining({ pointer: '/$defs/dependent/dependentRequired/card' }),
      }),
    );
    expect(
      faults('dependentShape').some(
        ({ clause }) => clause.kind === 'document' && clause.pointer.includes('/dependentSchemas/card'),
      ),
    ).toBe(true);
  });
});

describe('lists that must contain something', () => {
  it('do', () => {
    expect(generator.sample(handle('containing'))).toEqual(['b']);
    expect(valid('containing').length).toBeGreaterThan(1);
  });

  it('do not, or too often, as a fault', () => {
    const keywords = faults('containing').map(({ keyword }) => keyword);
    expect(keywords).toEqual(expect.arrayContaining(['contains', 'maxContains']));
  });
});

describe('members named by a pattern', () => {
  it('are made where nothing else is allowed', () => {
    const sample = generator.sample(handle('patternMembers'));
    expect(Object.keys(Object(sample))[0]).toMatch(/^x-[a-z]+$/);
  });

  it('are broken like declared ones', () => {
    expect(faults('patternMembers')).toContainEqual(
      expect.objectContaining({
        keyword: 'minimum',
        clause: expect.objectContaining({ pointer: '/$defs/patternMembers/patternProperties/^x-[a-z]+$/minimum' }),
      }),
    );
  });
});

it('a discriminator without alternatives names the schema itself', () => {
  const root = {
    definitions: {
      Pet: {
        type: 'object',
        discriminator: { propertyName: 'kind' },
        required: ['kind'],
        properties: { kind: { type: 'string' } },
      },
      Cat: { allOf: [{ $ref: '#/definitions/Pet' }, { type: 'object', properties: { lives: { type: 'integer' } } }] },
      Mapped: {
        type: 'object',
        discriminator: { propertyName: 'kind', mapping: { m: '#/definitions/Mapped' } },
        properties: { kind: { type: 'string' } },
      },
    },
  };
  const over = createGenerator({ doc: { digest: 'doc', root } });
  const sample = (name: string) => over.sample({ document: 'doc', pointer: `/definitions/${name}` });
  expect(sample('Pet')).toMatchObject({ kind: 'Pet' });
  expect(sample('Cat')).toMatchObject({ kind: 'Cat' });
  expect(sample('Mapped')).toMatchObject({ kind: 'm' });
});
