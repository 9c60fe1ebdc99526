import type { Member, TypePlan, TypePlans } from '../structure/type-plan.ts';
import type { PathAst } from './ast.ts';
import { typeNameOf } from './functions-type.ts';

/** The types an expression may give; undefined when that cannot be told. */
type Types = ReadonlySet<TypePlan> | undefined;

/** A member name that no type at its place has. */
export class UnknownNameError extends Error {}

/** The functions of FHIRPath 2.0 and those that FHIR adds to it (fhirpath.html). */
const FUNCTIONS = new Set(
  (
    'empty exists all allTrue anyTrue allFalse anyFalse subsetOf supersetOf count distinct isDistinct where select repeat ofType single first last ' +
    'tail skip take intersect exclude union combine iif toBoolean convertsToBoolean toInteger convertsToInteger toDate convertsToDate toDateTime ' +
    'convertsToDateTime toDecimal convertsToDecimal toQuantity convertsToQuantity toString convertsToString toTime convertsToTime indexOf substring ' +
    'startsWith endsWith contains upper lower replace matches matchesFull replaceMatches length toChars split join trim encode decode escape unescape ' +
    'abs ceiling exp floor ln log power round sqrt truncate children descendants trace now timeOfDay today is as not type aggregate lowBoundary ' +
    'highBoundary precision comparable defineVariable sum min max avg sort ' +
    'extension hasValue getValue resolve elementDefinition slice checkModifiers conformsTo memberOf subsumes subsumedBy htmlChecks htmlchecks htmlChecks1 htmlChecks2 ' +
    'hasTemplateIdOf isUrl alias aliasAs getResourceKey getReferenceKey'
  ).split(' '),
);
/** Functions whose argument decides, true or false, on each item. */
const DECIDING = new Set(['where', 'exists', 'all']);

interface Place {
  readonly types: TypePlans;
  readonly resource: Types;
  readonly self: Types;
}

/** Functions that give items of their input. */
const SAME = new Set([
  'where',
  'first',
  'last',
  'tail',
  'skip',
  'take',
  'single',
  'distinct',
  'trace',
  'intersect',
  'exclude',
  'checkModifiers',
]);
/** Functions whose argument is evaluated on each item of their input. */
const CRITERIA = new Set(['where', 'exists', 'all', 'select', 'repeat', 'aggregate']);

/** Throws an UnknownNameError for a name that cannot lead anywhere from any of `contexts` within `resource`. */
export function checkNames(
  ast: PathAst,
  contexts: readonly TypePlan[],
  resource: TypePlan | undefined,
  types: TypePlans,
): void {
  const self: Types = new Set(contexts);
  infer(ast, self, { types, resource: resource?.kind === 'resource' ? new Set([resource]) : undefined, self }, true);
}

function infer(ast: PathAst, input: Types, place: Place, leading: boolean): Types {
  switch (ast.kind) {
    case 'member':
      return member(ast.name, input, leading);
    case 'dot':
      return infer(ast.right, infer(ast.left, input, place, leading), place, false);
    case 'indexer':
      infer(ast.index, place.self, place, true);
      return infer(ast.left, input, place, leading);
    case 'this':
      return place.self;
    case 'variable':
      return ast.name === 'resource' ? place.resource : undefined;
    case 'call':
      return call(ast.name, ast.args, input, place);
    case 'binary': {
      const left = infer(ast.left, input, place, leading);
      const right = infer(ast.right, input, place, leading);
      return ast.op === '|' && left && right ? new Set([...left, ...right]) : undefined;
    }
    case 'unary':
      infer(ast.operand, input, place, leading);
      return undefined;
    case 'type': {
      infer(ast.left, input, place, leading);
      const plan = place.types.type(ast.type.replace(/^FHIR\./, ''));
      return ast.op === 'as' && plan ? new Set([plan]) : undefined;
    }
    default:
      return undefined;
  }
}

function member(name: string, input: Types, leading: boolean): Types {
  if (!input) return undefined;
  const upper = /^[A-Z]/.test(name);
  if (leading && upper) {
    const named = [...input].filter((plan) => plan.typeName === name || plan.ancestors.has(name));
    if (named.length > 0) return new Set(named);
  }
  const found = new Set<TypePlan>();
  for (const plan of input) {
    if (plan.abstract && plan.kind === 'resource') return undefined;
    for (const each of membersNamed(plan, name)) {
      if (each.plan.abstract && each.plan.kind === 'resource') return undefined;
      found.add(each.plan);
    }
  }
  if (found.size === 0 && input.size > 0)
    throw new UnknownNameError(
      `the name '${name}' is not valid for ${[...input]
        .map((plan) => plan.name)
        .slice(0, 5)
        .join(', ')}`,
    );
  return found;
}

function membersNamed(plan: TypePlan, name: string): readonly Member[] {
  const direct = plan.members.get(name);
  if (direct && !direct.shadow && !direct.element.choice) return [direct];
  return plan.choices.get(name) ?? [];
}

function call(name: string, args: readonly PathAst[], input: Types, place: Place): Types {
  if (!FUNCTIONS.has(name)) throw new UnknownNameError(`there is no function '${name}'`);
  if (name === 'ofType' || name === 'as') {
    const type = args[0] && typeNameOf(args[0]);
    const plan = type === undefined ? undefined : place.types.type(type.replace(/^FHIR\./, ''));
    return plan && new Set([plan]);
  }
  if (name === 'is') return undefined;
  const inner: Place = CRITERIA.has(name) ? { ...place, self: input } : place;
  const results = args.map((arg) => (inner.self ? infer(arg, inner.self, inner, true) : undefined));
  const decided = DECIDING.has(name) ? results[0] : undefined;
  if (decided && decided.size > 0 && ![...decided].some(({ name: type, abstract }) => type === 'boolean' || abstract))
    throw new UnknownNameError(
      `the criteria of '${name}' must be a boolean, not ${[...decided].map((plan) => plan.name).join(', ')}`,
    );
  if (name === 'select') return results[0];
  if (name === 'extension') {
    const plan = place.types.type('Extension');
    return plan && new Set([plan]);
  }
  return SAME.has(name) ? input : undefined;
}

/** The plan that a dotted element path leads to; undefined when a step is no member or an open resource. */
export function planAt(path: string, types: TypePlans): TypePlan | undefined {
  const [root = '', ...steps] = path.split('.');
  let plan = types.type(root);
  for (const step of steps) {
    if (!plan) return undefined;
    const found = membersNamed(plan, step.replace(/\[x\]$/, ''));
    plan = found.length === 1 ? found[0]?.plan : undefined;
  }
  return plan;
}
