import { AssayError } from '../../kernel/error.ts';
import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import type { DocumentInfo } from '../../model/api.ts';
import { parseText } from '../parse.ts';
import { type ReadText, withoutCredentials } from '../read-text.ts';

/** An overlay: changes to be laid over a description, in order (OpenAPI Overlay 1.0). */
export interface Overlay {
  readonly document: DocumentInfo;
  readonly actions: readonly Action[];
}

/** One change: what it selects, and what becomes of it. */
export interface Action {
  /** JSONPath (RFC 9535). */
  readonly target: string;
  /** Merged into what is selected. */
  readonly update?: Json;
  readonly remove: boolean;
  /** JSON pointer of the action in the overlay. */
  readonly pointer: string;
}

const MEMBERS: readonly string[] = ['target', 'description', 'update', 'remove'];

/** Read an overlay. Fails with spec errors `spec-not-parsable` and `overlay-invalid`, naming the place. */
export function readOverlay(uri: string, { text, digest }: ReadText): Overlay {
  const name = withoutCredentials(uri);
  const { value } = parseText(text, name);
  const version = isJsonObject(value) ? String(value['overlay']) : '';
  if (!isJsonObject(value) || value['overlay'] === undefined)
    throw overlayInvalid(name, '', 'an overlay has a member `overlay` with its version, for example `overlay: 1.0.0`');
  if (!/^1\.0(\.|$)/.test(version))
    throw overlayInvalid(name, '/overlay', `its version is ${version}; version 1.0 is read`);
  const { actions, info } = value;
  if (!Array.isArray(actions) || actions.length === 0)
    throw overlayInvalid(name, '/actions', 'there must be at least one action');
  const head: JsonObject = isJsonObject(info) ? info : {};
  const [title, own] = [String(head['title'] ?? name), String(head['version'] ?? '')];
  return {
    document: { uri: name, digest, format: 'overlay-1.0', title, version: own },
    actions: actions.map((action: unknown, index) => readAction(action, name, `/actions/${index}`)),
  };
}

/** The error of an overlay that cannot be used. */
export function overlayInvalid(name: string, pointer: string, reason: string): AssayError {
  return new AssayError('spec', 'overlay-invalid', `The overlay ${name} cannot be used: at #${pointer}: ${reason}.`);
}

function readAction(action: unknown, name: string, pointer: string): Action {
  if (!isJsonObject(action)) throw overlayInvalid(name, pointer, 'an action is an object');
  const unknown = Object.keys(action).find((member) => !MEMBERS.includes(member) && !member.startsWith('x-'));
  if (unknown !== undefined)
    throw overlayInvalid(name, pointer, `an action has no member \`${unknown}\` (known: ${MEMBERS.join(', ')})`);
  const { target, update, remove } = action;
  if (typeof target !== 'string' || target === '')
    throw overlayInvalid(name, pointer, '`target` must be a JSONPath expression');
  if (remove !== undefined && typeof remove !== 'boolean')
    throw overlayInvalid(name, `${pointer}/remove`, '`remove` must be true or false');
  if (update === undefined && remove !== true)
    throw overlayInvalid(name, pointer, 'an action needs `update` or `remove: true`');
  return { target, remove: remove === true, pointer, ...(update === undefined ? {} : { update }) };
}
