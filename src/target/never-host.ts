import { domainToASCII } from 'node:url';
import { AssayError } from '../kernel/error.ts';

/**
 * True when a host is on a list of hosts never to be tested. Case, port, a trailing dot and the spelling of international
 * names or IP addresses make no difference; `*.example.org` covers `example.org` and every name below it, `*` covers all.
 * Fails with safety error `bad-never-host` on an entry that names no host, because it would protect nothing.
 */
export function isNeverHost(host: string, neverHosts: readonly string[]): boolean {
  const name = canonicalHost(host);
  return neverHosts.some((entry) => covers(entry, name));
}

function covers(entry: string, host: string): boolean {
  const bare = withoutSchemeAndPath(entry.trim());
  if (bare === '*') return true;
  const wildcard = bare.startsWith('*.');
  const name = canonicalHost(wildcard ? bare.slice(2) : bare);
  if (name === '' || name.includes('*')) {
    throw new AssayError(
      'safety',
      'bad-never-host',
      `"${entry}" in neverHosts names no host. Write a host name such as api.example.org, or *.example.org.`,
    );
  }
  return host === name || (wildcard && host.endsWith(`.${name}`));
}

/** Lower case, punycode, IP addresses in their one normal form, no port, no trailing dot; empty when it is no host. */
export function canonicalHost(host: string): string {
  const ascii = viaUrl(host) ?? domainToASCII(host.replace(/:\d*$/, ''));
  return ascii.toLowerCase().replace(/\.+$/, '');
}

function viaUrl(host: string): string | undefined {
  return URL.canParse(`http://${host}/`) ? new URL(`http://${host}/`).hostname : undefined;
}

function withoutSchemeAndPath(entry: string): string {
  return entry.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').replace(/[/?#].*$/, '');
}
