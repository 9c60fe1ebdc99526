import { sha256 } from '../../src/kernel/digest.ts';

/** Where the files of a specification come from. */
export interface Provenance {
  readonly sources: readonly { readonly id: string }[];
  readonly files: readonly { readonly path: string; readonly sha256: string; readonly sources: readonly string[] }[];
}

type BytesOf = (path: string) => Uint8Array;

/** The text of a record with the digest of every listed file as it is now; all else stays as it is written. */
export function withDigests(text: string, bytesOf: BytesOf): string {
  const entry = /("path": "([^"]+)",\s*"sha256": )"[0-9a-f]*"/g;
  return text.replace(entry, (_all, before: string, path: string) => `${before}"${sha256(bytesOf(path))}"`);
}

/** What is wrong with a record of a folder that holds the files `present`; empty when nothing is. */
export function provenanceProblems(record: Provenance, present: readonly string[], bytesOf: BytesOf): string[] {
  const listed = record.files.map(({ path }) => path);
  const sources = new Set(record.sources.map(({ id }) => id));
  const missing = listed.filter((path) => !present.includes(path));
  const changed = record.files.filter(
    (file) => !missing.includes(file.path) && sha256(bytesOf(file.path)) !== file.sha256,
  );
  return [
    ...present.filter((path) => !listed.includes(path)).map((path) => `${path} is not listed`),
    ...missing.map((path) => `${path} is listed but missing`),
    ...record.files.flatMap((file) =>
      file.sources.filter((id) => !sources.has(id)).map((id) => `${file.path} names an unknown source ${id}`),
    ),
    ...changed.map(({ path }) => `${path} is not the file that was recorded`),
  ];
}
