import type { RequirementResult, RunReport } from '../../model/run-report.ts';
import { REQUIREMENT_WORDS } from '../shared/outcome-words.ts';
import type { Ink } from './paint.ts';

const STATES = ['kept', 'broken', 'inconclusive', 'not-tested'] as const;

/** The tally of requirements, then those that are not kept. */
export function requirementLines(report: RunReport, ink: Ink): string[] {
  if (report.requirements.length === 0) return [];
  const of = (state: RequirementResult['state']) => report.requirements.filter((result) => result.state === state);
  const tally = STATES.map((state) => `${of(state).length} ${REQUIREMENT_WORDS[state].title}`).join(', ');
  return [
    ...ink.lines(`Requirements (${tally})`, { tone: 'strong' }),
    ...[...of('broken'), ...of('inconclusive')].flatMap(({ requirement, state, reason, findings }) =>
      ink.lines(
        `${requirement.id} ${requirement.text} ${reason ? `(${reason})` : `(finding ${findings.join(', ')})`}`,
        {
          indent: 2,
          label: REQUIREMENT_WORDS[state].symbol,
          labelTone: state === 'broken' ? 'bad' : 'warn',
        },
      ),
    ),
  ];
}

/** Document findings, what was not tested, and trouble of the run itself. */
export function gapLines(report: RunReport, ink: Ink): string[] {
  const block = (title: string, items: readonly string[]) =>
    items.length === 0
      ? []
      : [
          ...ink.lines(title, { tone: 'strong' }),
          ...items.flatMap((item) => ink.lines(item, { indent: 2, label: '-' })),
          '',
        ];
  const { throttled, unauthorised, noResponse, pluginErrors } = report.health;
  const trouble = [
    ...(throttled > 0 ? [`${throttled} answers said 429: verdicts on them are inconclusive`] : []),
    ...(unauthorised > 0 ? [`${unauthorised} requests were refused (401) although their credential is right`] : []),
    ...(noResponse > 0 ? [`${noResponse} requests had no answer`] : []),
    ...pluginErrors.map(({ plugin, message }) => `plug-in ${plugin} failed: ${message}`),
  ];
  return [
    ...block(`Document findings (${report.documentFindings.length})`, report.documentFindings.map(documentLine)),
    ...block(
      `Not tested (${report.notTested.length})`,
      report.notTested.map(({ what, reason }) => `${what}: ${reason}`),
    ),
    ...block('Run health', trouble),
  ].slice(0, -1);
}

function documentLine({ severity, code, message }: RunReport['documentFindings'][number]): string {
  return `${severity} ${code}: ${message}`;
}
