import { describe, expect, it } from 'vitest';
import { type Provenance, provenanceProblems, withDigests } from '../../../scripts/provenance/check.ts';
import { sha256 } from '../../../src/kernel/digest.ts';

const bytesOf = (path: string) => new TextEncoder().encode(`bytes of ${path}`);
const written = `{
  "sources": [{ "id": "guidance" }],
  "files": [{ "path": "v1.yaml", "sha256": "", "sources": ["guidance"] }]
}`;
const record = (text: string) => JSON.parse(text) as Provenance;

describe('provenance', () => {
  it('records the digest of each file and leaves the rest as written', () => {
    const after = withDigests(written, bytesOf);
    expect(after).toBe(written.replace('"sha256": ""', `"sha256": "${sha256(bytesOf('v1.yaml'))}"`));
    expect(withDigests(after, bytesOf)).toBe(after);
    expect(provenanceProblems(record(after), ['v1.yaml'], bytesOf)).toEqual([]);
  });

  it('names a changed, an unlisted and a missing file, and an unknown source', () => {
    const after = withDigests(written, bytesOf);
    const changed = (path: string) => new TextEncoder().encode(`other ${path}`);
    expect(provenanceProblems(record(after), ['v1.yaml'], changed)).toEqual([
      'v1.yaml is not the file that was recorded',
    ]);
    expect(provenanceProblems(record(after), ['v2.yaml'], bytesOf)).toEqual([
      'v2.yaml is not listed',
      'v1.yaml is listed but missing',
    ]);
    const unsourced = record(after.replace('"id": "guidance"', '"id": "rumour"'));
    expect(provenanceProblems(unsourced, ['v1.yaml'], bytesOf)).toEqual(['v1.yaml names an unknown source guidance']);
  });
});
