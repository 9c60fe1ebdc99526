import type { LimitReport } from '../../model/limit.ts';
import type { ReportOptions } from '../shared/reporter.ts';
import { renderLimitConsole } from './console.ts';
import { renderLimitPage } from './html.ts';
import { renderLimitJunit } from './junit.ts';

/** How a limit check is written: for people, for CI, for machines. */
export const limitReporters = {
  console: { render: renderLimitConsole },
  html: { fileName: 'limits.html', render: renderLimitPage },
  junit: { fileName: 'limits.junit.xml', render: renderLimitJunit },
  json: { fileName: 'limits.json', render: (report: LimitReport) => `${JSON.stringify(report, null, 2)}\n` },
} satisfies Record<string, { fileName?: string; render(report: LimitReport, options: ReportOptions): string }>;
