import { describe, expect, test } from 'vitest';
import { PRIMITIVE_CHECKS } from '../../../src/fhir/structure/primitives.ts';

const GOOD: Record<string, unknown[]> = {
  boolean: [true, false],
  integer: [0, -5, 2147483647],
  positiveInt: [1],
  unsignedInt: [0],
  decimal: [1.5, -0.1],
  id: ['a-b.C9', 'x'.repeat(64)],
  uri: ['http://a/b', 'urn:oid:1.2.3', 'urn:uuid:c757873d-ec9a-4326-a141-556f43239520', 'relative'],
  oid: ['urn:oid:2.16.840.1.113883'],
  uuid: ['urn:uuid:c757873d-ec9a-4326-a141-556f43239520'],
  date: ['2020', '2020-02', '2020-02-29'],
  dateTime: ['2020', '2020-01-01', '2020-01-01T10:00:00Z', '2020-01-01T10:00:00.123+02:00'],
  instant: ['2020-01-01T10:00:00.000Z'],
  time: ['10:00:00', '23:59:59.9'],
  base64Binary: ['YQ==', 'YWJj', 'YW Jj\n'],
  code: ['a', 'a b'],
  string: ['x', ' a '],
};
const BAD: Record<string, unknown[]> = {
  boolean: ['true', 1, null],
  integer: [1.5, '1', 2147483648],
  positiveInt: [0, -1],
  unsignedInt: [-1],
  decimal: ['1.5'],
  id: ['a_b', 'x'.repeat(65), ''],
  uri: ['http://a b', 'urn:oid:9.2', 'urn:uuid:C757873D-EC9A-4326-A141-556F43239520', 'oid:1.2.3'],
  oid: ['1.2.3', 'urn:oid:1.02'],
  uuid: ['c757873d-ec9a-4326-a141-556f43239520'],
  date: ['2020-13', '2020-02-30', '2020-1-1', 'today', '2020-01-01T10:00:00Z'],
  dateTime: ['2020-01-01T10:00:00', '2020-01-01T10:00Z', '2020-01-01 10:00:00', '2021-02-29'],
  instant: ['2020-01-01', '2020-01-01T10:00:00'],
  time: ['24:00:00', '10:00', '10:00:00Z'],
  base64Binary: ['YQ=', '%%%2@', 'YQ==YQ', 'abc'],
  code: [' a', 'a ', 'a  b', ''],
  string: ['', 5],
};

describe.each(Object.keys(GOOD))('primitive %s', (type) => {
  test.each(GOOD[type]?.map((value) => [value]) ?? [])('accepts %j', (value) => {
    expect(PRIMITIVE_CHECKS[type]?.(value as never)).toBeUndefined();
  });
  test.each(BAD[type]?.map((value) => [value]) ?? [])('refuses %j', (value) => {
    expect(PRIMITIVE_CHECKS[type]?.(value as never)).toBeTypeOf('string');
  });
});

test('a very long base64 text is judged in linear time', () => {
  expect(PRIMITIVE_CHECKS['base64Binary']?.('A'.repeat(4_000_000))).toBeUndefined();
});
