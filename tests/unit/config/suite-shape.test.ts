import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suiteProblems } from '../../../src/config/suite-shape.ts';

const LEAST = { name: 'a/v1', title: 'A', spec: 'a.yaml', environments: {} };
const WHOLE = {
  ...LEAST,
  requirements: 'r.yaml',
  defaultEnvironment: 'emulator',
  limit: '100/10s',
  neverHosts: ['*.example.org'],
  budget: 10,
  environments: {
    emulator: {
      kind: 'emulator',
      emulator: { system: 'reference', mode: 'clean' },
      rate: '1/s',
      identities: { default: { credentials: { key: { emulatorToken: 'default' } } } },
    },
    sandbox: {
      kind: 'sandbox',
      url: { env: 'URL' },
      identities: { other: { notEntitled: true, credentials: { '*': { file: 'x' }, key: { env: 'Y' } } } },
    },
  },
  knownValues: [{ operation: '*', in: 'body', at: '', value: null }],
  cases: [
    {
      requirement: 'R-1',
      operation: 'GET /a',
      title: 't',
      given: [{ operation: 'POST /a', json: null }],
      when: { query: { a: 'b' }, identity: 'other' },
      expect: { statuses: [200] },
    },
  ],
  baseline: [{ id: 'D1', check: 'c', operation: '*', reason: 'r', owner: 'o', expires: '2026-02-28', signature: 's' }],
};

describe('the shape of a suite', () => {
  it('is right with the least and with everything', () => {
    expect(suiteProblems(LEAST)).toEqual([]);
    expect(suiteProblems(WHOLE)).toEqual([]);
    expect(suiteProblems({ ...LEAST, limit: undefined })).toEqual([]);
  });

  it.each([
    [undefined, 'the default export must be an object'],
    [[], 'the default export must be an object'],
    [{ ...LEAST, name: '' }, 'the default export.name must be a text'],
    [{ ...LEAST, spec: undefined }, 'the default export.spec is missing'],
    [{ ...LEAST, enviroments: {} }, 'the default export.enviroments is not a setting; did you mean environments?'],
    [{ ...LEAST, constructor: 1 }, 'the default export.constructor is not a setting'],
    [{ ...LEAST, toString: 1 }, 'the default export.toString is not a setting'],
    [{ ...LEAST, budget: 0 }, 'the default export.budget must be a whole number above 0'],
    [{ ...LEAST, budget: '10' }, 'the default export.budget must be a whole number above 0'],
    [{ ...LEAST, neverHosts: 'a' }, 'the default export.neverHosts must be a list'],
    [{ ...LEAST, neverHosts: ['a', 1] }, 'the default export.neverHosts[1] must be a text'],
    [{ ...LEAST, environments: [] }, 'the default export.environments must be an object'],
  ])('%j is wrong: %s', (suite, problem) => {
    expect(suiteProblems(suite).join('\n')).toContain(problem);
  });

  const environment = (value: unknown) => suiteProblems({ ...LEAST, environments: { e: value } }).join('\n');
  it.each([
    [
      { kind: 'prod', identities: {} },
      '.e.kind must be one of emulator, sandbox, production-like, production, not "prod"',
    ],
    [{ kind: 'sandbox' }, '.e.identities is missing'],
    [{ kind: 'sandbox', identities: {}, url: 1 }, '.e.url must be a URL or'],
    [{ kind: 'sandbox', identities: {}, emulater: {} }, 'did you mean emulator?'],
    [{ kind: 'sandbox', identities: { d: { credentials: { k: 's3cret' } } } }, 'never the secret itself'],
    [{ kind: 'sandbox', identities: { d: { credentials: { k: { value: 's3cret' } } } } }, 'never the secret itself'],
    [{ kind: 'sandbox', identities: { d: { credentials: {}, notEntitled: 'yes' } } }, 'must be true or false'],
  ])('the environment %j is wrong: %s', (value, problem) => {
    expect(environment(value)).toContain(problem);
    expect(environment(value)).not.toContain('s3cret');
  });

  it.each(['2026-13-01', '2026-02-30', '31.12.2026', '2026-2-3', 20261231, null])('%j is no date', (expires) => {
    const [entry] = WHOLE.baseline;
    expect(suiteProblems({ ...LEAST, baseline: [{ ...entry, expires }] })).toEqual([
      'the default export.baseline[0].expires must be a date, YYYY-MM-DD',
    ]);
  });

  it('tells every problem at once', () => {
    expect(suiteProblems({ nam: 'x' })).toHaveLength(5);
  });

  it('answers anything with texts, and never throws', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        for (const problem of suiteProblems(value)) expect(typeof problem).toBe('string');
      }),
      { seed: 1, numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(WHOLE)), fc.jsonValue(), (key, value) => {
        for (const problem of suiteProblems({ ...WHOLE, [key]: value })) expect(typeof problem).toBe('string');
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
