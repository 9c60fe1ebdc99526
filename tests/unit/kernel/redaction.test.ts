import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../src/kernel/redaction.ts';

const SECRET = `s3cr'et+/=&"<ü> ok`;
const bytes = Buffer.from(SECRET, 'utf8');

const SPELLINGS: readonly (readonly [string, string])[] = [
  ['raw', SECRET],
  ['percent-encoded', encodeURIComponent(SECRET)],
  ['percent-encoded in lower case', encodeURIComponent(SECRET).replace(/%../g, (code) => code.toLowerCase())],
  ['form-encoded', new URLSearchParams({ s: SECRET }).toString().slice(2)],
  ['in JSON', JSON.stringify(SECRET).slice(1, -1)],
  ['in JSON with escaped slashes', JSON.stringify(SECRET).slice(1, -1).replaceAll('/', '\\/')],
  [
    'in JSON made safe for HTML',
    JSON.stringify(SECRET)
      .slice(1, -1)
      .replaceAll('&', '\\u0026')
      .replaceAll('<', '\\u003c')
      .replaceAll('>', '\\u003e')
      .replaceAll("'", '\\u0027'),
  ],
  ['in ASCII JSON', JSON.stringify(SECRET).slice(1, -1).replaceAll('ü', '\\u00fc')],
  [
    'in HTML',
    SECRET.replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;'),
  ],
  ['as bytes read one by one', bytes.toString('latin1')],
];

describe('the redactor', () => {
  it.each(SPELLINGS)('replaces a secret %s', (_name, spelt) => {
    const redactor = createRedactor({ TOKEN: SECRET });
    expect(redactor.text(`before ${spelt} after`)).toBe('before [redacted:TOKEN] after');
  });

  it.each([
    ['', ''],
    ['x', 'y'],
    ['xy', 'zz'],
    ['user:', ''],
    ['Bearer ', '\n'],
  ])('finds a secret in base64 between %j and %j', (before, after) => {
    const redactor = createRedactor({ TOKEN: SECRET });
    for (const encoding of ['base64', 'base64url'] as const) {
      const text = redactor.text(Buffer.from(before + SECRET + after).toString(encoding));
      expect(text).toContain('[redacted:TOKEN]');
      // What is left over are at most the characters shared with the neighbours.
      expect(text.replace('[redacted:TOKEN]', '').length).toBeLessThanOrEqual((before.length + after.length + 4) * 2);
    }
  });

  it('knows a secret that is learnt later, and several at once, the longer first', () => {
    const redactor = createRedactor({ SHORT: 'abcd' });
    redactor.learn('LONG', 'abcdefgh');
    expect(redactor.text('abcdefgh abcd')).toBe('[redacted:LONG] [redacted:SHORT]');
  });

  it('leaves text without secrets alone, and ignores values too short to be secrets', () => {
    const redactor = createRedactor({ TINY: 'abc', NONE: '' });
    expect(redactor.text('abc and more')).toBe('abc and more');
    expect(createRedactor().text('anything')).toBe('anything');
  });

  it('takes every character of a secret literally', () => {
    const redactor = createRedactor({ TOKEN: 'a.*b$&' });
    expect(redactor.text('axxb a.*b$&')).toBe('axxb [redacted:TOKEN]');
  });

  it('leaves no spelling of any secret behind', () => {
    const secrets = fc.string({ minLength: 6, maxLength: 30, unit: 'binary' });
    fc.assert(
      fc.property(secrets, fc.string(), fc.string(), (secret, before, after) => {
        const redactor = createRedactor({ S: secret });
        for (const spelt of [
          secret,
          encodeURIComponent(secret),
          JSON.stringify(secret).slice(1, -1),
          Buffer.from(secret).toString('base64').replaceAll('=', ''),
        ])
          if (!'[redacted:S]'.includes(secret)) expect(redactor.text(before + spelt + after)).not.toContain(spelt);
      }),
      { seed: 1 },
    );
  });

  it('does nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 6 }), fc.string(), (secret, text) => {
        const redactor = createRedactor({ S: secret });
        const once = redactor.text(text + secret);
        expect(redactor.text(once)).toBe(once);
      }),
      { seed: 1 },
    );
  });
});
