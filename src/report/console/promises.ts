import type { RequirementResult, RunReport } from '../../model/run-report.ts';
import { groupGaps } from '../shared/gap-groups.ts';
import { count } from '../shared/naming.ts';
import { REQUIREMENT_WORDS } from '../shared/outcome-words.ts';
import { isBrokenAsKnown, requirementCauses } from '../shared/requirement-causes.ts';
import type { Ink } from './paint.ts';

const STATES = ['kept', 'broken', 'inconclusive', 'not-tested'] as const;

/** Names of findings that a line shows. */
const NAMED = 3;

/** The tally of requirements, then those that are not kept: what counts first, what is known last. */
export function requirementLines(report: RunReport, ink: Ink): string[] {
  if (report.requirements.length === 0) return [];
  const of = (state: RequirementResult['state']) => report.requirements.filter((result) => result.state === state);
  const known = of('broken').filter((result) => isBrokenAsKnown(result, report));
  const broken = of('broken').filter((result) => !known.includes(result));
  const tally = STATES.map((state) => {
    const asKnown = state === 'broken' && known.length > 0 ? ` of which ${known.length} as known` : '';
    return `${of(state).length} ${REQUIREMENT_WORDS[state].title}${asKnown}`;
  });
  return [
    ...ink.lines(`Requirements (${tally.join(', ')})`, { tone: 'strong' }),
    ...[...broken, ...of('inconclusive')].flatMap((result) => requirementLine(result, report, ink)),
    ...known.flatMap((result) => requirementLine(result, report, ink)),
  ];
}

function requirementLine(result: RequirementResult, report: RunReport, ink: Ink): string[] {
  const { requirement, state, reason } = result;
  const { open, known } = requirementCauses(result, report);
  const more = open.length > NAMED ? ` and ${open.length - NAMED} more` : '';
  const causes = [
    ...(open.length > 0 ? [`finding ${open.slice(0, NAMED).join(', ')}${more}`] : []),
    ...(known.length > 0 ? [`known deviation ${known.join(', ')}`] : []),
    ...(reason ? [reason] : []),
  ];
  const asKnown = isBrokenAsKnown(result, report);
  return ink.lines(`${requirement.id} ${requirement.text} (${causes.join('; ') || 'no reason was given'})`, {
    indent: 2,
    label: asKnown ? '◆' : REQUIREMENT_WORDS[state].symbol,
    labelTone: asKnown ? 'quiet' : state === 'broken' ? 'bad' : 'warn',
  });
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
    ...block('Not tested', notTestedTexts(report)),
    ...block('Run health', trouble),
  ].slice(0, -1);
}

function notTestedTexts(report: RunReport): string[] {
  const { gaps, leftOutCases, leftOutOperations } = groupGaps(report);
  const leftOut = `${count(leftOutCases, 'planned case')} on ${count(leftOutOperations, 'operation')}: left out of the plan, the reasons are in report.html`;
  return [...gaps.map(({ what, reason }) => `${what}: ${reason}`), ...(leftOutCases > 0 ? [leftOut] : [])];
}

function documentLine({ severity, code, message }: RunReport['documentFindings'][number]): string {
  return `${severity} ${code}: ${message}`;
}
