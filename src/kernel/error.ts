/** What went wrong, as classes of exit: usage, config, spec (2), target, safety (3), plugin, internal (5). */
export type ErrorKind = 'usage' | 'config' | 'spec' | 'target' | 'safety' | 'plugin' | 'internal';

/**
 * An error of the user's set-up or of our own; never a finding.
 * The code is stable and public (`assay explain <code>`); the message says what to do.
 */
export class AssayError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;

  constructor(kind: ErrorKind, code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'AssayError';
    this.kind = kind;
    this.code = code;
  }
}

/** The message of anything thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
