import type { JsonObject } from '../../kernel/json.ts';
import { choice, compact, flag, number, object, objects, strings, text } from './members.ts';
import type {
  BindingRecord,
  Constraint,
  ElementRecord,
  ExtensionContext,
  Slicing,
  StructureRecord,
  TypeRef,
  VersionWindow,
} from './records.ts';

const EXTENSION = 'http://hl7.org/fhir/StructureDefinition/';
const SYSTEM = 'http://hl7.org/fhirpath/System.';

/** Reduce a StructureDefinition; its snapshot when there is one and `differentialOnly` is off, else its differential. */
export function digestStructure(resource: JsonObject, differentialOnly = false): StructureRecord {
  const snapshot = objects(object(resource, 'snapshot'), 'element');
  const useDifferential = differentialOnly || snapshot.length === 0;
  const source = useDifferential ? objects(object(resource, 'differential'), 'element') : snapshot;
  return compact<StructureRecord>({
    record: 'structure',
    url: text(resource, 'url') ?? '',
    version: text(resource, 'version'),
    name: text(resource, 'name') ?? '',
    kind: text(resource, 'kind') ?? '',
    type: typeName(text(resource, 'type') ?? ''),
    base: text(resource, 'baseDefinition'),
    abstract: flag(resource, 'abstract') ?? false,
    derivation: text(resource, 'derivation'),
    contexts: contextsOf(resource),
    contextInvariants: nonEmpty(strings(resource, 'contextInvariant')),
    elements: source.map(digestElement),
    differential: useDifferential || undefined,
    versions: versionsOf(resource),
    imposes: nonEmpty(imposedBy(resource)),
  });
}

/** The window of `version-specific-use` on a holder. */
function versionsOf(holder: JsonObject): VersionWindow | undefined {
  const use = objects(holder, 'extension').find((each) => text(each, 'url') === `${EXTENSION}version-specific-use`);
  if (!use) return undefined;
  const part = (name: string) => {
    const found = objects(use, 'extension').find((each) => text(each, 'url') === name);
    const value = found && choice(found, 'value')?.value;
    return typeof value === 'string' ? value : undefined;
  };
  return compact<VersionWindow>({ from: part('startFhirVersion'), to: part('endFhirVersion') });
}

function imposedBy(resource: JsonObject): readonly string[] {
  return objects(resource, 'extension')
    .filter((each) => /\/(?:structuredefinition-)?imposeProfile$/.test(text(each, 'url') ?? ''))
    .flatMap((each) => text(each, 'valueCanonical') ?? []);
}

function contextsOf(resource: JsonObject): StructureRecord['contexts'] {
  const modern = objects(resource, 'context').map((context) =>
    compact<ExtensionContext>({
      type: text(context, 'type') ?? 'element',
      expression: text(context, 'expression') ?? '',
      versions: versionsOf(context),
    }),
  );
  if (modern.length > 0) return modern;
  const type = text(resource, 'contextType');
  const old = strings(resource, 'context').map((expression) => ({
    type: type === 'extension' ? 'extension' : 'element',
    expression,
  }));
  return old.length > 0 ? old : undefined;
}

function digestElement(element: JsonObject): ElementRecord {
  const types = typesOf(element);
  const fixed = choice(element, 'fixed');
  const pattern = choice(element, 'pattern');
  const minValue = choice(element, 'minValue');
  const maxValue = choice(element, 'maxValue');
  const id = text(element, 'id');
  return compact<ElementRecord>({
    path: text(element, 'path') ?? '',
    id: id?.includes(':') ? id : undefined,
    slice: text(element, 'sliceName'),
    min: number(element, 'min'),
    max: text(element, 'max'),
    baseMax: text(object(element, 'base'), 'max'),
    choiceOf: renamedFrom(text(object(element, 'base'), 'path'), text(element, 'path')),
    types: types.length > 0 ? types : undefined,
    binding: bindingOf(element),
    constraints: constraintsOf(element),
    fixed: fixed?.value,
    pattern: pattern?.value,
    minValue: minValue?.value,
    maxValue: maxValue?.value,
    valueType: (fixed ?? pattern ?? minValue ?? maxValue)?.type,
    maxLength: number(element, 'maxLength'),
    contentReference: text(element, 'contentReference')?.replace(/^.*#/, ''),
    slicing: slicingOf(element),
    modifier: flag(element, 'isModifier') || undefined,
    regex: regexOf(element),
  });
}

/** The stem of the choice that an element renames, or undefined. */
function renamedFrom(base: string | undefined, path: string | undefined): string | undefined {
  if (!base?.endsWith('[x]') || path === undefined || path.endsWith('[x]')) return undefined;
  const stem = base.slice(base.lastIndexOf('.') + 1, -3);
  return path.slice(path.lastIndexOf('.') + 1).startsWith(stem) ? stem : undefined;
}

function slicingOf(element: JsonObject): Slicing | undefined {
  const slicing = object(element, 'slicing');
  if (!slicing) return undefined;
  return {
    rules: text(slicing, 'rules') ?? 'open',
    ordered: flag(slicing, 'ordered') ?? false,
    discriminators: objects(slicing, 'discriminator').map((each) => ({
      type: text(each, 'type') ?? 'value',
      path: text(each, 'path') ?? '$this',
    })),
  };
}

function typesOf(element: JsonObject): TypeRef[] {
  const merged = new Map<
    string,
    { profiles: string[]; targets: string[]; aggregation: string[]; versioning?: string }
  >();
  for (const type of objects(element, 'type')) {
    const code = primitiveCode(type);
    const entry = merged.get(code) ?? { profiles: [], targets: [], aggregation: [] };
    merged.set(code, entry);
    entry.profiles.push(...strings(type, 'profile'));
    entry.targets.push(...strings(type, 'targetProfile'));
    entry.aggregation.push(...strings(type, 'aggregation'));
    const versioning = text(type, 'versioning');
    if (versioning) entry.versioning = versioning;
  }
  return [...merged].map(([code, entry]) => ({ code, ...entry }));
}

/** The FHIR type of a type entry: `System.String` of element ids and primitive values is named by an extension. */
function primitiveCode(type: JsonObject): string {
  const code = text(type, 'code') ?? '';
  if (!code.startsWith(SYSTEM)) return typeName(code);
  const named = objects(type, 'extension').find((each) => text(each, 'url')?.endsWith('structuredefinition-fhir-type'));
  const system = code.slice(SYSTEM.length);
  return (
    (named && (text(named, 'valueUrl') ?? text(named, 'valueUri'))) ?? system.charAt(0).toLowerCase() + system.slice(1)
  );
}

/** The bare name of a core type that is given as a canonical. */
export function typeName(code: string): string {
  return code.startsWith(EXTENSION) ? code.slice(EXTENSION.length) : code;
}

function regexOf(element: JsonObject): string | undefined {
  const holders = [element, ...objects(element, 'type')];
  for (const holder of holders)
    for (const extension of objects(holder, 'extension')) {
      const url = text(extension, 'url') ?? '';
      if (url.endsWith('/regex') || url.endsWith('/structuredefinition-regex')) return text(extension, 'valueString');
    }
  return undefined;
}

function bindingOf(element: JsonObject): ElementRecord['binding'] {
  const binding = object(element, 'binding');
  if (!binding) return undefined;
  const valueSet =
    text(binding, 'valueSet') ??
    text(binding, 'valueSetUri') ??
    text(object(binding, 'valueSetReference'), 'reference') ??
    '';
  const widest = objects(binding, 'extension').find(
    (each) => text(each, 'url') === `${EXTENSION}elementdefinition-maxValueSet`,
  );
  const maxValueSet =
    widest &&
    (text(widest, 'valueCanonical') ?? text(widest, 'valueUri') ?? text(object(widest, 'valueReference'), 'reference'));
  const additional = nonEmpty(additionalTo(binding));
  if (valueSet === '' && !maxValueSet && !additional) return undefined;
  return compact<BindingRecord>({
    strength: text(binding, 'strength') ?? 'example',
    valueSet,
    maxValueSet,
    additional,
  });
}

/** Value sets of additional bindings that are required, in the forms of R5 and of the extensions before it. */
function additionalTo(binding: JsonObject): string[] {
  const direct = objects(binding, 'additional').map((each) => ({
    purpose: text(each, 'purpose'),
    valueSet: text(each, 'valueSet'),
  }));
  const extended = objects(binding, 'extension')
    .filter((each) => /[./](?:additional-binding|binding\.additional)$/.test(text(each, 'url') ?? ''))
    .map((each) => {
      const part = (name: string) => {
        const found = objects(each, 'extension').find((one) => text(one, 'url') === name);
        const value = found && choice(found, 'value')?.value;
        return typeof value === 'string' ? value : undefined;
      };
      return { purpose: part('purpose'), valueSet: part('valueSet') };
    });
  return [...direct, ...extended].flatMap(({ purpose, valueSet }) =>
    purpose === 'required' && valueSet ? [valueSet] : [],
  );
}

function constraintsOf(element: JsonObject): Constraint[] | undefined {
  const all = objects(element, 'constraint').flatMap((each): Constraint[] => {
    const expression = text(each, 'expression');
    if (!expression) return [];
    const best = objects(each, 'extension').some((one) => text(one, 'url')?.endsWith('elementdefinition-bestpractice'));
    return [
      {
        key: text(each, 'key') ?? '',
        severity: text(each, 'severity') === 'warning' || best ? 'warning' : 'error',
        human: text(each, 'human') ?? '',
        expression,
      },
    ];
  });
  return all.length > 0 ? all : undefined;
}

function nonEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined;
}
