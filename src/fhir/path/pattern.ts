import { PathEvaluationError } from './compare.ts';

const LONGEST_TEXT = 4096;
const known = new Map<string, (text: string) => boolean>();

/**
 * A test of a regular expression from a definition, compiled once; text beyond 4096 characters is refused.
 * Throws a PathEvaluationError for a pattern that is not valid.
 */
export function boundedPattern(source: string, whole: boolean): (text: string) => boolean {
  const key = `${whole ? '^' : ''}${source}`;
  const ready = known.get(key);
  if (ready) return ready;
  let pattern: RegExp;
  try {
    pattern = new RegExp(whole ? `^(?:${source})$` : source, 's');
  } catch (cause) {
    throw new PathEvaluationError(`the regular expression is not valid: ${String(cause)}`);
  }
  const test = (text: string) => {
    if (text.length > LONGEST_TEXT) throw new PathEvaluationError('the text is too long for a regular expression');
    return pattern.test(text);
  };
  known.set(key, test);
  return test;
}

/** The text with every match replaced; bounded like `boundedPattern`. */
export function replaceMatches(text: string, source: string, substitution: string): string {
  boundedPattern(source, false)(text);
  return text.replace(new RegExp(source, 'gs'), substitution);
}
