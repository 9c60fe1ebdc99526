import type { CodeSystemRecord, ComposeClause, ConceptRecord, ValueSetRecord } from '../definitions/records.ts';
import type { Definitions } from '../definitions/store.ts';
import { boundedPattern } from '../path/pattern.ts';
import { isCountryCode, isCurrencyCode, isLanguageTag, isMimeType } from './open-systems.ts';
import { isUcum } from './ucum.ts';

/** A code system that is held whole, with its hierarchy. */
export interface KnownSystem {
  readonly record: CodeSystemRecord;
  has(code: string): boolean;
  concept(code: string): ConceptRecord | undefined;
  /** True when `code` is `ancestor` or below it. */
  isBelow(code: string, ancestor: string): boolean;
}

/** Answers on codes from the definitions alone; undefined is "cannot be told here". */
export interface Terminology {
  /** The system when it is held; its `content` tells whether it is held whole. */
  system(url: string): KnownSystem | undefined;
  /** Whether the code exists in its system. */
  exists(system: string, code: string): boolean | undefined;
  /** Whether a value set holds the code; a missing system matches by code alone. */
  holds(valueSet: string, system: string | undefined, code: string): boolean | undefined;
  knows(valueSet: string): boolean;
}

type Answer = boolean | undefined;

/** Terminology over the definitions, with value sets evaluated clause by clause and remembered per code. */
export function terminologyOf(definitions: Definitions): Terminology {
  return new LocalTerminology(definitions);
}

class LocalTerminology implements Terminology {
  private readonly systems = new Map<string, KnownSystem | undefined>();
  private readonly answers = new Map<string, Map<string, Answer>>();
  private readonly definitions: Definitions;

  constructor(definitions: Definitions) {
    this.definitions = definitions;
  }

  knows(valueSet: string): boolean {
    return this.definitions.valueSet(valueSet) !== undefined;
  }

  system(url: string): KnownSystem | undefined {
    if (this.systems.has(url)) return this.systems.get(url);
    const record = this.definitions.codeSystem(url);
    const system = record && knownSystem(record);
    this.systems.set(url, system);
    return system;
  }

  exists(system: string, code: string): Answer {
    const open = openSystem(system, code);
    if (open !== undefined) return open;
    const known = this.system(system);
    if (!known || known.record.content === 'supplement') return undefined;
    if (known.has(code)) return true;
    return known.record.content === 'complete' ? false : undefined;
  }

  holds(valueSet: string, system: string | undefined, code: string): Answer {
    const record = this.definitions.valueSet(valueSet);
    if (!record) return undefined;
    let known = this.answers.get(valueSet);
    if (!known) {
      known = new Map();
      this.answers.set(valueSet, known);
    }
    const key = `${system ?? ''}|${code}`;
    if (!known.has(key)) {
      if (known.size > 5000) known.clear();
      known.set(key, this.openValueSet(record.url, code) ?? this.evaluate(record, system, code, 0));
    }
    return known.get(key);
  }

  /** The value set of media types holds the short forms too, whatever its clauses say. */
  private openValueSet(url: string, code: string): Answer {
    return url === 'http://hl7.org/fhir/ValueSet/mimetypes' && isMimeType(code) ? true : undefined;
  }

  private evaluate(record: ValueSetRecord, system: string | undefined, code: string, depth: number): Answer {
    if (depth > 20) return undefined;
    if (record.include.length === 0) {
      if (!record.expansion) return undefined;
      return record.expansion.some(
        (each) => each === `${system ?? ''}|${code}` || (!system && each.endsWith(`|${code}`)),
      );
    }
    const included = anyOf(record.include.map((clause) => () => this.clause(clause, system, code, depth)));
    if (included !== true || record.exclude.length === 0) return included;
    const excluded = anyOf(record.exclude.map((clause) => () => this.clause(clause, system, code, depth)));
    return excluded === undefined ? undefined : !excluded;
  }

  private clause(clause: ComposeClause, system: string | undefined, code: string, depth: number): Answer {
    if (clause.system !== undefined && system !== undefined && clause.system !== system) return false;
    const parts: (() => Answer)[] = (clause.valueSets ?? []).map((url) => () => {
      const record = this.definitions.valueSet(url);
      return record ? this.evaluate(record, system, code, depth + 1) : this.implicit(url, system, code);
    });
    const url = clause.system;
    if (url !== undefined) {
      if (clause.codes) parts.push(() => clause.codes?.includes(code) || this.foldedMember(clause, url, code));
      else if (clause.filters)
        parts.push(() =>
          openSystem(url, code) === false
            ? false
            : allOf((clause.filters ?? []).map((filter) => () => this.filter(url, filter, code))),
        );
      else parts.push(() => this.exists(url, code));
    }
    return allOf(parts);
  }

  /** A code listed with other letter case counts where the system says that case does not matter. */
  private foldedMember(clause: ComposeClause, url: string, code: string): boolean {
    const known = this.system(url);
    if (!known || known.record.caseSensitive || known.record.content !== 'complete') return false;
    return clause.codes?.some((each) => each.toLowerCase() === code.toLowerCase()) ?? false;
  }

  /** A code system's own "all codes" value set. */
  private implicit(url: string, system: string | undefined, code: string): Answer {
    return system !== undefined && this.system(system)?.record.valueSet === url ? this.exists(system, code) : undefined;
  }

  private filter(url: string, filter: { property: string; op: string; value: string }, code: string): Answer {
    const known = this.system(url);
    if (known?.record.content !== 'complete') return undefined;
    const concept = known.concept(code);
    if (!concept) return false;
    switch (filter.op) {
      case 'is-a':
        return known.isBelow(code, filter.value);
      case 'descendent-of':
        return code !== filter.value && known.isBelow(code, filter.value);
      case 'is-not-a':
        return !known.isBelow(code, filter.value);
      case 'in':
        return filter.value.split(',').includes(propertyOf(concept, filter.property) ?? '');
      case 'not-in':
        return !filter.value.split(',').includes(propertyOf(concept, filter.property) ?? '');
      case 'exists':
        return (propertyOf(concept, filter.property) !== undefined) === (filter.value === 'true');
      case '=':
        return propertyOf(concept, filter.property) === filter.value;
      case 'regex':
        return boundedPattern(filter.value, true)(propertyOf(concept, filter.property) ?? '');
      default:
        return undefined;
    }
  }
}

function propertyOf(concept: ConceptRecord, name: string): string | undefined {
  if (name === 'code' || name === 'concept') return concept.code;
  if (name === 'display') return concept.display;
  if (name === 'parent') return concept.parents?.[0];
  return concept.properties?.[name];
}

function anyOf(parts: readonly (() => Answer)[]): Answer {
  let unknown = false;
  for (const part of parts) {
    const answer = part();
    if (answer === true) return true;
    if (answer === undefined) unknown = true;
  }
  return unknown ? undefined : false;
}

function allOf(parts: readonly (() => Answer)[]): Answer {
  let unknown = false;
  for (const part of parts) {
    const answer = part();
    if (answer === false) return false;
    if (answer === undefined) unknown = true;
  }
  return unknown ? undefined : parts.length > 0;
}

function knownSystem(record: CodeSystemRecord): KnownSystem {
  const fold = (code: string) => (record.caseSensitive ? code : code.toLowerCase());
  const byCode = new Map(record.concepts.map((concept) => [fold(concept.code), concept]));
  const below = (code: string, ancestor: string, depth: number): boolean => {
    if (code === ancestor) return true;
    if (depth > 50) return false;
    return byCode.get(fold(code))?.parents?.some((parent) => below(parent, ancestor, depth + 1)) ?? false;
  };
  return {
    record,
    has: (code) => byCode.has(fold(code)),
    concept: (code) => byCode.get(fold(code)),
    isBelow: (code, ancestor) => below(code, ancestor, 0),
  };
}

/** Systems that a grammar defines; undefined for every other system. */
function openSystem(system: string, code: string): Answer {
  switch (system) {
    case 'urn:ietf:bcp:47':
      return isLanguageTag(code);
    case 'urn:ietf:bcp:13':
    case 'http://www.rfc-editor.org/bcp/bcp13.txt':
      return isMimeType(code);
    case 'urn:iso:std:iso:3166':
      return isCountryCode(code);
    case 'urn:iso:std:iso:3166:-2':
      return /^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(code) ? undefined : false;
    case 'http://unstats.un.org/unsd/methods/m49/m49.htm':
      return /^[0-9]{3}$/.test(code) ? undefined : false;
    case 'urn:iso:std:iso:4217':
      return isCurrencyCode(code);
    case 'http://unitsofmeasure.org':
      return isUcum(code);
    default:
      return undefined;
  }
}
