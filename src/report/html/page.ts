import type { RunReport } from '../../model/run-report.ts';
import { groupFindings } from '../shared/finding-order.ts';
import { groupGaps } from '../shared/gap-groups.ts';
import { groupKnown } from '../shared/known-groups.ts';
import { OUTCOME_WORDS } from '../shared/outcome-words.ts';
import { coverageSection } from './coverage.ts';
import { findingsSection, knownSection } from './findings.ts';
import { documentSection, notTestedSection } from './gaps.ts';
import { healthSection } from './health.ts';
import { type Markup, markup } from './markup.ts';
import { operationsSection } from './operations.ts';
import { requirementsSection } from './requirements.ts';
import { STYLES } from './styles.ts';
import { verdictBanner } from './verdict.ts';
import { LADDER, type View, viewOf } from './view.ts';

/** Bytes that the file should not exceed. */
const LARGEST_FILE = 1_000_000;
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The whole page, with as much detail as fits into a megabyte. */
export function renderPage(report: RunReport): string {
  let page = '';
  for (const limits of LADDER) {
    page = document(viewOf(report, limits)).markup;
    if (Buffer.byteLength(page) <= LARGEST_FILE) break;
  }
  return page;
}

function document(view: View): Markup {
  const { report } = view;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="assay ${report.tool.version}">
<title>${OUTCOME_WORDS[report.verdict.outcome].title} · ${report.run.title} · Assay report</title>
<style>${STYLES}</style>
</head>
<body>
<a class="skip-link" href="#main">Skip to the findings</a>
<header class="top"><p class="brand">Assay <span class="quiet">conformance report</span></p>
<h1>${report.run.title}</h1>
${verdictBanner(report)}
</header>
${navigation(report)}
<main id="main" tabindex="-1">
${findingsSection(view)}
${knownSection(view)}
${coverageSection(view)}
${operationsSection(view)}
${requirementsSection(view)}
${documentSection(view)}
${notTestedSection(view)}
${healthSection(report)}
</main>
<footer><p>Written by assay ${report.tool.version} on ${report.run.finishedAt.slice(0, 10)}. This file stands alone: it loads nothing and runs no script.</p></footer>
</body>
</html>
`;
}

function navigation(report: RunReport): Markup {
  const { open, warnings, known } = groupFindings(report);
  const stale = report.vanished.length + report.expired.length;
  const links: readonly (readonly [string, string, number | undefined])[] = [
    ['findings', 'Findings', open.length],
    ...(warnings.length > 0 ? [['warnings', 'Warnings', warnings.length] as const] : []),
    ...(known.length + stale > 0 ? [['known', 'Known', groupKnown(known).length] as const] : []),
    ['coverage', 'Coverage', undefined],
    ['operations', 'Operations', report.coverage.length],
    ...(report.requirements.length > 0 ? [['requirements', 'Requirements', report.requirements.length] as const] : []),
    ...(report.documentFindings.length > 0 ? [['documents', 'Document', report.documentFindings.length] as const] : []),
    ['not-tested', 'Not tested', groupGaps(report).gaps.length],
    ['health', 'Run health', undefined],
  ];
  const items = links.map(
    ([anchor, title, number]) =>
      markup`<li><a href="#${anchor}">${title}${number !== undefined && markup` <span class="count">${number}</span>`}</a></li>`,
  );
  return markup`<nav aria-label="Sections"><ul>${items}</ul></nav>`;
}
