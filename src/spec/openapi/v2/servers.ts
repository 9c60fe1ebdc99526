import { isRemote } from '../../read-text.ts';
import { type Reading, textMember } from '../reading.ts';

/** Base URLs out of `schemes`, `host` and `basePath`; without a host the document's own, else the path alone. */
export function readSwaggerServers(reading: Reading, uri: string): string[] {
  const own = isRemote(uri) && URL.canParse(uri) ? new URL(uri) : undefined;
  const host = textMember(reading.root, 'host', own?.host ?? '');
  const path = textMember(reading.root, 'basePath').replace(/\/$/, '');
  if (host === '') return path === '' ? [] : [path];
  const written = reading.root['schemes'];
  const named = Array.isArray(written) ? written.filter((scheme) => scheme === 'https' || scheme === 'http') : [];
  const schemes = named.length > 0 ? named : [own?.protocol.slice(0, -1) ?? 'https'];
  return schemes.map((scheme) => `${scheme}://${host}${path}`);
}
