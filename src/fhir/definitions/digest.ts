import type { JsonObject } from '../../kernel/json.ts';
import { digestStructure } from './digest-structure.ts';
import { digestCodeSystem, digestSearchParameter, digestValueSet } from './digest-terminology.ts';
import { compact, text } from './members.ts';
import type { CanonicalRecord, DefinitionRecord } from './records.ts';

/** Reduce any canonical resource to the record that validation reads; undefined for one without a `url`. */
export function digestResource(resource: JsonObject): DefinitionRecord | undefined {
  const url = text(resource, 'url');
  if (url === undefined) return undefined;
  switch (text(resource, 'resourceType')) {
    case 'StructureDefinition':
      return digestStructure(resource);
    case 'ValueSet':
      return digestValueSet(resource);
    case 'CodeSystem':
      return digestCodeSystem(resource);
    case 'SearchParameter':
      return digestSearchParameter(resource);
    default:
      return compact<CanonicalRecord>({ record: 'canonical', url, version: text(resource, 'version'), resource });
  }
}
