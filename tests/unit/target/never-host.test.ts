import { describe, expect, it } from 'vitest';
import { isNeverHost } from '../../../src/target/never-host.ts';

describe('isNeverHost', () => {
  it.each([
    ['api.example.org', 'api.example.org'],
    ['API.Example.ORG', 'api.example.org'],
    ['api.example.org', 'API.EXAMPLE.ORG'],
    ['api.example.org.', 'api.example.org'],
    ['api.example.org', 'api.example.org.'],
    ['api.example.org:8443', 'api.example.org'],
    ['api.example.org', 'api.example.org:443'],
    ['api.example.org', 'https://api.example.org/v3?x=1'],
    ['a.b.example.org', '*.example.org'],
    ['example.org', '*.example.org'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['xn--bcher-kva.example', 'BÜCHER.example'],
    ['api.bücher.example', '*.bücher.example'],
    ['127.1', '127.0.0.1'],
    ['[0:0:0:0:0:0:0:1]:80', '[::1]'],
    ['anything.example', '*'],
  ])('%s is covered by %s', (host, entry) => expect(isNeverHost(host, [entry])).toBe(true));

  it.each([
    ['api.example.org', 'example.org'],
    ['example.org', 'api.example.org'],
    ['api.example.org.evil.example', 'api.example.org'],
    ['notexample.org', '*.example.org'],
    ['api-example.org', '*.example.org'],
    ['apixexample.org', 'api.example.org'],
  ])('%s is not covered by %s', (host, entry) => expect(isNeverHost(host, [entry])).toBe(false));

  it('looks through the whole list', () => {
    expect(isNeverHost('b.example', ['a.example', 'b.example'])).toBe(true);
    expect(isNeverHost('b.example', [])).toBe(false);
  });

  it.each(['', '*.', 'api.*.org', 'https://'])('fails on the entry "%s", which would protect nothing', (entry) => {
    expect(() => isNeverHost('api.example.org', [entry])).toThrow(/names no host/);
  });
});
