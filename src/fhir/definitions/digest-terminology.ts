import type { JsonObject } from '../../kernel/json.ts';
import { choice, compact, flag, object, objects, strings, text } from './members.ts';
import type {
  CodeSystemRecord,
  ComposeClause,
  ConceptRecord,
  SearchParameterRecord,
  ValueSetRecord,
} from './records.ts';

/** Reduce a ValueSet to its membership. */
export function digestValueSet(resource: JsonObject): ValueSetRecord {
  const compose = object(resource, 'compose');
  return compact<ValueSetRecord>({
    record: 'value-set',
    url: text(resource, 'url') ?? '',
    version: text(resource, 'version'),
    name: text(resource, 'title') ?? text(resource, 'name') ?? '',
    include: objects(compose, 'include').map(clauseOf),
    exclude: objects(compose, 'exclude').map(clauseOf),
    expansion: expansionOf(resource),
  });
}

function clauseOf(clause: JsonObject): ComposeClause {
  const codes = objects(clause, 'concept').flatMap((each) => text(each, 'code') ?? []);
  const filters = objects(clause, 'filter').map((each) => ({
    property: text(each, 'property') ?? '',
    op: text(each, 'op') ?? '',
    value: text(each, 'value') ?? '',
  }));
  const valueSets = strings(clause, 'valueSet');
  return compact<ComposeClause>({
    system: text(clause, 'system'),
    version: text(clause, 'version'),
    codes: codes.length > 0 ? codes : undefined,
    filters: filters.length > 0 ? filters : undefined,
    valueSets: valueSets.length > 0 ? valueSets : undefined,
  });
}

function expansionOf(resource: JsonObject): string[] | undefined {
  const expansion = object(resource, 'expansion');
  if (!expansion) return undefined;
  const found: string[] = [];
  const walk = (entries: readonly JsonObject[]) => {
    for (const entry of entries) {
      const code = text(entry, 'code');
      if (code && !flag(entry, 'abstract')) found.push(`${text(entry, 'system') ?? ''}|${code}`);
      walk(objects(entry, 'contains'));
    }
  };
  walk(objects(expansion, 'contains'));
  return found;
}

/** Reduce a CodeSystem to its concepts; nested concepts become flat with their parents named. */
export function digestCodeSystem(resource: JsonObject): CodeSystemRecord {
  const concepts: ConceptRecord[] = [];
  const walk = (entries: readonly JsonObject[], parent: string | undefined) => {
    for (const entry of entries) {
      const code = text(entry, 'code');
      if (!code) continue;
      concepts.push(conceptOf(entry, code, parent));
      walk(objects(entry, 'concept'), code);
    }
  };
  walk(objects(resource, 'concept'), undefined);
  return compact<CodeSystemRecord>({
    record: 'code-system',
    url: text(resource, 'url') ?? '',
    version: text(resource, 'version'),
    content: text(resource, 'content') ?? 'not-present',
    caseSensitive: flag(resource, 'caseSensitive') ?? false,
    valueSet: text(resource, 'valueSet'),
    supplements: text(resource, 'supplements'),
    concepts,
  });
}

function conceptOf(entry: JsonObject, code: string, parent: string | undefined): ConceptRecord {
  const parents = parent === undefined ? [] : [parent];
  const properties: Record<string, string> = {};
  for (const property of objects(entry, 'property')) {
    const name = text(property, 'code') ?? '';
    const value = choice(property, 'value')?.value;
    if (name === 'subsumedBy' || name === 'parent') {
      if (typeof value === 'string') parents.push(value);
    } else if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number')
      properties[name] = String(value);
  }
  const designations = objects(entry, 'designation').flatMap((each) => text(each, 'value') ?? []);
  return compact<ConceptRecord>({
    code,
    display: text(entry, 'display'),
    parents: parents.length > 0 ? parents : undefined,
    designations: designations.length > 0 ? designations : undefined,
    properties: Object.keys(properties).length > 0 ? properties : undefined,
  });
}

/** Reduce a SearchParameter to what conformance rules compare. */
export function digestSearchParameter(resource: JsonObject): SearchParameterRecord {
  return {
    record: 'search-parameter',
    url: text(resource, 'url') ?? '',
    code: text(resource, 'code') ?? '',
    type: text(resource, 'type') ?? '',
    base: strings(resource, 'base'),
  };
}
