import { exec } from 'jsonpath-rfc9535';
import { messageOf } from '../../kernel/error.ts';
import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { pointerOf, valueAt } from '../../kernel/json-pointer.ts';
import type { DocumentFinding } from '../../model/api.ts';
import type { SpecRef } from '../../model/spec-ref.ts';
import { type Action, type Overlay, overlayInvalid } from './overlay.ts';
import { Trace } from './trace.ts';

/** A description with overlays laid over it. */
export interface Overlaid {
  readonly root: Json;
  /** JSON pointers of what overlays put there, with their clauses. */
  readonly overlaid: Readonly<Record<string, SpecRef>>;
  readonly findings: readonly DocumentFinding[];
}

type Path = readonly (string | number)[];
type Mutable = Record<string, Json> | Json[];

/**
 * Lay overlays over a description, in order (OpenAPI Overlay 1.0 §4): objects are merged member by member, lists are appended to,
 * everything else is replaced. An action that selects nothing is a finding. Fails with spec error `overlay-invalid`.
 */
export function applyOverlays(description: unknown, overlays: readonly Overlay[]): Overlaid {
  const root: Json = JSON.parse(JSON.stringify(description ?? null));
  const trace = new Trace();
  const findings: DocumentFinding[] = [];
  for (const overlay of overlays) {
    for (const action of overlay.actions) {
      const paths = selected(root, overlay, action);
      if (paths.length === 0) findings.push(nothingSelected(overlay, action));
      if (action.remove) removeAll(root, paths, overlay, action, trace);
      else for (const path of paths) update(root, path, overlay, action, trace);
    }
  }
  return { root, overlaid: trace.entries(), findings };
}

function selected(root: Json, { document }: Overlay, { target, pointer }: Action): Path[] {
  const paths: Path[] = [];
  try {
    exec(root as never, target, (_, path) => void paths.push([...path]));
  } catch (thrown) {
    const reason = `the JSONPath expression ${target} cannot be read: ${messageOf(thrown).replace(/\.$/, '')}`;
    throw overlayInvalid(document.uri, `${pointer}/target`, reason);
  }
  return paths;
}

function nothingSelected({ document }: Overlay, { target, pointer }: Action): DocumentFinding {
  return {
    code: 'overlay-selects-nothing',
    severity: 'warning',
    message: `the overlay's target ${target} selects nothing, so its action has no effect`,
    ref: { kind: 'document', document: document.digest, pointer: `${pointer}/target` },
    disables: [],
  };
}

/** From the last place to the first, so that items that stand further on are still where they were selected. */
function removeAll(root: Json, paths: readonly Path[], { document }: Overlay, action: Action, trace: Trace): void {
  for (const path of [...paths].reverse()) {
    const name = path.at(-1);
    if (name === undefined)
      throw overlayInvalid(document.uri, `${action.pointer}/target`, 'the whole description cannot be removed');
    const at = pointerOf(path.slice(0, -1));
    const parent = valueAt(root, at);
    if (Array.isArray(parent)) {
      parent.splice(Number(name), 1);
      trace.itemRemoved(at, Number(name));
    } else if (isJsonObject(parent)) {
      delete (parent as Record<string, Json>)[name];
      trace.removed(at + pointerOf([name]));
    }
  }
}

function update(root: Json, path: Path, { document }: Overlay, action: Action, trace: Trace): void {
  const at = pointerOf(path);
  const target = valueAt(root, at);
  const value = action.update ?? null;
  const clause = { document: document.digest, pointer: `${action.pointer}/update` };
  if (Array.isArray(target)) append(target, [value], at, [clause], trace);
  else if (isJsonObject(target) && isJsonObject(value)) merge(target, value, at, clause, trace);
  else {
    const kind = isJsonObject(target) ? 'an object, which only an object can update' : 'no object or list';
    throw overlayInvalid(document.uri, action.pointer, `${action.target} selects ${kind} (#${at})`);
  }
}

interface Clause {
  readonly document: string;
  readonly pointer: string;
}

function merge(target: JsonObject, value: JsonObject, at: string, clause: Clause, trace: Trace): void {
  for (const [name, member] of Object.entries(value)) {
    const present = Object.hasOwn(target, name) ? target[name] : undefined;
    const [place, source] = [at + pointerOf([name]), { ...clause, pointer: clause.pointer + pointerOf([name]) }];
    if (isJsonObject(present) && isJsonObject(member)) merge(present, member, place, source, trace);
    else if (Array.isArray(present) && Array.isArray(member)) {
      const sources = member.map((_, index) => ({ ...source, pointer: `${source.pointer}/${index}` }));
      append(present, member, place, sources, trace);
    } else {
      (target as Record<string, Json>)[name] = copied(member);
      trace.put(place, source);
    }
  }
}

function append(target: Mutable, items: readonly Json[], at: string, sources: readonly Clause[], trace: Trace): void {
  for (const [index, item] of items.entries()) {
    const source = sources[index];
    if (!Array.isArray(target) || !source) continue;
    trace.put(`${at}/${target.length}`, source);
    target.push(copied(item));
  }
}

function copied(value: Json): Json {
  return JSON.parse(JSON.stringify(value));
}
