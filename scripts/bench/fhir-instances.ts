import { builtInDefinitions } from '../../src/fhir/definitions/pack.ts';
import type { ElementRecord, StructureRecord, TypeRef } from '../../src/fhir/definitions/records.ts';
import type { Json, JsonObject } from '../../src/kernel/json.ts';
import { type Random, seededRandom } from '../../src/kernel/random.ts';

const BASE = 'http://hl7.org/fhir/StructureDefinition/';
const definitions = builtInDefinitions('4.0');

/** Parts deeper than this are left out unless they are required. */
const DEEPEST = 4;

/**
 * An R4 resource of a type, written from its base definition: what is required, a part of what is optional, codes from required bindings,
 * references of an allowed type. Same type and seed, same resource. It is well-formed, but may break invariants.
 */
export function writeInstance(type: string, seed: number): JsonObject {
  const structure = definitions.structure(BASE + type);
  if (!structure) throw new RangeError(`no definition of ${type}`);
  const writer = new Writer(seededRandom(seed));
  return { resourceType: type, id: `${type.toLowerCase()}-${seed}`, ...writer.members(structure, type, 0) };
}

const PRIMITIVES: Readonly<Record<string, (random: Random) => Json>> = {
  boolean: (random) => random.next() < 0.5,
  integer: (random) => between(random, -50, 500),
  positiveInt: (random) => between(random, 1, 500),
  unsignedInt: (random) => between(random, 0, 500),
  decimal: (random) => between(random, 1, 9999) / 10,
  string: (random) => words(random, 1 + between(random, 0, 3)),
  markdown: (random) => words(random, 8 + between(random, 0, 20)),
  code: (random) => word(random),
  id: (random) => `${word(random)}-${between(random, 1, 99)}`,
  uri: (random) => `http://example.org/${word(random)}/${between(random, 1, 999)}`,
  url: (random) => `https://example.org/${word(random)}`,
  canonical: (random) => `http://example.org/${word(random)}|1.0`,
  oid: (random) => `urn:oid:2.16.840.1.${between(random, 1, 9999)}`,
  uuid: (random) => `urn:uuid:0b5ba1b1-2f4b-4c3e-9d6a-${String(between(random, 1e11, 9e11))}`,
  date: (random) => day(random),
  dateTime: (random) => (random.next() < 0.4 ? day(random) : `${day(random)}T10:${two(random)}:${two(random)}+01:00`),
  instant: (random) => `${day(random)}T10:${two(random)}:${two(random)}.123Z`,
  time: (random) => `11:${two(random)}:${two(random)}`,
  base64Binary: (random) => Buffer.from(words(random, 6)).toString('base64'),
  xhtml: (random) =>
    `<div xmlns="http://www.w3.org/1999/xhtml"><p><b>${word(random)}</b>: ${words(random, 12)}</p><ul><li>${words(random, 4)}</li></ul></div>`,
};

const WORDS =
  'alpha beta care clinic daily follow glucose heart kidney lung note plan rate review sample team visit ward'.split(
    ' ',
  );

function word(random: Random): string {
  return WORDS[between(random, 0, WORDS.length - 1)] ?? '';
}

function words(random: Random, count: number): string {
  return Array.from({ length: count }, () => word(random)).join(' ');
}

function two(random: Random): string {
  return String(between(random, 10, 59));
}

function day(random: Random): string {
  return `20${between(random, 10, 26)}-${String(between(random, 1, 12)).padStart(2, '0')}-${between(random, 10, 28)}`;
}

/** Writes values; elements that everything has are written seldom, as in real data. */
class Writer {
  private readonly random: Random;

  constructor(random: Random) {
    this.random = random;
  }

  members(structure: StructureRecord, path: string, depth: number): JsonObject {
    const found: Record<string, Json> = {};
    for (const element of structure.elements) {
      if (element.path.slice(0, Math.max(0, element.path.lastIndexOf('.'))) !== path) continue;
      if (element.max === '0' || !this.wanted(element, structure, depth)) continue;
      const last = element.path.slice(path.length + 1);
      const type = this.typeOf(element);
      const name = last.endsWith('[x]') ? last.slice(0, -3) + upperFirst(type?.code ?? '') : last;
      const many = element.max === '*' || Number(element.max) > 1;
      const count = many ? 1 + between(this.random, 0, 1) : 1;
      const values = Array.from({ length: count }, () => this.value(element, type, structure, depth + 1));
      const present = values.filter((value): value is Json => value !== undefined);
      if (present.length > 0) found[name] = many ? present : (present[0] ?? null);
    }
    return found;
  }

  private wanted(element: ElementRecord, structure: StructureRecord, depth: number): boolean {
    const last = element.path.slice(element.path.lastIndexOf('.') + 1);
    if ((element.min ?? 0) > 0) return true;
    if (SELDOM.has(last) || depth > DEEPEST) return false;
    if (last === 'text' && structure.kind === 'resource') return this.random.next() < 0.7;
    return this.random.next() < (depth === 0 ? 0.45 : depth === 1 ? 0.4 : 0.25);
  }

  private typeOf(element: ElementRecord): TypeRef | undefined {
    const types = (element.types ?? []).filter(({ code }) => code !== '*');
    return types.length === 0 && element.types
      ? { code: 'string', profiles: [], targets: [], aggregation: [] }
      : types[between(this.random, 0, Math.max(0, types.length - 1))];
  }

  private value(
    element: ElementRecord,
    type: TypeRef | undefined,
    structure: StructureRecord,
    depth: number,
  ): Json | undefined {
    if (element.contentReference !== undefined)
      return depth > DEEPEST ? undefined : nonEmpty(this.members(structure, element.contentReference, depth));
    const code = type?.code ?? 'string';
    if (code === 'BackboneElement' || code === 'Element') return nonEmpty(this.members(structure, element.path, depth));
    if (code === 'Resource') return writeInstance('Organization', between(this.random, 1, 1e6));
    if (code === 'Reference') return this.reference(type);
    if (code === 'code' && element.binding?.strength === 'required')
      return this.bound(element.binding.valueSet) ?? word(this.random);
    const primitive = PRIMITIVES[code];
    if (primitive) return primitive(this.random);
    const inner = definitions.structure(BASE + code);
    return inner && nonEmpty(this.members(inner, inner.elements[0]?.path ?? code, depth));
  }

  private reference(type: TypeRef | undefined): JsonObject {
    const target = type?.targets[between(this.random, 0, Math.max(0, type.targets.length - 1))] ?? `${BASE}Patient`;
    const bare = target.slice(target.lastIndexOf('/') + 1);
    return { reference: `${bare === 'Resource' ? 'Patient' : bare}/${between(this.random, 1, 9999)}` };
  }

  private bound(valueSet: string): string | undefined {
    const include = definitions.valueSet(valueSet)?.include[0];
    const listed = include?.codes ?? (include?.system ? codesOf(include.system) : []);
    return listed[between(this.random, 0, Math.max(0, listed.length - 1))];
  }
}

const SELDOM = new Set(['id', 'extension', 'modifierExtension', 'contained', 'implicitRules', 'language', 'profile']);

function codesOf(system: string): readonly string[] {
  return (definitions.codeSystem(system)?.concepts ?? []).map(({ code }) => code);
}

function nonEmpty(object: JsonObject): JsonObject | undefined {
  return Object.keys(object).length > 0 ? object : undefined;
}

function upperFirst(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** A whole number in [low, high]. */
function between(random: Random, low: number, high: number): number {
  return low + random.below(high - low + 1);
}
