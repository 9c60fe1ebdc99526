import { AssayError } from '../../kernel/error.ts';
import { isJsonObject } from '../../kernel/json.ts';
import { valueAt } from '../../kernel/json-pointer.ts';

/** One step as it was counted, by all runners together. */
export interface CountedStep {
  readonly step: string;
  readonly what: string;
  readonly expected: number;
  readonly admitted: number;
  readonly refused: number;
  readonly other: number;
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
  readonly message: string;
}

/** What came back from k6. */
export interface LoadVerdict {
  readonly subject: string;
  readonly steps: readonly CountedStep[];
  readonly exitCode: number;
  readonly reason: string;
}

/** Judge what an exported script wrote, one text for each runner. Fails with usage error `limit-summary`. */
export function judgeSummaries(texts: readonly string[]): LoadVerdict {
  const summaries = texts.map(parse);
  const [first] = summaries;
  if (!first) throw unreadable('no summary was given');
  if (summaries.length < Number(first['runners'] ?? 1))
    throw unreadable(`${first['runners']} runners took part, but ${summaries.length} summaries were given`);
  const settings = first['settings'];
  const steps = valueAt(settings, '/steps');
  const counted = (Array.isArray(steps) ? steps : []).map((step: unknown) => count(step, summaries));
  const failed = counted.filter(({ verdict }) => verdict === 'fail');
  const open = counted.filter(({ verdict }) => verdict === 'inconclusive');
  const exitCode = failed.length > 0 ? 1 : open.length > 0 || counted.length === 0 ? 4 : 0;
  const reasons = (failed.length > 0 ? failed : open).map(({ message }) => message);
  return {
    subject: String(valueAt(settings, '/subject') ?? ''),
    steps: counted,
    exitCode,
    reason: reasons.join('; ') || 'every step was admitted and refused as promised',
  };
}

type Summary = Readonly<Record<string, unknown>>;

function parse(text: string): Summary {
  try {
    const value: unknown = JSON.parse(text);
    if (isJsonObject(value) && value['assayLimit'] === 1) return value;
  } catch {
    throw unreadable('it is not JSON');
  }
  throw unreadable('it was not written by an exported script');
}

function count(step: unknown, summaries: readonly Summary[]): CountedStep {
  const id = String(valueAt(step, '/id'));
  const what = String(valueAt(step, '/what'));
  const expected = Number(valueAt(step, '/admitted'));
  const planned = Number(valueAt(step, '/requests'));
  const sum = (metric: string) =>
    summaries.reduce((total, { metrics }) => total + counterOf(metrics, `${metric}{step:${id}}`), 0);
  const [admitted, refused, other] = [sum('rl_admitted'), sum('rl_refused'), sum('rl_other')];
  const base = { step: id, what, expected, admitted, refused, other };
  const seen = admitted + refused + other;
  if (seen < planned || other > 0)
    return {
      ...base,
      verdict: 'inconclusive',
      message: `${id}: ${seen} of ${planned} requests were sent, ${other} of them answered otherwise`,
    };
  return admitted === expected
    ? { ...base, verdict: 'pass', message: `${id}: ${admitted} admitted as promised` }
    : {
        ...base,
        verdict: 'fail',
        message: `${id} (${what}): ${admitted} of ${planned} admitted, promised are ${expected}`,
      };
}

function counterOf(metrics: unknown, name: string): number {
  if (!isJsonObject(metrics)) return 0;
  const metric: unknown = metrics[name];
  const value = valueAt(metric, '/values/count') ?? valueAt(metric, '/count');
  return typeof value === 'number' ? value : 0;
}

function unreadable(what: string): AssayError {
  return new AssayError(
    'usage',
    'limit-summary',
    `This is no summary of an exported limit check: ${what}. Give the summary.json that the k6 script wrote, one for each runner.`,
  );
}
