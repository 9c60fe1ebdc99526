import { isNode, LineCounter, parseDocument } from 'yaml';
import { AssayError } from '../kernel/error.ts';
import { isJsonObject } from '../kernel/json.ts';
import type { Requirement, RequirementEvidence } from '../model/requirement.ts';
import { readText } from './read-text.ts';

const BASES: readonly string[] = ['documented', 'standard', 'observed'];
const MEMBERS: readonly string[] = ['id', 'text', 'source', 'basis', 'evidence', 'untestable'];
const EVIDENCE_MEMBERS: readonly string[] = ['check', 'operations', 'declared', 'clause'];

type Place = readonly (string | number)[];
type Fail = (place: Place, message: string) => never;

/** Read the promises listed under `requirements` in a YAML file. Fails with spec error `requirements-invalid`, naming the line. */
export async function loadRequirements(path: string): Promise<readonly Requirement[]> {
  const { text } = await readText(path);
  return parseRequirements(text, path);
}

/** Read requirements from YAML text; `name` stands for it in errors. */
export function parseRequirements(text: string, name: string): readonly Requirement[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
  const fail: Fail = (place, message) => {
    const node = nearestNode(document, place);
    throw invalid(name, lines.linePos(node).line, message);
  };
  const broken = document.errors[0];
  if (broken) throw invalid(name, lines.linePos(broken.pos[0]).line, broken.message);
  const root: unknown = document.toJS();
  const list = isJsonObject(root) ? root['requirements'] : undefined;
  if (!Array.isArray(list)) return fail([], 'expected a list under `requirements`');
  const ids = new Set<string>();
  return list.map((entry: unknown, index) => {
    const requirement = readRequirement(entry, ['requirements', index], fail);
    if (ids.has(requirement.id)) fail(['requirements', index, 'id'], `the id ${requirement.id} is used twice`);
    ids.add(requirement.id);
    return requirement;
  });
}

function readRequirement(entry: unknown, place: Place, fail: Fail): Requirement {
  if (!isJsonObject(entry)) return fail(place, 'a requirement is an object');
  refuseUnknown(entry, MEMBERS, place, fail);
  const text = (member: string) => textOf(entry[member], [...place, member], `\`${member}\` must be a text`, fail);
  const basis = text('basis');
  if (!isBasis(basis)) return fail([...place, 'basis'], `\`basis\` must be one of ${BASES.join(', ')}`);
  const list = entry['evidence'];
  if (!Array.isArray(list))
    return fail([...place, 'evidence'], '`evidence` must be a list; write [] and `untestable` when nothing proves it');
  const evidence = list.map((item: unknown, index) => readEvidence(item, [...place, 'evidence', index], fail));
  if (evidence.length === 0 && entry['untestable'] === undefined) {
    return fail(place, 'give `evidence`, or say in `untestable` why there is none');
  }
  return {
    id: text('id'),
    text: text('text'),
    source: text('source'),
    basis,
    evidence,
    ...(entry['untestable'] === undefined ? {} : { untestable: text('untestable') }),
  };
}

function readEvidence(item: unknown, place: Place, fail: Fail): RequirementEvidence {
  if (!isJsonObject(item)) return fail(place, 'an evidence is an object with `check`');
  refuseUnknown(item, EVIDENCE_MEMBERS, place, fail);
  const operations: unknown = item['operations'];
  const isList = Array.isArray(operations) && operations.every((one) => typeof one === 'string');
  if (operations !== undefined && !isList)
    fail([...place, 'operations'], '`operations` must be a list of ids or globs');
  const declared = item['declared'];
  if (declared !== undefined && typeof declared !== 'boolean')
    fail([...place, 'declared'], '`declared` must be true or false');
  const clause = item['clause'];
  return {
    check: textOf(item['check'], [...place, 'check'], '`check` must name a check', fail),
    ...(isList ? { operations: operations.map(String) } : {}),
    ...(typeof declared === 'boolean' ? { declared } : {}),
    ...(clause === undefined ? {} : { clause: textOf(clause, [...place, 'clause'], '`clause` must be a text', fail) }),
  };
}

function refuseUnknown(entry: object, known: readonly string[], place: Place, fail: Fail): void {
  const unknown = Object.keys(entry).find((member) => !known.includes(member));
  if (unknown !== undefined)
    fail([...place, unknown], `\`${unknown}\` is not a member here; known: ${known.join(', ')}`);
}

function textOf(value: unknown, place: Place, message: string, fail: Fail): string {
  return typeof value === 'string' && value.trim() !== '' ? value : fail(place, message);
}

function isBasis(text: string): text is Requirement['basis'] {
  return BASES.includes(text);
}

/** The offset of the node at a place, or of the nearest node above it. */
function nearestNode(document: ReturnType<typeof parseDocument>, place: Place): number {
  for (let length = place.length; length > 0; length--) {
    const node: unknown = document.getIn(place.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function invalid(name: string, line: number, message: string): AssayError {
  return new AssayError('spec', 'requirements-invalid', `${name}:${line}: ${message}.`);
}
