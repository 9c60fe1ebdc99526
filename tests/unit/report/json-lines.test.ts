import { describe, expect, it } from 'vitest';
import { valueAt } from '../../../src/kernel/json-pointer.ts';
import { jsonLines } from '../../../src/report/html/json-lines.ts';

const layout = (text: string) =>
  jsonLines(text)
    ?.map(({ depth, label, value, tail }) => '  '.repeat(depth) + label + value + tail)
    .join('\n');

describe('jsonLines', () => {
  it('lays out as JSON.stringify does', () => {
    const value = { a: [1, { b: null }, [], {}], 'c"/~': 'x, {y}: "z"', d: { e: [true, false] } };
    expect(layout(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
  });

  it('keeps every number, escape and repeated member as it was sent', () => {
    expect(layout('{"n":1.0,"big":12345678901234567890,"e":1E2,"s":"\\u0041","n":2}')).toBe(
      '{\n  "n": 1.0,\n  "big": 12345678901234567890,\n  "e": 1E2,\n  "s": "\\u0041",\n  "n": 2\n}',
    );
  });

  it('names each value by its pointer', () => {
    const value = { 'a/b': [{ '~': 1 }, 'two'], '': { '0': null } };
    for (const { pointer, value: shown } of jsonLines(JSON.stringify(value)) ?? []) {
      if (pointer === undefined) continue;
      const found = valueAt(value, pointer);
      if (typeof found !== 'object' || found === null) expect(shown).toBe(JSON.stringify(found));
    }
    const pointers = (jsonLines(JSON.stringify(value)) ?? []).flatMap(({ pointer }) => pointer ?? []);
    expect(pointers).toEqual(['', '/a~1b', '/a~1b/0', '/a~1b/0/~0', '/a~1b/1', '/', '//0']);
  });

  it.each(['"text"', '12', 'null', '[]', ' {} '])('takes %s', (text) => {
    expect(layout(text)).toBe(text.trim());
  });

  it.each(['', '{', '{"a":}', 'plain', '<html>', `${'['.repeat(80)}${']'.repeat(80)}`])('gives up on %.10s', (text) => {
    expect(jsonLines(text)).toBeUndefined();
  });
});
