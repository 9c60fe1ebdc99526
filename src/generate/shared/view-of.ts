import { isJsonObject } from '../../kernel/json.ts';
import { pointerTokens } from '../../kernel/json-pointer.ts';
import { followRefs, type JsonSchema, type SchemaHandle, schemaAt } from '../../model/schema.ts';
import { type Building, mergeAtom } from './merge.ts';
import { below, clauseOf, type Documents, type View } from './view.ts';

/** The view of schemas that must hold together; `taken` names choices to leave out because a branch of them is among the schemas. */
export function viewOf(
  documents: Documents,
  handles: readonly SchemaHandle[],
  taken: ReadonlySet<string> = new Set(),
  fixed: ReadonlyMap<string, string> = new Map(),
): View {
  const atoms = flatten(documents, handles);
  const first = atoms[0] ?? handles[0];
  const view: Building = {
    handles,
    atoms,
    taken,
    fixed,
    clause: first ? clauseOf(first) : { kind: 'requirement', id: 'no-schema' },
    never: false,
    given: [],
    patterns: [],
    required: new Map(),
    properties: new Map(),
    namePatterns: [],
    dependentRequired: [],
    propertyNames: [],
    prefixItems: [],
    choices: [],
    not: [],
    readOnly: false,
  };
  for (const atom of atoms) {
    const schema = schemaAt(documents, atom);
    if (schema === false) view.never = true;
    else if (schema !== true) mergeAtom(view, atom, schema);
  }
  closeProperties(documents, view);
  nameOfItself(documents, view);
  if (view.types?.value.length === 0 || view.members?.value.length === 0) view.never = true;
  return view;
}

/** The views of each branch of the first choice, joined with all that must hold beside it; empty when there is no choice. */
export function branchViews(documents: Documents, view: View): readonly View[] {
  const choice = view.choices[0];
  if (!choice) return [];
  const taken = new Set([...view.taken, choice.key]);
  return choice.branches
    .map((branch, index) => {
      const { discriminator } = choice;
      const value = discriminator?.values[index];
      const fixed = new Map(view.fixed);
      if (discriminator && value !== undefined) fixed.set(discriminator.name, value);
      const made = viewOf(documents, [...view.handles, ...branch], taken, fixed);
      if (choice.member === undefined || index > 0) return made;
      return { ...made, required: new Map(made.required).set(choice.member, choice.clause) };
    })
    .filter((branch) => !branch.never);
}

const NAMED_SCHEMA = /^\/(?:definitions|components\/schemas)\/[^/]+$/;

/** The member that a `discriminator` names says which schema the value is of, also where no alternatives are listed (OpenAPI 3.1 §4.8.25). */
function nameOfItself(documents: Documents, view: Building): void {
  const own = view.atoms.find(({ pointer }) => NAMED_SCHEMA.test(pointer))?.pointer;
  for (const atom of view.atoms) {
    const schema = schemaAt(documents, atom);
    const stated = isJsonObject(schema) ? schema['discriminator'] : undefined;
    const name = isJsonObject(stated) ? stated['propertyName'] : undefined;
    if (own === undefined || typeof name !== 'string' || view.fixed.has(name) || hasAlternatives(schema)) continue;
    const last = pointerTokens(own).at(-1) ?? '';
    const mapping = isJsonObject(stated) && isJsonObject(stated['mapping']) ? Object.entries(stated['mapping']) : [];
    const mapped = mapping.find(([, target]) => target === `#${own}` || target === last)?.[0];
    view.fixed = new Map(view.fixed).set(name, mapped ?? last);
  }
}

function hasAlternatives(schema: JsonSchema): boolean {
  return isJsonObject(schema) && (schema['oneOf'] !== undefined || schema['anyOf'] !== undefined);
}

/** References followed and `allOf` opened, each place once: cycles end. */
function flatten(documents: Documents, handles: readonly SchemaHandle[]): SchemaHandle[] {
  const seen = new Set<string>();
  const atoms: SchemaHandle[] = [];
  const visit = (handle: SchemaHandle) => {
    const key = `${handle.document}#${handle.pointer}`;
    if (seen.has(key)) return;
    seen.add(key);
    atoms.push(handle);
    const schema = schemaAt(documents, handle);
    if (!isJsonObject(schema)) return;
    if (typeof schema['$ref'] === 'string') visit(followRefs(documents, handle));
    if (Array.isArray(schema['allOf']))
      schema['allOf'].forEach((_, index) => void visit(below(handle, 'allOf', index)));
  };
  for (const handle of handles) visit(handle);
  return atoms;
}

/** A part that forbids other members forbids those that only its neighbours declare. */
function closeProperties(documents: Documents, view: Building): void {
  for (const atom of view.atoms) {
    const schema = schemaAt(documents, atom);
    if (!isJsonObject(schema) || schema['additionalProperties'] !== false || schema['patternProperties']) continue;
    const own = isJsonObject(schema['properties']) ? schema['properties'] : {};
    for (const name of view.properties.keys()) if (!Object.hasOwn(own, name)) view.properties.delete(name);
  }
}
