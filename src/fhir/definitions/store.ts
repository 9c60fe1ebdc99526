import type {
  CanonicalRecord,
  CodeSystemRecord,
  Constraint,
  DefinitionRecord,
  FhirVersion,
  SearchParameterRecord,
  StructureRecord,
  ValueSetRecord,
} from './records.ts';

/** Definitions by canonical URL; a URL may carry `|version`, which must then match. */
export interface Definitions {
  readonly version: FhirVersion;
  structure(canonical: string): StructureRecord | undefined;
  valueSet(canonical: string): ValueSetRecord | undefined;
  codeSystem(canonical: string): CodeSystemRecord | undefined;
  searchParameter(canonical: string): SearchParameterRecord | undefined;
  canonical(canonical: string): CanonicalRecord | undefined;
  /** The constraint behind an element's reference. */
  constraint(reference: number | Constraint): Constraint;
}

/** Split `url|version#fragment`. */
export function splitCanonical(canonical: string): { readonly url: string; readonly version: string | undefined } {
  const bar = canonical.indexOf('|');
  const hash = canonical.indexOf('#');
  if (bar < 0) return { url: hash > 0 ? canonical.slice(0, hash) : canonical, version: undefined };
  const end = hash > bar ? hash : canonical.length;
  return { url: canonical.slice(0, bar), version: canonical.slice(bar + 1, end) };
}

/** True when `have` satisfies the version that a canonical asks for; `4.0` asks for any `4.0.x`. */
export function versionMatches(asked: string | undefined, have: string | undefined): boolean {
  return asked === undefined || have === undefined || asked === have || have.startsWith(`${asked}.`);
}

type Kind = DefinitionRecord['record'];

/** Answers a lookup by kind and canonical; the pack and the loaded layer are such finders. */
export type Finder = (kind: Kind, url: string, version: string | undefined) => DefinitionRecord | undefined;

/** Lookups remembered per kind: resources may ask for any number of unknown canonicals. */
const MOST_ANSWERS = 20_000;

/** Definitions over a finder and a constraint table. */
export function definitionsOver(version: FhirVersion, find: Finder, table: () => readonly Constraint[]): Definitions {
  const typed = <K extends Kind>(kind: K) => {
    type Found = Extract<DefinitionRecord, { record: K }> | undefined;
    const answers = new Map<string, Found>();
    return (canonical: string): Found => {
      if (answers.has(canonical)) return answers.get(canonical);
      const { url, version: asked } = splitCanonical(canonical);
      const found = find(kind, url, asked) as Found;
      if (answers.size > MOST_ANSWERS) answers.clear();
      answers.set(canonical, found);
      return found;
    };
  };
  return {
    version,
    structure: typed('structure'),
    valueSet: typed('value-set'),
    codeSystem: typed('code-system'),
    searchParameter: typed('search-parameter'),
    canonical: typed('canonical'),
    constraint: (reference) => {
      const found = typeof reference === 'number' ? table()[reference] : reference;
      if (!found) throw new RangeError(`no constraint ${String(reference)}`);
      return found;
    },
  };
}

/** Definitions that look among `records` first, then in `base`; the last record of a URL and version wins. */
export function layered(base: Definitions, records: readonly DefinitionRecord[]): Definitions {
  const byKey = new Map<string, DefinitionRecord[]>();
  for (const record of records) {
    const key = `${record.record} ${record.url}`;
    byKey.set(key, [record, ...(byKey.get(key) ?? [])]);
  }
  const below: Finder = (kind, url, version) => {
    const canonical = version === undefined ? url : `${url}|${version}`;
    if (kind === 'structure') return base.structure(canonical);
    if (kind === 'value-set') return base.valueSet(canonical);
    if (kind === 'code-system') return base.codeSystem(canonical);
    if (kind === 'search-parameter') return base.searchParameter(canonical);
    return base.canonical(canonical);
  };
  const find: Finder = (kind, url, version) => {
    const own = byKey.get(`${kind} ${url}`)?.find((record) => versionMatches(version, versionOf(record)));
    return own ?? below(kind, url, version);
  };
  const definitions = definitionsOver(base.version, find, () => []);
  return { ...definitions, constraint: (reference) => base.constraint(reference) };
}

/** The business version of a record, where it has one. */
export function versionOf(record: DefinitionRecord): string | undefined {
  return record.record === 'search-parameter' ? undefined : record.version;
}
