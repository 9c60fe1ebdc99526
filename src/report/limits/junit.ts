import type { LimitReport, LimitVerdict } from '../../model/limit.ts';
import { describeSpecRef } from '../../model/spec-ref.ts';
import { element, escapeXml } from '../shared/xml.ts';
import { outcomeWords } from './words.ts';

/** A limit check as JUnit XML: one test case for each question; what could not be told is skipped with its reason. */
export function renderLimitJunit(report: LimitReport): string {
  const { verdicts } = report;
  const of = (...kinds: string[]) => verdicts.filter(({ outcome }) => kinds.includes(outcome.kind)).length;
  const totals = { tests: verdicts.length, failures: of('fail'), errors: 0, skipped: of('skip', 'inconclusive') };
  const time = ((report.finishedAtMs - report.startedAtMs) / 1_000).toFixed(3);
  const timestamp = new Date(report.startedAtMs).toISOString();
  const suite = element(
    'testsuite',
    { name: `${report.subject} limit`, ...totals, time, timestamp },
    verdicts.map((verdict) => testCase(verdict, report)),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: `assay limits ${report.subject}`, ...totals, time }, [suite])}\n`;
}

function testCase(verdict: LimitVerdict, { subject }: LimitReport): string {
  const words = outcomeWords(verdict);
  const { kind } = verdict.outcome;
  const body =
    kind === 'fail'
      ? [
          element('failure', { message: words, type: verdict.id }, [
            escapeXml(`${words}\nClause: ${describeSpecRef(verdict.clause)}\nCannot tell: ${verdict.tolerance}`),
          ]),
        ]
      : kind === 'skip' || kind === 'inconclusive'
        ? [element('skipped', { message: `${kind === 'skip' ? '' : 'inconclusive: '}${words}` })]
        : [element('system-out', {}, [escapeXml(words)])];
  return element('testcase', { name: verdict.title, classname: `${subject.replaceAll('/', '.')}.${verdict.id}` }, body);
}
