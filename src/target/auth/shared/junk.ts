import { sha256 } from '../../../kernel/digest.ts';
import { seededRandom } from '../../../kernel/random.ts';

const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();

/**
 * A worthless value of the shape of a secret: same length, letters for letters, digits for digits, all else kept.
 * Drawn from the secret's digest, so stable; never equal to the secret in whatever case.
 */
export function junkOf(secret: string): string {
  const random = seededRandom(Number.parseInt(sha256(`junk ${secret}`).slice(0, 8), 16));
  const draw = (alphabet: string) => random.pick([...alphabet]);
  for (let attempt = 0; attempt < 100; attempt++) {
    const junk = secret.replace(/[A-Za-z0-9]/g, (char) => draw(char <= '9' ? DIGITS : char <= 'Z' ? UPPER : LOWER));
    if (junk.toLowerCase() !== secret.toLowerCase()) return junk;
  }
  return `${secret === '' ? '' : 'x'}${draw(LOWER)}${draw(LOWER)}`; // nothing to replace: no letter, no digit
}

/** Base64 of UTF-8 text (RFC 4648 §4). */
export function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

/** The name of the query parameter that carries a token in a URL (RFC 6750 §2.3). */
export const TOKEN_PARAMETER = 'access_token';
