import { createHash } from 'node:crypto';

/** SHA-256 of text (as UTF-8) or bytes, in lower-case hex. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The first 12 hex digits of the SHA-256: a short stable id. */
export function shortDigest(content: string | Uint8Array): string {
  return sha256(content).slice(0, 12);
}
