import type { ErrorObject } from 'ajv';
import { pointerOf } from '../kernel/json-pointer.ts';
import type { SchemaIssue } from './contract.ts';
import { expectedBy, foundBy } from './expectation.ts';
import type { Places } from './places.ts';

const MAX_PER_CLAUSE = 3;
const MAX_ISSUES = 50;

/** Summary errors that add nothing to the errors they sum up. */
const SUMMARIES: ReadonlySet<string> = new Set(['if', 'propertyNames']);

/** The error as an issue; its instance pointer starts at `root`. */
export function issueOf(error: ErrorObject, places: Places, document: string, root = ''): SchemaIssue {
  const forbidden = places.forbids(error.parentSchema);
  const expected = forbidden ? 'nothing' : expectedBy(error);
  const found = foundBy(error);
  return {
    at: root + instancePointer(error),
    keyword: forbidden ? 'false' : error.keyword,
    message: `expected ${expected}, found ${found}`,
    expected,
    found,
    clause: { kind: 'document', document, pointer: clausePointer(error, places) },
  };
}

/** Errors without summaries, and without the consequences of other errors at the same place. */
export function telling(errors: readonly ErrorObject[]): ErrorObject[] {
  const causes = errors.filter((error) => !SUMMARIES.has(error.keyword));
  return causes.filter((error) => !error.keyword.startsWith('unevaluated') || !hasOtherCause(error, causes));
}

/** At most three issues per clause and fifty in all, in the order found. */
export function withoutFlood(issues: readonly SchemaIssue[]): SchemaIssue[] {
  const seen = new Map<string, number>();
  const kept = issues.filter((issue) => {
    const clause = `${issue.keyword} ${issue.clause.kind === 'document' ? issue.clause.pointer : ''} ${issue.expected}`;
    const count = (seen.get(clause) ?? 0) + 1;
    seen.set(clause, count);
    return count <= MAX_PER_CLAUSE;
  });
  return kept.slice(0, MAX_ISSUES);
}

/** The place of the violated keyword in the author's document. */
export function clausePointer(error: ErrorObject, places: Places): string {
  const schema = places.pointerOf(error.parentSchema);
  if (schema === undefined) return error.schemaPath.replace(/^[^#]*#/, '').replace(/\/false schema$/, '');
  return places.forbids(error.parentSchema) ? schema : schema + pointerOf([error.keyword]);
}

function instancePointer(error: ErrorObject): string {
  const member: unknown =
    error.params['additionalProperty'] ?? error.params['unevaluatedProperty'] ?? error.propertyName;
  return typeof member === 'string' ? error.instancePath + pointerOf([member]) : error.instancePath;
}

function hasOtherCause(error: ErrorObject, causes: readonly ErrorObject[]): boolean {
  return causes.some(
    (other) => !other.keyword.startsWith('unevaluated') && isWithin(other.instancePath, error.instancePath),
  );
}

function isWithin(pointer: string, place: string): boolean {
  return pointer === place || pointer.startsWith(`${place}/`);
}
