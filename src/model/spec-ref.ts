/** The clause that makes a promise: a place in a document, an outside standard, or a requirement of this system. */
export type SpecRef =
  | {
      readonly kind: 'document';
      /** SHA-256 of the document as read. */
      readonly document: string;
      /** JSON pointer (RFC 6901) into the document. */
      readonly pointer: string;
    }
  | {
      readonly kind: 'clause';
      /** For example `RFC 9110` or `FHIR R4`. */
      readonly source: string;
      /** For example `11.6.1`. */
      readonly section: string;
      readonly url?: string;
    }
  | { readonly kind: 'requirement'; readonly id: string };

/** A clause of an RFC, with its address. */
export function rfc(number: number, section: string): SpecRef {
  return {
    kind: 'clause',
    source: `RFC ${number}`,
    section,
    url: `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}`,
  };
}

/** One line for people: `v3.yaml #/paths/…`, `RFC 9110 §11.6.1` or the requirement's id. */
export function describeSpecRef(ref: SpecRef, documentName?: (digest: string) => string | undefined): string {
  if (ref.kind === 'requirement') return `requirement ${ref.id}`;
  if (ref.kind === 'clause') return `${ref.source} §${ref.section}`;
  return `${documentName?.(ref.document) ?? ref.document.slice(0, 12)} #${ref.pointer}`;
}
