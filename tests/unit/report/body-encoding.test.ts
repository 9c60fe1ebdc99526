import { describe, expect, it } from 'vitest';
import { decodeBody, encodeBody } from '../../../src/report/shared/body-encoding.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('encodeBody', () => {
  it('keeps UTF-8 as text, a byte order mark included', () => {
    expect(encodeBody(bytes('\ufeff{"a":"ü"}'))).toEqual({ encoding: 'utf8', data: '\ufeff{"a":"ü"}', size: 13 });
  });

  it('writes other bytes as base64', () => {
    expect(encodeBody(new Uint8Array([0xff, 0x00, 0x80]))).toEqual({ encoding: 'base64', data: '/wCA', size: 3 });
  });

  it.each([5, 6, 7, 8])('cuts text at %i bytes without breaking a character', (limit) => {
    const encoded = encodeBody(bytes('abcd👍efgh'), limit);
    expect(encoded.encoding).toBe('utf8');
    expect(encoded.cut).toBe(true);
    expect(encoded.size).toBe(12);
    expect(encoded.data).toBe(limit < 8 ? 'abcd' : 'abcd👍');
  });

  it('cuts other bytes exactly', () => {
    const encoded = encodeBody(new Uint8Array(10).fill(0xff), 4);
    expect(decodeBody(encoded)).toEqual(new Uint8Array(4).fill(0xff));
    expect(encoded).toMatchObject({ encoding: 'base64', size: 10, cut: true });
  });

  it('does not call a body cut that just fits', () => {
    expect(encodeBody(bytes('abcd'), 4)).toEqual({ encoding: 'utf8', data: 'abcd', size: 4 });
  });
});
