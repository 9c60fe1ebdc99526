import type { Group } from './group.ts';
import { explains, rankOf } from './precedence.ts';
import { atLeast, compareSeverity } from './severity.ts';

/** The cause that accounts for a group, or undefined when the group is a root cause of its own. */
export function causeOf(group: Group, all: readonly Group[]): Group | undefined {
  const stronger = all.filter(
    (other) => other !== group && other.operation === group.operation && outweighs(other, group),
  );
  return [
    ...covering(group, stronger),
    ...stronger.filter((other) => sameDoor(other, group) || samePlace(other, group) || sameShape(other, group)),
  ]
    .sort((a, b) => rankOf(a.check) - rankOf(b.check) || compareSeverity(a.severity, b.severity) || compareKeys(a, b))
    .at(0);
}

/** The groups that explain some exchange of this one, provided that together they explain them all. */
function covering(group: Group, stronger: readonly Group[]): readonly Group[] {
  const explaining = stronger.filter(
    (other) => explains(other.check, group.check) && [...group.exchanges].some((index) => other.exchanges.has(index)),
  );
  const explained = new Set(explaining.flatMap((other) => [...other.exchanges]));
  return isSubset(group.exchanges, explained) ? explaining : [];
}

/** A warning never hides a fail, nor a lesser finding a worse one: the gate must see the same. */
function outweighs(cause: Group, group: Group): boolean {
  if (cause.outcome === 'warn' && group.outcome === 'fail') return false;
  return cause.outcome === 'fail' && group.outcome === 'warn' ? true : atLeast(cause.severity, group.severity);
}

/** An operation open to strangers is open to everybody: other ways in are no further causes. */
function sameDoor(cause: Group, group: Group): boolean {
  const stranger = 'open to strangers';
  return (
    cause.check === 'authentication-enforced' &&
    group.check === cause.check &&
    cause.signature.startsWith(stranger) &&
    !group.signature.startsWith(stranger)
  );
}

/** Keywords that judge one value as a whole; those that judge the members of an object speak of different members. */
const VALUE_KEYWORDS = new Set(['type', 'enum', 'const', 'format', 'pattern', 'anyOf', 'oneOf', 'not']);

/** Several clauses broken by one value, on exactly the same exchanges, are one cause; the shorter signature stands for it. */
function samePlace(cause: Group, group: Group): boolean {
  if (cause.check !== 'response-body' || group.check !== cause.check || compareKeys(cause, group) >= 0) return false;
  if (![cause, group].every(({ signature }) => VALUE_KEYWORDS.has(keywordOf({ signature })))) return false;
  const [mine, theirs] = [placeOf(cause), placeOf(group)];
  return mine !== undefined && mine === theirs && sameSet(cause.exchanges, group.exchanges);
}

/** Keywords by which one object of another shape is accused twice: for what it lacks, and for what it has instead. */
const SHAPE_KEYWORDS = ['required', 'additionalProperties', 'unevaluatedProperties'];

/** A member that is missing and one that is not described, in one object on exactly the same exchanges: it was renamed, or all of it is another. */
function sameShape(cause: Group, group: Group): boolean {
  if (cause.check !== group.check || keywordOf(cause) !== 'required' || keywordOf(group) === 'required') return false;
  if (!SHAPE_KEYWORDS.includes(keywordOf(group))) return false;
  const [lacking, undescribed] = [placeOf(cause), placeOf(group)];
  if (lacking === undefined || undescribed === undefined) return false;
  return undescribed.replace(/\/[^/]*$/, '') === lacking && sameSet(cause.exchanges, group.exchanges);
}

function keywordOf({ signature }: Pick<Group, 'signature'>): string {
  return signature.split(/[/ ]/).at(-1) ?? '';
}

function placeOf(group: Group): string | undefined {
  const [evidence] = group.example.accusation.evidence;
  return evidence?.at === 'response.body' ? evidence.pointer?.replace(/\/\d+(?=\/|$)/g, '/*') : undefined;
}

function compareKeys(a: Group, b: Group): number {
  return (
    a.signature.length - b.signature.length || (a.signature < b.signature ? -1 : a.signature > b.signature ? 1 : 0)
  );
}

function isSubset(part: ReadonlySet<number>, whole: ReadonlySet<number>): boolean {
  return [...part].every((index) => whole.has(index));
}

function sameSet(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  return a.size === b.size && isSubset(a, b);
}
