import { expect, it } from 'vitest';
import { oneLine, visible } from '../../../src/report/shared/visible.ts';

it.each([
  ['plain text, ümläuts, 漢字 and 👍 stay', 'plain text, ümläuts, 漢字 and 👍 stay'],
  ['line\nbreak\tand tab', 'line\nbreak\tand tab'],
  ['nul\u0000', 'nul␀'],
  ['\u001b[31mred', '␛[31mred'],
  ['carriage\r\n', 'carriage␍\n'],
  ['delete\u007f', 'delete␡'],
  ['c1\u0085', 'c1\\u0085'],
  ['txt.\u202efdp', 'txt.\\u202efdp'],
  ['zero\u200bwidth', 'zero\\u200bwidth'],
  ['lone \ud800', 'lone \\ud800'],
])('%j is shown as %j', (text, shown) => {
  expect(visible(text)).toBe(shown);
});

it('puts text on one line', () => {
  expect(oneLine('  a\n\n b\t c ')).toBe('a b c');
});
