import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/kernel/json.ts';
import { createSchemas, type SchemaIssue } from '../../../src/schema/index.ts';

const DIGEST = 'd'.repeat(64);

function schemasOf(root: JsonObject) {
  return createSchemas({ [DIGEST]: { digest: DIGEST, root } });
}

function validate(root: JsonObject, pointer: string, value: unknown, direction: 'request' | 'response' = 'response') {
  return schemasOf(root).validate({ document: DIGEST, pointer }, value, direction);
}

function issues(schema: JsonObject, value: unknown, more: JsonObject = {}): readonly SchemaIssue[] {
  const answer = validate({ s: schema, ...more }, '/s', value);
  return answer.kind === 'invalid' ? answer.issues : [];
}

const clauseOf = (issue: SchemaIssue | undefined) =>
  issue?.clause.kind === 'document' ? issue.clause.pointer : undefined;

describe('validate', () => {
  it('answers valid and invalid, and names the violated keyword in the document', () => {
    const root = {
      components: { schemas: { Pet: { type: 'object', properties: { age: { type: 'integer', minimum: 0 } } } } },
    };
    expect(validate(root, '/components/schemas/Pet', { age: 3 })).toEqual({ kind: 'valid' });
    expect(validate(root, '/components/schemas/Pet', { age: -1 })).toEqual({
      kind: 'invalid',
      issues: [
        {
          at: '/age',
          keyword: 'minimum',
          message: 'expected a number not under 0, found -1',
          expected: 'a number not under 0',
          found: '-1',
          clause: { kind: 'document', document: DIGEST, pointer: '/components/schemas/Pet/properties/age/minimum' },
        },
      ],
    });
  });

  it('names the clause behind references, escaped member names included', () => {
    const root = {
      paths: { '/a/{b}': { schema: { items: { $ref: '#/defs/x~1y' } } } },
      defs: { 'x/y': { properties: { 'm/n': { $ref: '#/defs/text' } } }, text: { type: 'string' } },
    };
    const answer = validate(root, '/paths/~1a~1{b}/schema', [{ 'm/n': 1 }]);
    expect(answer.kind === 'invalid' && answer.issues.map((issue) => [issue.at, clauseOf(issue)])).toEqual([
      ['/0/m~1n', '/defs/text/type'],
    ]);
  });

  it('follows circular references and percent-encoded ones', () => {
    const root = {
      defs: { 'a node': { type: 'object', required: ['v'], properties: { next: { $ref: '#/defs/a%20node' } } } },
    };
    expect(validate(root, '/defs/a node', { v: 1, next: { v: 2, next: { v: 3 } } }).kind).toBe('valid');
    const answer = validate(root, '/defs/a node', { v: 1, next: { v: 2, next: {} } });
    expect(answer.kind === 'invalid' && answer.issues[0]).toMatchObject({ at: '/next/next', keyword: 'required' });
  });

  it('keeps keywords beside a reference', () => {
    const found = issues({ $ref: '#/base', maxLength: 2 }, 'abc', { base: { type: 'string' } });
    expect(found.map(clauseOf)).toEqual(['/s/maxLength']);
  });

  it('accepts everything where there is no schema', () => {
    expect(validate({}, '/nowhere', 1).kind).toBe('valid');
    expect(validate({ s: true }, '/s', 1).kind).toBe('valid');
  });

  it('refuses everything where the schema is false, and says where', () => {
    const found = issues({ properties: { gone: false } }, { gone: 1 });
    expect(found).toMatchObject([{ at: '/gone', keyword: 'false', expected: 'nothing' }]);
    expect(clauseOf(found[0])).toBe('/s/properties/gone');
  });

  it('points at the unexpected member', () => {
    const found = issues({ properties: { a: true }, additionalProperties: false }, { a: 1, b: 2 });
    expect(found).toMatchObject([{ at: '/b', keyword: 'additionalProperties', found: 'the member "b"' }]);
  });

  it('reports an unevaluated member only when nothing else is wrong there', () => {
    const schema = { allOf: [{ properties: { a: { type: 'string' } } }], unevaluatedProperties: false };
    expect(issues(schema, { a: 'x', b: 1 })).toMatchObject([{ at: '/b', keyword: 'unevaluatedProperties' }]);
    expect(issues(schema, { a: 1 }).map((issue) => issue.keyword)).toEqual(['type']);
  });

  it('does not flood: three issues for one clause', () => {
    const found = issues(
      { items: { type: 'string' } },
      Array.from({ length: 500 }, (_, i) => i),
    );
    expect(found).toHaveLength(3);
  });

  it('tolerates floating point in multipleOf', () => {
    expect(issues({ multipleOf: 0.01 }, 0.07)).toEqual([]);
    expect(issues({ multipleOf: 0.01 }, 0.075)).toHaveLength(1);
  });
});

describe('names that JavaScript knows', () => {
  it('are members like any other', () => {
    const schema = { required: ['toString', 'constructor'], properties: { toString: { type: 'integer' } } };
    expect(issues(schema, {}).map(({ keyword }) => keyword)).toEqual(['required', 'required']);
    expect(issues({ properties: { toString: { type: 'integer' } } }, {})).toEqual([]);
  });
});

describe('direction', () => {
  const root = {
    defs: { Id: { type: 'string', readOnly: true } },
    s: {
      type: 'object',
      required: ['id', 'name', 'password', 'ref'],
      properties: {
        id: { type: 'string', readOnly: true },
        name: { type: 'string' },
        password: { type: 'string', writeOnly: true },
        ref: { $ref: '#/defs/Id' },
      },
    },
  };
  it('does not require readOnly members in requests', () => {
    expect(validate(root, '/s', { name: 'n', password: 'p' }, 'request').kind).toBe('valid');
    expect(validate(root, '/s', { name: 'n', password: 'p' }, 'response').kind).toBe('invalid');
  });
  it('does not require writeOnly members in responses', () => {
    expect(validate(root, '/s', { id: '1', name: 'n', ref: '2' }, 'response').kind).toBe('valid');
    expect(validate(root, '/s', { id: '1', name: 'n', ref: '2' }, 'request').kind).toBe('invalid');
  });
  it('looks from one part of an allOf to its siblings', () => {
    const parts = [{ required: ['id'] }, { properties: { id: { readOnly: true } } }];
    expect(validate({ s: { allOf: parts } }, '/s', {}, 'request').kind).toBe('valid');
    expect(validate({ s: { allOf: parts } }, '/s', {}, 'response').kind).toBe('invalid');
  });
  it('looks through allOf', () => {
    const composed = {
      s: { allOf: [{ properties: { id: { readOnly: true } } }, { type: 'object' }], required: ['id'] },
    };
    expect(validate(composed, '/s', {}, 'request').kind).toBe('valid');
    expect(validate(composed, '/s', {}, 'response').kind).toBe('invalid');
  });
});

describe('unions', () => {
  const cat = {
    type: 'object',
    required: ['kind', 'lives'],
    properties: { kind: { const: 'cat' }, lives: { type: 'integer' } },
  };
  const dog = {
    type: 'object',
    required: ['kind', 'name'],
    properties: { kind: { const: 'dog' }, name: { type: 'string' } },
  };

  it('reports the alternative whose constant matches', () => {
    const found = issues({ oneOf: [cat, dog] }, { kind: 'dog', name: 1 });
    expect(found.map((issue) => [issue.at, clauseOf(issue)])).toEqual([['/name', '/s/oneOf/1/properties/name/type']]);
  });

  it('reports the alternative that the discriminator names', () => {
    const schema = {
      discriminator: { propertyName: 'kind', mapping: { hund: '#/defs/Dog' } },
      oneOf: [{ $ref: '#/defs/Cat' }, { $ref: '#/defs/Dog' }],
    };
    const plain = { type: 'object', required: ['a', 'b'] };
    const found = issues(schema, { kind: 'hund' }, { defs: { Cat: { required: ['a'] }, Dog: plain } });
    expect(found.map(clauseOf)).toEqual(['/defs/Dog/required', '/defs/Dog/required']);
  });

  it('reports the object behind a nullable reference', () => {
    const found = issues({ anyOf: [{ $ref: '#/cat' }, { type: 'null' }] }, { kind: 'cat', lives: 'x' }, { cat });
    expect(found.map(clauseOf)).toEqual(['/cat/properties/lives/type']);
  });

  it('sums up when no alternative is near', () => {
    const found = issues({ anyOf: [{ type: 'string' }, { type: 'null' }] }, 12);
    expect(found).toMatchObject([{ at: '', keyword: 'anyOf', message: 'expected string, or null, found 12' }]);
    expect(clauseOf(found[0])).toBe('/s/anyOf');
  });

  it('says which alternatives match when more than one does', () => {
    const found = issues({ oneOf: [{ type: 'integer' }, { minimum: 0 }] }, 3);
    expect(found).toMatchObject([{ keyword: 'oneOf', found: 'matches alternatives 0 and 1: 3' }]);
  });

  it('descends into unions of unions', () => {
    const inner = { anyOf: [cat, { type: 'null' }] };
    const found = issues({ anyOf: [inner, { type: 'string' }] }, { kind: 'cat', lives: 'x' });
    expect(found.map((issue) => issue.at)).toEqual(['/lives']);
  });

  it('feeds what matched into unevaluatedProperties', () => {
    const schema = { oneOf: [cat, dog], unevaluatedProperties: false };
    expect(issues(schema, { kind: 'cat', lives: 9 })).toEqual([]);
    expect(issues(schema, { kind: 'cat', lives: 9, name: 'n' }).map((issue) => issue.at)).toEqual(['/name']);
  });
});

describe('what is not a keyword', () => {
  it('is not mistaken for one, wherever it stands', () => {
    const root = {
      openapi: '3.0.3',
      id: 'not an id',
      $id: 42,
      paths: {
        '/x': { get: { example: { $ref: '#/nowhere', $id: 'urn:x', $anchor: '1' }, 'x-thing': { $schema: 'y' } } },
      },
      s: {
        type: 'object',
        id: 'draft-04',
        $id: 'http://example.org/s',
        $schema: 'http://example.org/unknown',
        nullable: true,
        example: { $ref: '#/nowhere' },
        'x-custom': { type: 12 },
        unknownKeyword: ['a'],
        properties: {
          $id: { type: 'string' },
          id: { type: 'string', enum: ['a', { $id: 'x' }] },
          $ref: { type: 'integer' },
        },
      },
    };
    expect(validate(root, '/s', { $id: 'a', id: 'a', $ref: 1 }).kind).toBe('valid');
    expect(validate(root, '/s', { $ref: 'x' })).toMatchObject({ issues: [{ at: '/$ref', keyword: 'type' }] });
  });
});

describe('not-checked', () => {
  it('says why a schema cannot be compiled', () => {
    expect(validate({ s: { type: 'file' } }, '/s', 1)).toMatchObject({
      kind: 'not-checked',
      reason: expect.stringContaining('file'),
    });
    expect(validate({ s: { pattern: '(' } }, '/s', 'x').kind).toBe('not-checked');
  });
  it('names the reference that leads nowhere', () => {
    const answer = validate({ s: { properties: { a: { $ref: '#/gone' } } } }, '/s', {});
    expect(answer).toEqual({ kind: 'not-checked', reason: '#/gone: the reference leads nowhere' });
  });
  it('judges no combination that it would judge wrongly', () => {
    const unsure = { if: { required: ['a'] }, else: { properties: { b: true } }, unevaluatedProperties: false };
    expect(validate({ s: unsure }, '/s', {})).toMatchObject({ reason: expect.stringContaining('beside if') });
    expect(validate({ s: { contains: { type: 'string' }, unevaluatedItems: false } }, '/s', ['a']).kind).toBe(
      'not-checked',
    );
  });
  it('does not follow references out of the document', () => {
    expect(validate({ s: { $ref: 'other.yaml' } }, '/s', {})).toMatchObject({ kind: 'not-checked' });
  });
  it('leaves the neighbours of a broken schema alone', () => {
    const schemas = schemasOf({ good: { type: 'string' }, bad: { $ref: '#/gone' } });
    expect(schemas.validate({ document: DIGEST, pointer: '/bad' }, 1, 'request').kind).toBe('not-checked');
    expect(schemas.validate({ document: DIGEST, pointer: '/good' }, 'x', 'request').kind).toBe('valid');
    expect(schemas.validate({ document: 'other', pointer: '' }, 1, 'request').kind).toBe('not-checked');
  });
});
