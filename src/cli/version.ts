import { readFileSync } from 'node:fs';
import { isJsonObject } from '../kernel/json.ts';

/** The version of this package, from its own manifest. */
export function ownVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return isJsonObject(manifest) ? String(manifest['version']) : 'unknown';
}
