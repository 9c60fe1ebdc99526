import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../kernel/clock.ts';
import { shortDigest } from '../kernel/digest.ts';
import { AssayError, messageOf } from '../kernel/error.ts';
import { isJsonObject } from '../kernel/json.ts';

/** What a lock file says of its owner; free of secrets. */
interface Owner {
  readonly pid: number;
  readonly target: string;
  readonly sinceMs: number;
}

/** Longer than any check lasts: an owner of that age has died and its process number was given away again. */
const OLDEST_MS = 24 * 3_600_000;

/**
 * Take the lock of a target, so that no other check from this machine disturbs this one: limits by address count both, and each would take
 * the other's requests for the limiter's doing. Gives back what releases it. A lock whose process is gone is taken over. Fails with usage
 * error `limit-locked`.
 */
export function lockTarget(target: string, folder = ownFolder()): () => void {
  const file = join(folder, `${shortDigest(new URL(target).origin)}.lock`);
  const own = `${file}.${process.pid}`;
  const owner: Owner = { pid: process.pid, target: new URL(target).origin, sinceMs: systemClock.now() };
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(own, JSON.stringify(owner));
  } catch (error) {
    throw new AssayError(
      'usage',
      'limit-locked',
      `The lock ${file} cannot be made: ${messageOf(error)}. Set TMPDIR to a folder that can be written.`,
      { cause: error },
    );
  }
  try {
    if (!taken(own, file)) replaceStale(own, file, owner.target);
  } finally {
    rmSync(own, { force: true });
  }
  return () => {
    if (ownerOf(file)?.pid === process.pid) rmSync(file, { force: true });
  };
}

/** Of this user alone: nobody else can put a file or a link there. */
function ownFolder(): string {
  return join(tmpdir(), `assay-limits-${process.getuid?.() ?? 'user'}`);
}

/** A link is made whole or not at all, and never over a file that is there. */
function taken(own: string, file: string): boolean {
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (isJsonObject(error) && error['code'] === 'EEXIST') return false;
    throw error;
  }
}

function replaceStale(own: string, file: string, target: string): void {
  const owner = ownerOf(file);
  if (owner && isAlive(owner)) throw locked(owner, target, file);
  const aside = `${own}.stale`;
  try {
    renameSync(file, aside);
  } catch {
    // Another check has cleared it away; who is first has the lock.
  }
  // Between looking and moving, another check may have taken over: then it was its lock, and goes back.
  const moved = ownerOf(aside);
  if (moved && isAlive(moved)) taken(aside, file);
  rmSync(aside, { force: true });
  if (!taken(own, file)) throw locked(ownerOf(file), target, file);
}

function locked(owner: Owner | undefined, target: string, file: string): AssayError {
  const who = owner ? `process ${owner.pid}, since ${new Date(owner.sinceMs).toISOString()}` : 'another process';
  return new AssayError(
    'usage',
    'limit-locked',
    `Another limit check of ${target} is going on from this machine (${who}), and each would disturb the other. Wait for its end; if there is none, remove ${file}.`,
  );
}

/** Undefined for a file that is gone or was not written by a check. */
function ownerOf(file: string): Owner | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!isJsonObject(value)) return undefined;
    const { pid, target, sinceMs } = value;
    if (typeof pid !== 'number' || typeof target !== 'string' || typeof sinceMs !== 'number') return undefined;
    return { pid, target, sinceMs };
  } catch {
    return undefined;
  }
}

/** Signal 0 asks whether a process is there; to be refused the right to ask says that it is. */
function isAlive({ pid, sinceMs }: Owner): boolean {
  if (systemClock.now() - sinceMs > OLDEST_MS) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isJsonObject(error) && error['code'] === 'EPERM';
  }
}
