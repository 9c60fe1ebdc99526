import type { Redactor } from '../kernel/redaction.ts';

/** A copy of any value in which every text and every body is free of secrets; values without secrets keep their identity. */
export function redactDeep<T>(value: T, redactor: Redactor): T {
  return redactUnknown(value, redactor) as T;
}

function redactUnknown(value: unknown, redactor: Redactor): unknown {
  if (typeof value === 'string') return redactor.text(value);
  if (value instanceof Uint8Array) return redactBytes(value, redactor);
  if (Array.isArray(value))
    return keepIdentity(
      value,
      value.map((item) => redactUnknown(item, redactor)),
    );
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const redacted = entries.map(([key, member]) => [redactor.text(key), redactUnknown(member, redactor)] as const);
  return redacted.every(([key, member], index) => key === entries[index]?.[0] && member === entries[index]?.[1])
    ? value
    : Object.fromEntries(redacted);
}

function keepIdentity(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  return after.every((item, index) => item === before[index]) ? before : after;
}

/** Bytes are searched as Latin-1, which maps one to one, so that secrets in binary bodies are found without harming the rest. */
function redactBytes(bytes: Uint8Array, redactor: Redactor): Uint8Array {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const clean = redactor.text(text);
  return clean === text ? bytes : new Uint8Array(Buffer.from(clean, 'latin1'));
}
