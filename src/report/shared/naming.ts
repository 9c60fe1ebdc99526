import type { RunReport } from '../../model/run-report.ts';
import { describeSpecRef, type SpecRef } from '../../model/spec-ref.ts';

/** The clause on one line, with the file name of the document and the words of a requirement. */
export function describeClause(ref: SpecRef, report: RunReport): string {
  if (ref.kind === 'requirement') {
    const text = report.requirements.find(({ requirement }) => requirement.id === ref.id)?.requirement.text;
    return text ? `${describeSpecRef(ref)}: ${text}` : describeSpecRef(ref);
  }
  return describeSpecRef(ref, (digest) => documentName(digest, report));
}

/** The last part of a document's path, or undefined when the report does not know the digest. */
export function documentName(digest: string, report: RunReport): string | undefined {
  const uri = report.documents.find((document) => document.digest === digest)?.uri;
  return uri?.split('/').findLast((part) => part !== '');
}

/** `12 requests`, `1 request`, `1,234 requests`. */
export function count(number: number, singular: string, plural = `${singular}s`): string {
  // Not by the platform's locales: these alone cost as much memory as a whole report.
  return `${String(number).replace(/\B(?=(?:\d{3})+$)/g, ',')} ${number === 1 ? singular : plural}`;
}

/** The text with a capital first letter. */
export function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** A duration for people: `820 ms`, `14.2 s`, `3 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  return seconds < 3_600
    ? `${Math.floor(seconds / 60)} min ${seconds % 60} s`
    : `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`;
}
