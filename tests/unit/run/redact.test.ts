import { describe, expect, it } from 'vitest';
import type { ResolvedConfig } from '../../../src/config/resolved-config.ts';
import { createRedactor } from '../../../src/kernel/redaction.ts';
import { redactDeep } from '../../../src/run/redact.ts';
import { redactorFor } from '../../../src/run/redactor.ts';

const redactor = createRedactor({ TOKEN: 'hunter2ü' });

describe('redaction of values', () => {
  it('leaves the identity of what holds no secret', () => {
    const value = { a: [1, null, 'text', { b: Buffer.from('bytes') }], c: undefined };
    expect(redactDeep(value, redactor)).toBe(value);
  });

  it('copies only what holds one, in values and in names', () => {
    const clean = { deep: ['fine'] };
    const value = { clean, list: ['x', 'my hunter2ü'], hunter2ü: 1 };
    const redacted = redactDeep(value, redactor);
    expect(redacted).toEqual({ clean, list: ['x', 'my [redacted:TOKEN]'], '[redacted:TOKEN]': 1 });
    expect(redacted.clean).toBe(clean);
    expect(value.list[1]).toBe('my hunter2ü');
  });

  it('finds secrets in bytes of any encoding, and harms no other byte', () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0, 0x80]), Buffer.from('hunter2ü'), Buffer.from([0xfe])]);
    const redacted = redactDeep({ body: new Uint8Array(bytes) }, redactor).body;
    expect(Buffer.from(redacted).toString('latin1')).toBe('\u00ff\u0000\u0080[redacted:TOKEN]\u00fe');
  });
});

const configOf = (input: string, identities: object = {}) =>
  ({ identities, invocation: { input, flags: {} } }) as unknown as ResolvedConfig;

describe('the secrets of a configuration', () => {
  const identity = (value: string) => ({
    credentials: {},
    byParameter: { authorization: { name: 'TOKEN', value } },
    notEntitled: false,
    missing: [],
  });
  // Only the identities are looked at.
  const knowing = (value: string) => redactorFor(configOf('openapi.yaml', { default: identity(value) }));

  it.each([
    ['Bearer abcdefgh', ['Bearer abcdefgh', 'abcdefgh']],
    ['abcdefgh', ['abcdefgh', encodeURIComponent('abcdefgh')]],
    ['someone:pass/word', ['someone:pass/word', 'pass/word', Buffer.from('someone:pass/word').toString('base64')]],
    [
      `Basic ${Buffer.from('someone:pass/word').toString('base64')}`,
      ['someone:pass/word', 'pass/word', Buffer.from('someone:pass/word').toString('base64')],
    ],
  ])('are known of %j in every part', (value, leaks) => {
    for (const leak of leaks) expect(knowing(value).text(`<${leak}>`)).toMatch(/^<\[redacted:TOKEN\].{0,4}>$/);
  });

  it('are known in the address of a description, by the name of their parameter', () => {
    const redactor = redactorFor(configOf('https://docs.example/openapi.json?api-key=s3cr3t-value&version=2024-01'));
    expect(redactor.text('assay run https://docs.example/openapi.json?api-key=s3cr3t-value&version=2024-01')).toBe(
      'assay run https://docs.example/openapi.json?api-key=[redacted:api-key]&version=2024-01',
    );
  });
});
