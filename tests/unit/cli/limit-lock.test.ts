import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { lockTarget } from '../../../src/cli/limit-lock.ts';
import { shortDigest } from '../../../src/kernel/digest.ts';

const TARGET = 'https://sandbox.example.org/api?key=s3cret';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-lock-'));
});

/** A process that was there and is no more. */
const deadProcess = () => spawnSync(process.execPath, ['-e', '0']).pid;

function leaveBehind(content: string): void {
  writeFileSync(join(folder, `${shortDigest('https://sandbox.example.org')}.lock`), content);
}

describe('the lock of a target', () => {
  test('keeps a second check away until it is released', () => {
    const release = lockTarget(TARGET, folder);
    expect(() => lockTarget('https://sandbox.example.org/other', folder)).toThrow(
      expect.objectContaining({ kind: 'usage', code: 'limit-locked', message: expect.stringContaining('going on') }),
    );
    release();
    expect(readdirSync(folder)).toEqual([]);
    lockTarget(TARGET, folder)();
  });

  test('is one for each target, and tells no more than its origin', () => {
    lockTarget(TARGET, folder);
    lockTarget('https://other.example.org', folder);
    const files = readdirSync(folder);
    expect(files).toHaveLength(2);
    expect(files.map((file) => readFileSync(join(folder, file), 'utf8')).join()).not.toContain('s3cret');
  });

  test.each([
    ['of a process that is gone', () => JSON.stringify({ pid: deadProcess(), target: 'x', sinceMs: Date.now() })],
    ['older than any check', () => JSON.stringify({ pid: process.pid, target: 'x', sinceMs: Date.now() - 9e7 })],
    ['that says nothing', () => ''],
  ])('is taken over when it is one %s', (_name, content) => {
    leaveBehind(content());
    const release = lockTarget(TARGET, folder);
    expect(() => lockTarget(TARGET, folder)).toThrow(/going on/);
    release();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is never released by another than its owner', () => {
    const release = lockTarget(TARGET, folder);
    leaveBehind(JSON.stringify({ pid: process.ppid, target: 'x', sinceMs: Date.now() }));
    release();
    expect(() => lockTarget(TARGET, folder)).toThrow(`process ${process.ppid}`);
  });
});
