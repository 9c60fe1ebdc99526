import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { codes } from '../../../src/cli/codes.ts';
import { builtInKit } from '../../../src/run/kit.ts';

const KINDS = 'usage|config|spec|target|safety|plugin|internal';

/** Every code that the sources can raise, found in the calls that raise them. */
function codesInSources(): string[] {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.startsWith('cli/codes'),
  );
  const found = files.flatMap((file) => {
    const text = readFileSync(join('src', file), 'utf8');
    return [
      ...text.matchAll(new RegExp(`new AssayError\\(\\s*'(?:${KINDS})',\\s*'([a-z0-9.-]+)'`, 'g')),
      ...text.matchAll(/\bpackageError\(\s*'([a-z0-9-]+)'/g),
      ...text.matchAll(/\brefuse\(\s*'([a-z0-9-]+)'/g),
      ...(file.startsWith('spec/') ? text.matchAll(/report\(\s*(?:reading,\s*)?'([a-z0-9.-]+)'/g) : []),
      ...text.matchAll(/\bcode: '([a-z0-9-]+)',\s*severity/g),
    ].map((match) => match[1] ?? '');
  });
  return [...new Set(found)].sort();
}

test('every code that can be raised is explained', () => {
  expect(codesInSources().length).toBeGreaterThan(40);
  expect(codesInSources().filter((code) => !(code in codes))).toEqual([]);
});

test('every explanation is a sentence that says something', () => {
  for (const [code, text] of Object.entries(codes)) expect(`${code}: ${text}`).toMatch(/: [A-Z`]?.{20,}[.)]$/s);
});

test('no code shadows a plug-in', () => {
  const plugins = Object.values(builtInKit).flatMap(({ all }) => all.map((plugin: { id: string }) => plugin.id));
  expect(plugins.filter((id) => id in codes)).toEqual([]);
});
