import { reportToJson } from './shared/report-json.ts';
import type { Reporter } from './shared/reporter.ts';

/** The whole report for machines; can be rendered again from disk. */
export const json: Reporter = {
  id: 'json',
  title: 'Run report as JSON',
  rationale:
    'Dashboards and scripts need every fact of a run in one stable format with a schema, and a report must be renderable again without repeating the run.',
  fileName: 'report.json',
  render: (report) => reportToJson(report),
};
