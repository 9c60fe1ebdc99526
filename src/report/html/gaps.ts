import type { RunReport } from '../../model/run-report.ts';
import { groupGaps } from '../shared/gap-groups.ts';
import { count } from '../shared/naming.ts';
import { clauseView } from './finding-card.ts';
import { breakable, type Markup, markup } from './markup.ts';
import { capped, type View } from './view.ts';

const SEVERITY_WORDS = { error: '✗ error', warning: '! warning', info: 'i note' } as const;

/** Defects of the documents themselves. */
export function documentSection(view: View): Markup {
  const { documentFindings } = view.report;
  if (documentFindings.length === 0) return markup``;
  const { shown, note } = capped(documentFindings, view.limits.rows, 'document findings');
  return markup`<section id="documents" aria-labelledby="documents-title">
<h2 id="documents-title">Document findings <span class="count">${documentFindings.length}</span></h2>
<p class="lead">Defects of the description itself; they were repaired or kept to the smallest operation.</p>
<ul class="rows">${shown.map((finding) => documentRow(finding, view))}</ul>${note}
</section>`;
}

/** What this run says nothing about. */
export function notTestedSection(view: View): Markup {
  const { gaps, leftOutCases } = groupGaps(view.report);
  const { shown, note } = capped(gaps, view.limits.rows, 'gaps');
  const rows = shown.map(({ what, reason }) => markup`<li><b>${what}</b><br>${reason}</li>`);
  return markup`<section id="not-tested" aria-labelledby="not-tested-title">
<h2 id="not-tested-title">Not tested, and why <span class="count">${gaps.length}</span></h2>
<p class="lead">Silence is no proof: this run says nothing about the following.</p>
${rows.length > 0 && markup`<ul class="rows">${rows}</ul>`}${note}
${rows.length + leftOutCases === 0 && markup`<p class="empty">✓ Nothing was left out.</p>`}
${leftOutCases > 0 && leftOutTable(view, leftOutCases)}
</section>`;
}

function leftOutTable(view: View, cases: number): Markup {
  const { shown, note } = capped(view.report.plan.leftOut, view.limits.rows, 'entries');
  const rows = shown.map(
    (left) =>
      markup`<tr><th scope="row"><code>${breakable(left.operation)}</code></th><td>${left.strategy}</td><td class="number">${left.cases}</td><td>${left.reason}</td></tr>\n`,
  );
  return markup`<details class="left-out-cases"><summary>${count(cases, 'case')} left out of the plan</summary>
<div class="scroll" tabindex="0" role="region" aria-label="Cases left out of the plan"><table class="list"><thead><tr><th scope="col">Operation</th><th scope="col">Strategy</th><th scope="col" class="number">Cases</th><th scope="col">Reason</th></tr></thead><tbody>${rows}</tbody></table></div>${note}</details>`;
}

function documentRow(finding: RunReport['documentFindings'][number], view: View): Markup {
  const { severity, code, message, ref, disables } = finding;
  return markup`<li><b>${SEVERITY_WORDS[severity]}</b> <span class="quiet">${code}</span><br>${message}<br>${clauseView(ref, view)}${
    disables.length > 0 && markup`<br><span class="quiet">Cannot be tested because of it: ${disables.join(', ')}</span>`
  }</li>`;
}
