import { formatRate } from '../../model/rate-policy.ts';
import type { RunReport } from '../../model/run-report.ts';
import { capitalised, count, duration } from '../shared/naming.ts';
import { OUTCOME_WORDS } from '../shared/outcome-words.ts';
import type { Ink, Tone } from './paint.ts';

const TONES: Readonly<Record<RunReport['verdict']['outcome'], Tone>> = {
  conformant: 'good',
  'not-conformant': 'bad',
  inconclusive: 'warn',
  failed: 'bad',
};

/** The verdict, its reason, and what it was reached on. */
export function verdictLines(report: RunReport, ink: Ink): string[] {
  const { verdict, run, target, health, plan } = report;
  const { symbol, title } = OUTCOME_WORDS[verdict.outcome];
  const names = target.identities.map(
    ({ name, credentials }) => `${name} (${credentials.join(', ') || 'no credential'})`,
  );
  const pace = plan.rate ? `, at most ${formatRate(plan.rate)}` : '';
  const fact = (label: string, text: string) =>
    ink.lines(text, { indent: 2, label: label.padEnd(10), labelTone: 'quiet' });
  return [
    ...ink.lines(`${title.toUpperCase()}: ${run.title}`, { label: symbol, tone: TONES[verdict.outcome] }),
    ...ink.lines(capitalised(verdict.reason), { indent: 2 }),
    '',
    ...fact('findings', `${verdict.newFindings} new, ${verdict.knownFindings} known`),
    ...fact('target', `${target.baseUrl} (${target.environment})`),
    ...(names.length > 0 ? fact('identities', names.join(', ')) : []),
    ...report.documents.flatMap(({ uri, digest }) => fact('document', `${uri} sha256:${digest.slice(0, 12)}`)),
    ...fact('requests', `${count(health.requests, 'request')} of ${plan.budget} in ${duration(run.durationMs)}${pace}`),
    ...fact('repeat', run.command),
  ];
}
