import type { JsonObject } from '../../kernel/json.ts';
import { text } from '../definitions/members.ts';
import { PathSyntaxError } from '../path/ast.ts';
import { parsePath } from '../path/parser.ts';
import { checkNames, planAt, UnknownNameError } from '../path/static-names.ts';
import type { TypePlan, TypePlans } from '../structure/type-plan.ts';
import type { Session } from '../validate/session.ts';

const CLAUSE = 'FHIRPath 2.0, grammar';

/** What is wrong with the grammar of a FHIRPath expression, or undefined. */
export function expressionProblem(source: string): string | undefined {
  try {
    parsePath(source);
    return undefined;
  } catch (thrown) {
    if (thrown instanceof PathSyntaxError) return thrown.message;
    throw thrown;
  }
}

/** What is wrong with an expression in its grammar or its names, or undefined. */
export function namesProblem(
  source: string,
  contexts: readonly TypePlan[],
  resource: TypePlan | undefined,
  types: TypePlans,
): string | undefined {
  try {
    checkNames(parsePath(source), contexts, resource, types);
    return undefined;
  } catch (thrown) {
    if (thrown instanceof PathSyntaxError || thrown instanceof UnknownNameError) return thrown.message;
    throw thrown;
  }
}

/** An Expression in FHIRPath keeps its grammar. */
export function checkExpression(session: Session, value: JsonObject): void {
  const source = text(value, 'expression');
  if (source === undefined || text(value, 'language') !== 'text/fhirpath') return;
  const problem = expressionProblem(source);
  if (problem !== undefined)
    session.report(
      { code: 'exception', rule: 'fhirpath-syntax', clause: CLAUSE },
      `The expression '${source}' is not valid FHIRPath: ${problem}`,
    );
}

const answers = new WeakMap<TypePlans, Map<string, string | undefined>>();
const MOST_ANSWERS = 5000;

/** What was found of an expression at a path before: snapshots repeat the same constraints. */
function remembered(
  types: TypePlans,
  path: string,
  source: string,
  find: () => string | undefined,
): string | undefined {
  const known = answers.get(types) ?? new Map<string, string | undefined>();
  answers.set(types, known);
  const key = `${path} ${source}`;
  if (known.has(key)) return known.get(key);
  const problem = find();
  if (known.size > MOST_ANSWERS) known.clear();
  known.set(key, problem);
  return problem;
}

/** The expression of a constraint keeps the grammar of FHIRPath, and its names exist where it stands. */
export function checkConstraintExpression(session: Session, element: JsonObject): void {
  const list = element['constraint'];
  if (!Array.isArray(list)) return;
  const { types } = session.engine;
  const path = text(element, 'path') ?? '';
  const context = planAt(path, types);
  const root = types.type(path.replace(/\..*$/s, ''));
  (list as readonly JsonObject[]).forEach((constraint, index) => {
    const source = text(constraint, 'expression');
    if (source === undefined) return;
    const problem = remembered(types, path, source, () =>
      context && root ? namesProblem(source, [context], root, types) : expressionProblem(source),
    );
    if (problem !== undefined)
      session.report(
        { code: 'invalid', rule: 'fhirpath-syntax', clause: CLAUSE },
        `Error in the constraint '${text(constraint, 'key') ?? ''}' with the expression '${source}': ${problem}`,
        `.constraint[${index}]`,
        ['constraint', index],
      );
  });
}
