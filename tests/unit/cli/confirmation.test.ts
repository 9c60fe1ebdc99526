import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { confirmed } from '../../../src/cli/confirmation.ts';

async function answer(text: string | null): Promise<{ yes: boolean; asked: string }> {
  const input = new PassThrough();
  const output = new PassThrough();
  const waiting = confirmed('Send this?', { input, output });
  input.end(text ?? '');
  const yes = await waiting;
  return { yes, asked: String(output.read() ?? '') };
}

describe('a question in the terminal', () => {
  test.each(['y\n', 'Y\n', 'yes\n', ' YES \n'])('is answered with yes by %j', async (text) => {
    expect(await answer(text)).toEqual({ yes: true, asked: expect.stringContaining('Send this? [y/N]') });
  });

  test.each(['\n', 'n\n', 'no\n', 'yess\n', 'maybe y\n', '', null])('is answered with no by %j', async (text) => {
    expect((await answer(text)).yes).toBe(false);
  });
});
