import { describe, expect, it } from 'vitest';
import type { Hole, JsonTemplate } from '../../../src/model/case.ts';
import type { Parameter } from '../../../src/model/operation.ts';
import { serialise } from '../../../src/plan/shared/serialise.ts';

function parameter(over: Partial<Parameter>): Parameter {
  return {
    name: 'p',
    in: 'query',
    required: false,
    style: 'form',
    explode: false,
    allowReserved: false,
    schema: { document: 'doc', pointer: '' },
    examples: [],
    description: '',
    ref: { kind: 'document', document: 'doc', pointer: '' },
    ...over,
  };
}

const hole: Hole = { $hole: { from: 'list', operation: 'GET /a', pointer: '/*/id', pick: 0, fallback: 'f' } };
const array = ['a', 'b'];
const object = { r: 1, g: true };

describe('path styles', () => {
  const written = (style: Parameter['style'], explode: boolean, value: JsonTemplate) => {
    const made = serialise(parameter({ in: 'path', style, explode }), value);
    return made.kind === 'text' ? made.text : made;
  };

  it.each([
    ['simple', false, 5, '5'],
    ['simple', false, array, 'a,b'],
    ['simple', true, array, 'a,b'],
    ['simple', false, object, 'r,1,g,true'],
    ['simple', true, object, 'r=1,g=true'],
    ['label', false, 'x', '.x'],
    ['label', false, array, '.a,b'],
    ['label', true, array, '.a.b'],
    ['label', false, object, '.r,1,g,true'],
    ['label', true, object, '.r=1.g=true'],
    ['matrix', false, 'x', ';p=x'],
    ['matrix', false, array, ';p=a,b'],
    ['matrix', true, array, ';p=a;p=b'],
    ['matrix', false, object, ';p=r,1,g,true'],
    ['matrix', true, object, ';r=1;g=true'],
  ] as const)('%s, explode %s, of %j is %s', (style, explode, value, expected) => {
    expect(written(style, explode, value)).toBe(expected);
  });

  it('keep a hole that stands alone and write its fallback inside other text', () => {
    expect(written('simple', false, hole)).toBe(hole);
    expect(written('label', false, hole)).toBe('.f');
    expect(written('simple', false, [hole, 'b'])).toBe('f,b');
  });
});

describe('query styles', () => {
  const pairs = (style: Parameter['style'], explode: boolean, value: JsonTemplate) => {
    const made = serialise(parameter({ style, explode }), value);
    return made.kind === 'pairs' ? made.pairs : made;
  };

  it.each([
    ['form', true, 5, [['p', '5']]],
    [
      'form',
      true,
      array,
      [
        ['p', 'a'],
        ['p', 'b'],
      ],
    ],
    ['form', false, array, [['p', 'a,b']]],
    [
      'form',
      true,
      object,
      [
        ['r', '1'],
        ['g', 'true'],
      ],
    ],
    ['form', false, object, [['p', 'r,1,g,true']]],
    ['spaceDelimited', false, array, [['p', 'a b']]],
    ['pipeDelimited', false, array, [['p', 'a|b']]],
    [
      'deepObject',
      true,
      object,
      [
        ['p[r]', '1'],
        ['p[g]', 'true'],
      ],
    ],
    [
      'deepObject',
      false,
      object,
      [
        ['p[r]', '1'],
        ['p[g]', 'true'],
      ],
    ],
    ['deepObject', true, 'scalar', [['p', 'scalar']]],
    [
      'deepObject',
      true,
      { a: { b: [1, 2] } },
      [
        ['p[a][b]', '1'],
        ['p[a][b]', '2'],
      ],
    ],
    ['form', true, [], []],
  ] as const)('%s, explode %s, of %j', (style, explode, value, expected) => {
    expect(pairs(style, explode, value)).toEqual(expected);
  });

  it('keep holes as members of a deep object', () => {
    expect(pairs('deepObject', true, { id: hole })).toEqual([['p[id]', hole]]);
  });

  it('write a parameter with a media type as that', () => {
    const made = serialise(parameter({ mediaType: 'application/json' }), { a: hole });
    expect(made).toEqual({ kind: 'pairs', pairs: [['p', '{"a":"f"}']] });
  });
});

describe('header and cookie', () => {
  it('headers are lower case and simple', () => {
    const made = serialise(parameter({ in: 'header', name: 'X-Ids', style: 'simple' }), [1, 2]);
    expect(made).toEqual({ kind: 'pairs', pairs: [['x-ids', '1,2']] });
  });

  it('cookies keep their names', () => {
    expect(serialise(parameter({ in: 'cookie', name: 'Session' }), 'v')).toEqual({
      kind: 'pairs',
      pairs: [['Session', 'v']],
    });
  });
});
