import { renderPage } from './html/page.ts';
import type { Reporter } from './shared/reporter.ts';

/** One offline page for people: why the system is conformant or not, with every exchange that shows it. */
export const html: Reporter = {
  id: 'html',
  title: 'HTML report in one offline file',
  rationale:
    'A provider team and an assessor must read the same evidence, years later, without a server, a network or JavaScript.',
  fileName: 'report.html',
  render: (report) => renderPage(report),
};
