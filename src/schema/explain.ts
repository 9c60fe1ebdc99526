import type { ErrorObject } from 'ajv';
import { isJsonObject } from '../kernel/json.ts';
import { valueAt } from '../kernel/json-pointer.ts';
import type { SchemaDocument } from '../model/schema.ts';
import type { Compiler } from './compiler.ts';
import type { SchemaIssue } from './contract.ts';
import { clausePointer, issueOf, telling } from './issue.ts';
import { type Alternative, nearestAlternative } from './nearest.ts';

const MAX_UNION_DEPTH = 8;

/** Turns validation errors into issues, with the nearest alternative of each union in place of the union. */
export class Explainer {
  readonly #compiler: Compiler;
  readonly #document: SchemaDocument;

  constructor(compiler: Compiler, document: SchemaDocument) {
    this.#compiler = compiler;
    this.#document = document;
  }

  /** The issues of a failed validation whose value stands at `root`. */
  explain(errors: readonly ErrorObject[], root = '', depth = 0): SchemaIssue[] {
    return telling(errors).flatMap((error) => {
      const issue = issueOf(error, this.#compiler.places, this.#document.digest, root);
      const isUnion = (error.keyword === 'anyOf' || error.keyword === 'oneOf') && !error.params['passingSchemas'];
      return isUnion && depth < MAX_UNION_DEPTH ? this.#explainUnion(error, issue, depth) : [issue];
    });
  }

  #explainUnion(error: ErrorObject, issue: SchemaIssue, depth: number): SchemaIssue[] {
    const pointer = clausePointer(error, this.#compiler.places);
    const branches = valueAt(this.#document.root, pointer);
    if (!Array.isArray(branches)) return [issue];
    const parent = valueAt(this.#document.root, pointer.slice(0, pointer.lastIndexOf('/')));
    const alternatives = branches.map((branch: unknown, index): Alternative => {
      return {
        index,
        issues: this.#issuesAgainst(`${pointer}/${index}`, error.data, issue.at, depth),
        named: isNamed(branch, parent, error.data),
      };
    });
    const nearest = nearestAlternative(alternatives, issue.at);
    return nearest ? [...nearest.issues] : [summed(issue, alternatives)];
  }

  #issuesAgainst(pointer: string, value: unknown, at: string, depth: number): SchemaIssue[] {
    const compiled = this.#compiler.compile(pointer);
    if (compiled.kind !== 'compiled' || compiled.check(value)) return [];
    return this.explain(compiled.check.errors ?? [], at, depth + 1);
  }
}

/** One issue for a union of which no alternative is near: what each of them expects at this place. */
function summed(issue: SchemaIssue, alternatives: readonly Alternative[]): SchemaIssue {
  const here = alternatives.flatMap((one) => one.issues.filter((inner) => inner.at === issue.at));
  const expectations = [...new Set(here.map((inner) => inner.expected))];
  const only = here.length === 1 || expectations.length === 1 ? here[0] : undefined;
  if (only) return only;
  if (expectations.length === 0 || expectations.length > 4) return issue;
  const expected = expectations.join(', or ');
  return { ...issue, expected, message: `expected ${expected}, found ${issue.found}` };
}

/** True when the union's discriminator (OpenAPI 3.0.3 §4.7.25) names this branch for the value. */
function isNamed(branch: unknown, parent: unknown, value: unknown): boolean {
  const discriminator = isJsonObject(parent) ? parent['discriminator'] : undefined;
  if (!isJsonObject(discriminator) || !isJsonObject(branch) || !isJsonObject(value)) return false;
  const tag = value[String(discriminator['propertyName'])];
  const reference = branch['$ref'];
  if (typeof tag !== 'string' || typeof reference !== 'string') return false;
  const mapped = isJsonObject(discriminator['mapping']) ? discriminator['mapping'][tag] : undefined;
  return (typeof mapped === 'string' ? mapped : tag) === reference || reference.endsWith(`/${mapped ?? tag}`);
}
