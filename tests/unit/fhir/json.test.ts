import { describe, expect, test } from 'vitest';
import { readJson } from '../../../src/fhir/json/read-json.ts';

describe('strict JSON', () => {
  test('sound text has a value, no problem, and positions on demand', () => {
    const document = readJson('{\n  "a": [1, {"b": true}]\n}');
    expect(document.problems).toEqual([]);
    expect(document.value).toEqual({ a: [1, { b: true }] });
    expect(document.locateAll([['a', 1, 'b']])).toEqual([{ line: 2, column: 18 }]);
    expect(document.locateAll([['a', 9, 'x']])).toEqual([{ line: 2, column: 8 }]);
  });

  test.each([
    ['json-duplicate', '{"a":1,"a":2}'],
    ['json-duplicate', '{"a":1,"\\u0061":2}'],
    ['json-comment', '{"a":1 /* x */}'],
    ['json-comment', '{"a":1 // x\n}'],
    ['json-comma', '{"a":1,}'],
    ['json-comma', '{"a":[1,]}'],
    ['json-comma', '{"a":1 "b":2}'],
    ['json-quotes', '{a:1}'],
    ['json-quotes', '{"a":b}'],
    ['json-quotes', "{'a':1}"],
    ['json-number', '{"a":01}'],
    ['json-number', '{"a":+1}'],
    ['json-string', '{"a":"\n"}'],
    ['json-syntax', '{"a":1'],
    ['json-syntax', ''],
    ['json-syntax', '{} {}'],
  ])('%s is found in %s', (rule, text) => {
    expect(readJson(text).problems.map((problem) => problem.rule)).toContain(rule);
  });

  test('reading goes on after a problem', () => {
    expect(readJson('{"a":1,"b":[1,2,],"c":{"d":x}}').value).toEqual({ a: 1, b: [1, 2], c: { d: 'x' } });
  });

  test('a duplicate keeps the first value and names its place', () => {
    const document = readJson('{"a":1,\n"a":2}');
    expect(document.value).toEqual({ a: 1 });
    expect(document.position(document.problems[0]?.at ?? -1)).toEqual({ line: 2, column: 1 });
  });

  test('nesting beyond the limit is a problem, not an exception', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(readJson(deep, 50).problems.at(-1)?.rule).toBe('json-depth');
    expect(readJson('['.repeat(100_000), 50).problems.at(-1)?.rule).toBe('json-depth');
  });

  test('numbers are known as they were written', () => {
    expect(readJson('{"a":1.50}').rawNumber(['a'])).toBe('1.50');
    expect(readJson('{"a":1e2}').rawNumber(['a'])).toBe('1e2');
  });
});
