import type { FhirVerdict } from '../issue.ts';

/** A verdict as one line of JSON with the name of what was validated; lines make an NDJSON stream. */
export function formatJson(name: string, verdict: FhirVerdict): string {
  return `${JSON.stringify({ name, ...verdict })}\n`;
}
