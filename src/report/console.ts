import { coverageLines } from './console/coverage.ts';
import { baselineLines, findingLines } from './console/findings.ts';
import { paint } from './console/paint.ts';
import { gapLines, requirementLines } from './console/promises.ts';
import { verdictLines } from './console/verdict.ts';
import type { Reporter } from './shared/reporter.ts';

/** The summary on a terminal: verdict first, then only what needs a reader. */
export const console: Reporter = {
  id: 'console',
  title: 'Summary on the terminal',
  rationale: 'Whoever starts a run by hand wants the verdict, the reasons and the next command without opening a file.',
  render: (report, options) => {
    const ink = paint(options);
    const sections = [verdictLines, findingLines, baselineLines, coverageLines, requirementLines, gapLines];
    const blocks = sections.map((section) => section(report, ink)).filter((lines) => lines.length > 0);
    return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
  },
};
