import type { PathAst } from './ast.ts';
import type { PathNode } from './node.ts';

/** The dotted name of a type argument, or undefined when it is none. */
export function typeNameOf(ast: PathAst): string | undefined {
  if (ast.kind === 'member') return ast.name;
  if (ast.kind === 'literal' && typeof ast.value === 'string') return ast.value;
  if (ast.kind !== 'dot') return undefined;
  const left = typeNameOf(ast.left);
  const right = typeNameOf(ast.right);
  return left === undefined || right === undefined ? undefined : `${left}.${right}`;
}

/** The FHIR primitives that convert to the system types without loss of meaning. */
const SYSTEM_TYPES: Readonly<Record<string, string>> = {
  Boolean: 'boolean',
  String: 'string',
  Integer: 'integer',
  Decimal: 'decimal',
  Date: 'date',
  DateTime: 'dateTime',
  Time: 'time',
};

/** True when a node is of the named type or of one that specialises it. */
export function typeMatches(node: PathNode, name: string): boolean {
  if (name.startsWith('System.')) return node.type === name;
  const bare = name.startsWith('FHIR.') ? name.slice(5) : name;
  if (!node.plan) return node.type === `System.${bare}`;
  if (node.type === bare || node.plan.ancestors.has(bare)) return true;
  return node.plan.kind === 'primitive' && node.plan.ancestors.has(SYSTEM_TYPES[bare] ?? '');
}
