import { AssayError } from '../kernel/error.ts';
import type { SendableTarget, Target } from '../model/target.ts';
import { canonicalHost, isNeverHost } from './never-host.ts';

/** The two places where testing production must be asked for; one alone is a slip, not consent. */
export interface ProductionConsent {
  /** Asked for on the command line. */
  readonly productionFlag?: boolean;
  /** Asked for in the suite or configuration file. */
  readonly productionConfig?: boolean;
}

const clearedTargets = new WeakSet<Target>();

/**
 * Clear a target for sending: the only way to get a `SendableTarget`.
 * Fails with a safety error (exit 3) that says what to do: `bad-target-url`, `target-scheme`, `credentials-in-url`, `never-host`,
 * `emulator-not-loopback`, `production-refused`.
 */
export function clearTarget(target: Target, consent: ProductionConsent = {}): SendableTarget {
  const url = parsed(target.baseUrl);
  refuseUnsafeUrl(url);
  if (isNeverHost(url.host, target.neverHosts)) {
    refuse(
      'never-host',
      `${url.hostname} is listed as never to be tested and no flag changes that. Test an emulator or a sandbox instead.`,
    );
  }
  if (target.environment === 'emulator' && !isLoopback(url.hostname)) {
    refuse(
      'emulator-not-loopback',
      `${url.hostname} is not a loopback address, so it is no emulator. Call the environment sandbox, production-like or production.`,
    );
  }
  const production = target.environment === 'production';
  if (production) refuseWithoutConsent(url, consent);
  const base = url.origin + url.pathname.replace(/\/+$/, '');
  const cleared = Object.freeze({ ...target, baseUrl: base, readOnly: production });
  clearedTargets.add(cleared as Target);
  return cleared as SendableTarget; // the one brand cast: every refusal above has been passed
}

/** True for an object that `clearTarget` made; false for copies of one. */
export function isCleared(target: Target): boolean {
  return clearedTargets.has(target);
}

/** True for `localhost`, names below it, 127.0.0.0/8 and ::1 (RFC 6761 §6.3, RFC 1122 §3.2.1.3, RFC 4291 §2.5.3). */
export function isLoopback(host: string): boolean {
  const name = canonicalHost(host);
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    /^127\.\d+\.\d+\.\d+$/.test(name) ||
    name === '[::1]' ||
    /^\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\]$/.test(name)
  );
}

function parsed(baseUrl: string): URL {
  if (URL.canParse(baseUrl)) return new URL(baseUrl);
  return refuse(
    'bad-target-url',
    'The target is not an absolute URL. Give one such as http://127.0.0.1:8080 with --url or in the environment.',
  );
}

function refuseUnsafeUrl(url: URL): void {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    refuse('target-scheme', `${url.protocol} cannot be tested. Give an http: or https: URL.`);
  if (url.username !== '' || url.password !== '') {
    refuse(
      'credentials-in-url',
      `The URL of ${url.hostname} carries a user name or password. Take it out and give the credential through an environment variable.`,
    );
  }
  if (url.search !== '' || url.hash !== '')
    refuse('bad-target-url', `The base URL of ${url.hostname} ends in a query or fragment. Give the URL without it.`);
}

function refuseWithoutConsent(url: URL, consent: ProductionConsent): void {
  if (consent.productionFlag && consent.productionConfig) return;
  const missing = [
    consent.productionConfig ? [] : ['set production: true in the configuration'],
    consent.productionFlag ? [] : ['pass --production on the command line'],
  ].flat();
  refuse(
    'production-refused',
    `${url.hostname} is a production system. To send it safe methods only, ${missing.join(' and ')}.`,
  );
}

function refuse(code: string, message: string): never {
  throw new AssayError('safety', code, message);
}
