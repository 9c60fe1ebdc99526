import { isJsonObject } from '../../kernel/json.ts';
import { followRefs, type SchemaHandle, schemaAt } from '../../model/schema.ts';
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
      return viewOf(documents, [...view.handles, branch], taken, fixed);
    })
    .filter((branch) => !branch.never);
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
