import { pointerTokens } from '../kernel/json-pointer.ts';
import type { SchemaIssue } from './contract.ts';

/** How far a value is from one alternative of a union. */
export interface Alternative {
  readonly index: number;
  readonly issues: readonly SchemaIssue[];
  /** True when the union's discriminator names it. */
  readonly named: boolean;
}

/**
 * The alternative that the value was meant to match, or undefined when nothing tells: named by the discriminator; else of the
 * right type, with its constants matched, with the fewest issues, and the deepest.
 */
export function nearestAlternative(alternatives: readonly Alternative[], at: string): Alternative | undefined {
  const candidates = alternatives.filter((one) => one.issues.length > 0 && (one.named || !failsAtOnce(one, at)));
  return candidates.sort((a, b) => compare(rank(a, at), rank(b, at)))[0];
}

/** True when the value is not even of the right kind: nothing is learnt from such an alternative. */
function failsAtOnce(alternative: Alternative, at: string): boolean {
  return alternative.issues.some(
    (issue) => issue.at === at && ['type', 'const', 'enum', 'false'].includes(issue.keyword),
  );
}

function rank(alternative: Alternative, at: string): readonly number[] {
  const depths = alternative.issues.map((issue) => pointerTokens(issue.at).length);
  const depthHere = pointerTokens(at).length;
  const unmatched = alternative.issues.filter(
    (issue) => ['const', 'enum'].includes(issue.keyword) && pointerTokens(issue.at).length === depthHere + 1,
  );
  const missing = alternative.issues.filter((issue) => issue.at === at && issue.keyword === 'required');
  return [
    alternative.named ? 0 : 1,
    unmatched.length,
    missing.length,
    alternative.issues.length,
    -Math.max(...depths),
    alternative.index,
  ];
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
