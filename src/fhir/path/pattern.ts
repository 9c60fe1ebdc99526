import { PathEvaluationError } from './compare.ts';
import { linearMatcher } from './linear-pattern.ts';

const LONGEST_TEXT = 1_000_000;
const MOST_PATTERNS = 1000;
const known = new Map<string, (text: string) => boolean>();

/**
 * A test of a regular expression from a definition, compiled once. Patterns run on an automaton in time proportional to the text; one that
 * the automaton does not know runs natively only when it has no repetition within a repetition.
 * Throws a PathEvaluationError for a pattern that is not valid or not safe, and for text beyond a million characters.
 */
export function boundedPattern(source: string, whole: boolean): (text: string) => boolean {
  const key = `${whole ? '^' : ''}${source}`;
  const ready = known.get(key);
  if (ready) return ready;
  const matches = matcherOf(source, whole);
  const test = (text: string) => {
    if (text.length > LONGEST_TEXT) throw new PathEvaluationError('the text is too long for a regular expression');
    return matches(text);
  };
  if (known.size > MOST_PATTERNS) known.clear();
  known.set(key, test);
  return test;
}

function matcherOf(source: string, whole: boolean): (text: string) => boolean {
  const native = nativePattern(whole ? `^(?:${source})$` : source, 's');
  if (isPlain(source)) return (text) => native.test(text);
  const linear = linearMatcher(source, whole);
  if (!linear) throw new PathEvaluationError(`the regular expression '${source}' cannot be run safely`);
  return linear;
}

function nativePattern(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch (cause) {
    throw new PathEvaluationError(`the regular expression is not valid: ${String(cause)}`);
  }
}

/** True for a pattern with at most one unbounded repetition and none of a group: native matching cannot run away. */
function isPlain(source: string): boolean {
  const unbounded = source.match(/[*+]|\{[0-9]+,[0-9]*\}/g)?.length ?? 0;
  return unbounded <= 1 && !/\)[*+{]/.test(source) && source.startsWith('^');
}

/** The text with every match replaced; only for patterns that native matching runs safely. */
export function replaceMatches(text: string, source: string, substitution: string): string {
  if (text.length > 10_000 || (source.match(/[*+{]/g)?.length ?? 0) > 1)
    throw new PathEvaluationError('the regular expression cannot be run safely');
  return text.replace(nativePattern(source, 'gs'), substitution);
}
