import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type RawFlags, resolveConfig } from '../../../src/config/resolve.ts';
import { folderOf } from './folder.ts';

const SUITE = {
  name: 'parcels/v1',
  title: 'Parcels',
  spec: '../specs/api.yaml',
  requirements: 'requirements.yaml',
  limit: '1001/5m',
  budget: 321,
  neverHosts: ['live.example.org'],
  environments: {
    emulator: {
      kind: 'emulator',
      emulator: { system: 'reference', mode: 'clean' },
      identities: {
        default: { credentials: { key: { emulatorToken: 'default' } } },
        revoked: { credentials: { key: { emulatorToken: 'revoked' } }, notEntitled: true },
      },
    },
    sandbox: {
      kind: 'sandbox',
      url: { env: 'SANDBOX_URL' },
      identities: { default: { credentials: { key: { env: 'KEY' }, other: { file: 'key.txt' } } } },
      rate: '7/s',
    },
    fixed: { kind: 'production-like', url: 'http://127.0.0.1:9', identities: {} },
    live: { kind: 'production', url: 'https://live.example.org', identities: {} },
  },
};

const cwd = folderOf({
  'api.yaml': 'openapi: 3.1.0',
  'key.txt': 'from-file\n',
  'suites/parcels/v1.suite.json': JSON.stringify(SUITE),
  'suites/remote.suite.json': JSON.stringify({ ...SUITE, name: 'remote', spec: 'https://example.org/api.yaml' }),
  'suites/plain.suite.yaml': [
    'name: plain',
    'title: Plain',
    'spec: api.yaml',
    'environments:',
    '  first: { kind: sandbox, url: "http://127.0.0.1:1", identities: {} }',
    '  second: { kind: sandbox, url: "http://127.0.0.1:2", identities: {} }',
  ].join('\n'),
  'suites/chosen.suite.json': JSON.stringify({ ...SUITE, defaultEnvironment: 'fixed' }),
  'suites/wrong.suite.json': JSON.stringify({ ...SUITE, titel: 'x' }),
  'suites/broken.suite.json': '{"name":',
  'suites/typed.suite.ts':
    "import { defineSuite } from 'assay';\nexport default defineSuite({ name: 'typed', title: 'T', spec: 'a.yaml', environments: { a: { kind: 'sandbox', url: 'http://127.0.0.1:1', identities: {} } } });",
  'suites/module.suite.mjs':
    "export default { name: 'module', title: 'M', spec: 'a.yaml', environments: { a: { kind: 'sandbox', url: 'http://127.0.0.1:1', identities: {} } } };",
  'suites/throwing.suite.ts': "throw new Error('no suite today');",
});

const resolved = (input: string, flags: RawFlags = {}, env: Record<string, string> = {}) =>
  resolveConfig(input, flags, { cwd, env });

describe('a bare document', () => {
  it('gets every default', async () => {
    const config = await resolved('api.yaml');
    expect(config).toMatchObject({
      suite: 'api.yaml',
      title: 'api.yaml',
      spec: join(cwd, 'api.yaml'),
      environment: 'sandbox',
      seed: 1,
      concurrency: 4,
      propertyRuns: 3,
      timeoutMs: 10_000,
      gate: 'low',
      undeclaredMethods: false,
      identities: { default: { credentials: {}, byParameter: {}, missing: [], notEntitled: false } },
      production: { productionConfig: false, productionFlag: false },
      invocation: { input: 'api.yaml', flags: {} },
    });
    for (const absent of ['baseUrl', 'rate', 'limit', 'budget', 'emulator', 'requirements'])
      expect(config).not.toHaveProperty(absent);
  });

  it('takes every flag', async () => {
    const flags: RawFlags = {
      url: 'http://127.0.0.1:8080/v1',
      headers: ['X-Key: env:KEY', 'Session: env:NOT_SET', 'Other: file:key.txt'],
      seed: '0',
      rate: '100/10s',
      budget: '50',
      concurrency: '1',
      propertyRuns: '0',
      timeout: '250',
      gate: 'high',
      undeclaredMethods: true,
      production: true,
    };
    expect(await resolved('api.yaml', flags, { KEY: 's3cret' })).toMatchObject({
      baseUrl: flags.url,
      environment: 'emulator',
      identities: {
        default: {
          byParameter: {
            'x-key': { name: 'KEY', value: 's3cret' },
            other: { name: 'KEY_TXT', value: 'from-file' },
          },
          missing: ['NOT_SET'],
        },
      },
      seed: 0,
      rate: { requests: 100, windowMs: 10_000 },
      budget: 50,
      concurrency: 1,
      propertyRuns: 0,
      timeoutMs: 250,
      gate: 'high',
      undeclaredMethods: true,
      production: { productionConfig: false, productionFlag: true },
    });
  });

  it('never puts a secret into what a replay is told by', async () => {
    const { invocation } = await resolved('api.yaml', { headers: ['X-Key: env:KEY'] }, { KEY: 's3cret' });
    expect(JSON.stringify(invocation)).not.toContain('s3cret');
    expect(invocation.flags.headers).toEqual(['X-Key: env:KEY']);
  });

  it.each([
    ['http://localhost:8080', 'emulator'],
    ['http://127.8.8.8', 'emulator'],
    ['http://[::1]:80/api', 'emulator'],
    ['http://127.0.0.1.example.org', 'sandbox'],
    ['http://localhost.example.org', 'sandbox'],
    ['https://example.org', 'sandbox'],
  ])('at %s is tested as on an %s', async (url, environment) => {
    expect((await resolved('api.yaml', { url })).environment).toBe(environment);
  });

  it('is named after its address without the query', async () => {
    const { suite, spec } = await resolved('https://example.org/api/openapi.json?key=s3cret');
    expect(suite).toBe('openapi.json');
    expect(spec).toContain('?key=');
    expect((await resolved('https://example.org')).suite).toBe('document');
  });

  it.each([{ env: 'sandbox' }, { mode: 'clean' }, { defects: ['D7'] }])(
    'refuses %j, which only a suite gives a meaning to',
    async (flags) => {
      await expect(resolved('api.yaml', flags)).rejects.toMatchObject({ kind: 'usage', code: 'bad-flag' });
    },
  );
});

describe('a number or choice that is none', () => {
  it.each([
    [{ seed: 'x' }, '--seed takes a whole number of at least 0, not "x"'],
    [{ seed: '-1' }, '--seed'],
    [{ seed: '1.5' }, '--seed'],
    [{ seed: '' }, '--seed'],
    [{ seed: '9007199254740993' }, '--seed'],
    [{ budget: '0' }, '--budget takes a whole number of at least 1'],
    [{ concurrency: '0' }, '--concurrency'],
    [{ propertyRuns: '-1' }, '--property-runs'],
    [{ timeout: '0' }, '--timeout'],
    [{ timeout: 'Infinity' }, '--timeout'],
    [{ gate: 'lowest' }, '--gate takes one of critical, high, medium, low, info, not "lowest"'],
  ])('%j is refused with advice', async (flags, message) => {
    await expect(resolved('api.yaml', flags)).rejects.toMatchObject({
      kind: 'usage',
      code: 'bad-flag',
      message: expect.stringContaining(message),
    });
  });

  it('a mode that is none', async () => {
    await expect(resolved('parcels/v1', { mode: 'dirty' })).rejects.toMatchObject({ code: 'bad-flag' });
  });

  it('a rate that is none', async () => {
    await expect(resolved('api.yaml', { rate: '0/s' })).rejects.toMatchObject({ code: 'bad-rate' });
  });
});

describe('a suite', () => {
  it('is resolved in its emulator, at half of the documented limit', async () => {
    expect(await resolved('parcels/v1')).toMatchObject({
      suite: 'parcels/v1',
      spec: join(cwd, 'suites/specs/api.yaml'),
      requirements: join(cwd, 'suites/parcels/requirements.yaml'),
      environmentName: 'emulator',
      environment: 'emulator',
      limit: { requests: 1001, windowMs: 300_000 },
      rate: { requests: 500, windowMs: 300_000 },
      budget: 321,
      neverHosts: ['live.example.org'],
      emulator: {
        system: 'reference',
        mode: 'clean',
        defects: [],
        tokens: [
          { identity: 'default', scheme: 'key', token: 'default' },
          { identity: 'revoked', scheme: 'key', token: 'revoked' },
        ],
      },
      identities: { revoked: { notEntitled: true } },
    });
  });

  it('lets flags decide over itself', async () => {
    const config = await resolved(
      'parcels/v1',
      {
        mode: 'faithful',
        defects: ['D1', 'D2'],
        rate: '3/s',
        budget: '9',
        headers: ['X-Key: env:KEY'],
      },
      { KEY: 'k' },
    );
    expect(config).toMatchObject({
      rate: { requests: 3, windowMs: 1_000 },
      budget: 9,
      emulator: { mode: 'faithful', defects: ['D1', 'D2'] },
      identities: { default: { byParameter: { 'x-key': { name: 'KEY' } } } },
    });
  });

  it('starts no emulator when an address is given', async () => {
    const config = await resolved('parcels/v1', { url: 'http://127.0.0.1:5' });
    expect(config.baseUrl).toBe('http://127.0.0.1:5');
    expect(config).not.toHaveProperty('emulator');
  });

  it('takes address and secrets of an environment from where it says', async () => {
    const env = { SANDBOX_URL: 'http://127.0.0.1:7', KEY: 'from-env' };
    expect(await resolved('parcels/v1', { env: 'sandbox' }, env)).toMatchObject({
      baseUrl: env.SANDBOX_URL,
      environment: 'sandbox',
      rate: { requests: 7, windowMs: 1_000 },
      identities: {
        default: {
          credentials: { key: { name: 'KEY', value: 'from-env' }, other: { name: 'KEY_TXT', value: 'from-file' } },
          missing: [],
        },
      },
    });
  });

  it('says which secrets and addresses are missing', async () => {
    const { identities } = await resolved('parcels/v1', { env: 'sandbox', url: 'http://127.0.0.1:7' });
    expect(identities['default']?.missing).toEqual(['KEY']);
    await expect(resolved('parcels/v1', { env: 'sandbox' })).rejects.toMatchObject({
      kind: 'config',
      code: 'url-missing',
      message: expect.stringContaining('set the variable SANDBOX_URL'),
    });
  });

  it('gives half of a consent to production, the flag the other', async () => {
    expect((await resolved('parcels/v1', { env: 'live' })).production).toEqual({
      productionConfig: true,
      productionFlag: false,
    });
    expect((await resolved('parcels/v1', { env: 'fixed', production: true })).production).toEqual({
      productionConfig: false,
      productionFlag: true,
    });
  });

  it('chooses its environment: named, by default, the emulator, the first', async () => {
    expect((await resolved('parcels/v1', { env: 'fixed' })).environmentName).toBe('fixed');
    expect((await resolved('chosen')).environmentName).toBe('fixed');
    expect((await resolved('parcels/v1')).environmentName).toBe('emulator');
    expect((await resolved('plain')).environmentName).toBe('first');
    await expect(resolved('parcels/v1', { env: 'sandbx' })).rejects.toMatchObject({
      code: 'unknown-environment',
      message: 'parcels/v1 has no environment "sandbx". Did you mean sandbox? Known: emulator, sandbox, fixed, live.',
    });
    await expect(resolved('parcels/v1', { env: 'constructor' })).rejects.toMatchObject({ code: 'unknown-environment' });
  });

  it('may have its description behind an address', async () => {
    expect((await resolved('remote')).spec).toBe('https://example.org/api.yaml');
  });

  it.each(['typed', 'module', 'plain'])('can be TypeScript, JavaScript or YAML: %s', async (name) => {
    expect((await resolved(name)).suite).toBe(name);
  });

  it.each([
    ['wrong', 'config-invalid', 'did you mean title?'],
    ['broken', 'config-unreadable', 'cannot be loaded'],
    ['throwing', 'config-unreadable', 'no suite today'],
  ])('that is %s fails with %s', async (name, code, message) => {
    await expect(resolved(name)).rejects.toMatchObject({
      kind: 'config',
      code,
      message: expect.stringContaining(message),
    });
  });
});
