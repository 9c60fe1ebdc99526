import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseHeaderFlag, secretFrom } from '../../../src/config/secrets.ts';
import { folderOf } from './folder.ts';

const cwd = folderOf({ 'my-token.txt': '  s3cret \n', empty: ' \n' });

describe('the secret behind a name', () => {
  it('comes from a variable', () => {
    expect(secretFrom({ env: 'TOKEN' }, { env: { TOKEN: 's3cret' }, cwd })).toEqual({ name: 'TOKEN', value: 's3cret' });
  });

  it.each([{ TOKEN: undefined }, { TOKEN: '' }, {}])('is not there when the variable is %j', (env) => {
    expect(secretFrom({ env: 'TOKEN' }, { env, cwd })).toBeUndefined();
  });

  it('comes from a file, trimmed and named after it, relative to the working folder or absolute', () => {
    const expected = { name: 'MY_TOKEN_TXT', value: 's3cret' };
    expect(secretFrom({ file: 'my-token.txt' }, { env: {}, cwd })).toEqual(expected);
    expect(secretFrom({ file: join(cwd, 'my-token.txt') }, { env: {}, cwd: '/' })).toEqual(expected);
    expect(secretFrom({ file: 'empty' }, { env: {}, cwd })).toBeUndefined();
  });

  it('fails when the file cannot be read', () => {
    expect(() => secretFrom({ file: 'nowhere' }, { env: {}, cwd })).toThrow(
      expect.objectContaining({ kind: 'config', code: 'secret-file' }),
    );
  });
});

describe('a header flag', () => {
  it.each([
    ['Authorization: env:TOKEN', 'Authorization', { env: 'TOKEN' }],
    ['Authorization:env:TOKEN', 'Authorization', { env: 'TOKEN' }],
    ['  X-Key :  file:/run/my secrets/key  ', 'X-Key', { file: '/run/my secrets/key' }],
    ['session_id: env:A_B', 'session_id', { env: 'A_B' }],
  ])('%j is understood', (flag, parameter, source) => {
    expect(parseHeaderFlag(flag)).toEqual({ parameter, source });
  });

  it.each([
    'Authorization: Bearer hunter2hunter2',
    'hunter2hunter2',
    'hunter2hunter2 env:TOKEN',
    'Authorization: env:',
    'Authorization',
    ': env:TOKEN',
    'A B: env:hunter2hunter2',
    '',
  ])('%j is refused without being repeated', (flag) => {
    const refused = () => parseHeaderFlag(flag);
    expect(refused).toThrow(expect.objectContaining({ kind: 'usage', code: 'secret-in-argv' }));
    expect(refused).not.toThrow(/hunter2/);
  });

  it('is refused with its own name in the advice', () => {
    expect(() => parseHeaderFlag('X-Key: abc')).toThrow("-H 'X-Key: env:VARIABLE'");
  });
});
