import { describe, expect, it } from 'vitest';
import { bodyView } from '../../../src/report/html/body-view.ts';
import type { Limits } from '../../../src/report/html/view.ts';

const LIMITS: Limits = { findings: 9, operations: 9, rows: 9, bodyLines: 44, steps: 9 };

function shown(body: unknown, pointers: readonly string[] = [], limits: Limits = LIMITS) {
  const bytes =
    body instanceof Uint8Array
      ? body
      : new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
  const marks = pointers.map((pointer) => ({ pointer, note: `wrong at ${pointer}` }));
  return bodyView(bytes, marks, limits).markup;
}

describe('bodyView', () => {
  it('marks the wrong value and puts a caret under it', () => {
    const view = shown({ a: { b: 'x' } }, ['/a/b']);
    expect(view).toContain('<mark>&#34;x&#34;</mark>');
    expect(view).toMatch(/\n<span class="remark"> {9}▲ wrong at \/a\/b<\/span>/);
  });

  it('marks the nearest place when the value is missing', () => {
    expect(shown({ a: { c: 1 } }, ['/a/b/0'])).toContain('</span><mark>{</mark>');
  });

  it('keeps what stands around a mark far down, and says what it left out', () => {
    const items = Array.from({ length: 300 }, (_, index) => index);
    const view = shown(items, ['/250']);
    expect(view).toContain('<mark>250</mark>');
    expect(view).toContain('\n  249,');
    expect(view).not.toContain('\n  100,');
    expect(view).toContain('lines left out');
    expect(view.split('\n').length).toBeLessThan(30);
  });

  it('shows text as it is, with markup escaped', () => {
    expect(shown('<b>&</b>')).toBe('&#60;b&#62;&#38;&#60;/b&#62;');
  });

  it('shows bytes that are no text in hexadecimal', () => {
    expect(shown(new Uint8Array([0xff, 0x01]))).toContain('ff 01');
  });

  it('cuts long text by lines', () => {
    expect(shown('x\n'.repeat(500))).toContain('more lines left out');
  });
});
