import type { LimitReport } from '../../model/limit.ts';
import type { ReportOptions } from '../shared/reporter.ts';
import { claimWords, explanationWords, outcomeWords, RESULT_WORDS } from './words.ts';

const COLOURS = { pass: 32, warn: 33, fail: 31, inconclusive: 33, skip: 90 } as const;

/** A limit check for the terminal. */
export function renderLimitConsole(report: LimitReport, { colour }: ReportOptions): string {
  const paint = (code: number, text: string) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  const [best, ...others] = report.explanations;
  const lines = report.verdicts.map(
    (verdict) =>
      `  ${paint(COLOURS[verdict.outcome.kind], verdict.outcome.kind.padEnd(12))}  ${verdict.title}\n${' '.repeat(16)}${outcomeWords(verdict)}`,
  );
  return [
    `${report.subject}: ${claimWords(report)}`,
    `${report.operation} at ${report.target} with ${report.credential}, ${report.time} time`,
    '',
    ...lines,
    '',
    best ? `Best explanation: ${explanationWords(best)}` : 'Nothing known explains what was seen.',
    ...others.map((one) => `Also possible:    ${explanationWords(one)}`),
    ...report.certificates.map(({ words }) => `Certificate:      ${words}`),
    '',
    `${RESULT_WORDS[report.result.outcome]}. ${report.requests} requests, ${report.refusals} refused, ${((report.finishedAtMs - report.startedAtMs) / 1_000).toFixed(0)} s.${report.stopped ? ` Stopped: ${report.stopped}.` : ''}`,
  ].join('\n');
}
