import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { classifyInput } from '../../../src/config/input.ts';
import { findSuiteFiles } from '../../../src/config/suite-file.ts';
import { folderOf } from './folder.ts';

const SUITE = 'name: a\nenvironments: {}\n';
const DOCUMENT = 'openapi: 3.1.0\n';

const cwd = folderOf({
  'api.yaml': DOCUMENT,
  'api.json': '{"openapi":"3.1.0"}',
  openapi: DOCUMENT,
  'broken.yaml': 'a: [',
  'settings.yaml': SUITE,
  'settings.json': JSON.stringify({ environments: {} }),
  'api.config.yaml': 'anything: true',
  'my.suite.json': '{}',
  'own.ts': 'export default {}',
  'own.mjs': 'export default {}',
  'suites/parcels/v1.suite.ts': 'export default {}',
  'suites/parcels/v2.suite.yaml': SUITE,
  'folder.yaml/keep': '',
  'environments.yaml': 'openapi: 3.1.0\npaths: { /environments: {} }\n',
  'environments.json': JSON.stringify({ openapi: '3.1.0', 'x-of': { environments: {} } }),
});

describe('what a command is given to work on', () => {
  it.each(['api.yaml', 'api.json', 'openapi', 'broken.yaml', 'environments.yaml', 'environments.json'])(
    '%s is a document',
    (input) => {
      expect(classifyInput(input, cwd)).toEqual({ kind: 'document', uri: join(cwd, input) });
    },
  );

  it.each(['settings.yaml', 'settings.json', 'api.config.yaml', 'my.suite.json', 'own.ts', 'own.mjs'])(
    '%s is a suite',
    (input) => {
      expect(classifyInput(input, cwd)).toEqual({ kind: 'suite', file: join(cwd, input) });
    },
  );

  it('finds a suite by its name below suites/', () => {
    expect(classifyInput('parcels/v1', cwd)).toEqual({ kind: 'suite', file: join(cwd, 'suites/parcels/v1.suite.ts') });
    expect(classifyInput('parcels/v2', cwd)).toMatchObject({ kind: 'suite' });
    expect(findSuiteFiles(join(cwd, 'suites')).map((file) => file.slice(cwd.length + 1))).toEqual([
      'suites/parcels/v1.suite.ts',
      'suites/parcels/v2.suite.yaml',
    ]);
  });

  it.each(['http://127.0.0.1:1/openapi.json', 'HTTPS://example.org/api'])('%s is fetched as a document', (uri) => {
    expect(classifyInput(uri, cwd)).toEqual({ kind: 'document', uri });
  });

  it('takes an absolute path', () => {
    expect(classifyInput(join(cwd, 'api.yaml'), '/')).toEqual({ kind: 'document', uri: join(cwd, 'api.yaml') });
  });

  it('names the nearest suite when there is neither file nor suite', () => {
    const code = expect.objectContaining({ kind: 'usage', code: 'input-not-found' });
    expect(() => classifyInput('parcls/v1', cwd)).toThrow('Did you mean parcels/v1?');
    expect(() => classifyInput('parcls/v1', cwd)).toThrow(code);
    expect(() => classifyInput('zzz.yaml', cwd)).toThrow(`looked at ${join(cwd, 'zzz.yaml')}`);
    expect(() => classifyInput('folder.yaml', cwd)).toThrow(code);
    expect(() => classifyInput('', cwd)).toThrow(code);
    expect(() => classifyInput('x', join(cwd, 'nowhere'))).toThrow(code);
  });
});
