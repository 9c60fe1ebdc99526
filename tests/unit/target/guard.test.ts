import { describe, expect, it } from 'vitest';
import { AssayError } from '../../../src/kernel/error.ts';
import type { Target } from '../../../src/model/target.ts';
import { clearTarget, isCleared, isLoopback } from '../../../src/target/guard.ts';

const target = (over: Partial<Target>): Target => ({
  baseUrl: 'http://127.0.0.1:8080',
  environment: 'emulator',
  credentials: {},
  neverHosts: [],
  ...over,
});

function refusal(run: () => unknown): AssayError {
  try {
    run();
  } catch (error) {
    if (error instanceof AssayError) return error;
  }
  throw new Error('it was not refused');
}

describe('clearTarget', () => {
  it('clears a loopback emulator, drops trailing slashes and is not read-only', () => {
    const cleared = clearTarget(target({ baseUrl: 'http://127.0.0.1:8080/api//' }));
    expect(cleared.baseUrl).toBe('http://127.0.0.1:8080/api');
    expect(cleared.readOnly).toBe(false);
  });

  it('knows its own work from a copy', () => {
    const cleared = clearTarget(target({}));
    expect(isCleared(cleared)).toBe(true);
    expect(isCleared({ ...cleared, baseUrl: 'https://elsewhere.example' })).toBe(false);
    expect(() => Object.assign(cleared, { baseUrl: 'https://elsewhere.example' })).toThrow(TypeError);
  });

  it.each([
    ['nonsense', 'bad-target-url'],
    ['/relative', 'bad-target-url'],
    ['http://127.0.0.1/?a=1', 'bad-target-url'],
    ['http://127.0.0.1/#part', 'bad-target-url'],
    ['file:///etc/passwd', 'target-scheme'],
    ['ftp://127.0.0.1/', 'target-scheme'],
    ['ws://127.0.0.1/', 'target-scheme'],
    ['http://user@127.0.0.1/', 'credentials-in-url'],
    ['http://user:hunter22@127.0.0.1/', 'credentials-in-url'],
    ['http://:hunter22@127.0.0.1/', 'credentials-in-url'],
  ])('refuses %s as %s without repeating a password', (baseUrl, code) => {
    const error = refusal(() => clearTarget(target({ baseUrl })));
    expect(error).toMatchObject({ kind: 'safety', code });
    expect(error.message).not.toContain('hunter22');
  });

  it('refuses an emulator that is not on loopback', () => {
    for (const baseUrl of ['http://192.168.0.1', 'http://0.0.0.0:80', 'http://localhost.example.org', 'http://[::2]']) {
      expect(refusal(() => clearTarget(target({ baseUrl }))).code).toBe('emulator-not-loopback');
    }
  });

  it('refuses production unless it is named twice, and then is read-only', () => {
    const production = target({ baseUrl: 'https://api.example.org', environment: 'production' });
    expect(refusal(() => clearTarget(production)).message).toMatch(/production: true.* and .*--production/);
    expect(refusal(() => clearTarget(production, { productionFlag: true })).message).not.toContain('--production');
    expect(refusal(() => clearTarget(production, { productionConfig: true })).message).toContain('--production');
    expect(clearTarget(production, { productionFlag: true, productionConfig: true }).readOnly).toBe(true);
  });

  it('refuses a host that is never to be tested whatever the environment and consent', () => {
    const consent = { productionFlag: true, productionConfig: true };
    for (const environment of ['emulator', 'sandbox', 'production-like', 'production'] as const) {
      const never = target({
        baseUrl: 'https://API.example.org.:8443/x',
        environment,
        neverHosts: ['api.example.org'],
      });
      expect(refusal(() => clearTarget(never, consent)).code).toBe('never-host');
    }
  });
});

describe('isLoopback', () => {
  it.each([
    'localhost',
    'LOCALHOST.',
    'api.localhost',
    '127.0.0.1',
    '127.9.9.9',
    '127.1',
    '0x7f.0.0.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
  ])('%s is', (host) => expect(isLoopback(host)).toBe(true));
  it.each(['localhost.example', '128.0.0.1', '127.0.0.1.example.org', '[::2]', 'notlocalhost', ''])(
    '%s is not',
    (host) => expect(isLoopback(host)).toBe(false),
  );
});
