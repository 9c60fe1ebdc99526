import type { KnownDeviation } from '../../model/finding.ts';
import { groupFindings } from '../shared/finding-order.ts';
import { groupKnown, type KnownGroup } from '../shared/known-groups.ts';
import { count } from '../shared/naming.ts';
import { findingCard } from './finding-card.ts';
import { type Markup, markup } from './markup.ts';
import { capped, type View } from './view.ts';

/** Cards whose exchange is unfolded at once. */
const UNFOLDED = 3;

/** What is new or past its date, then warnings. */
export function findingsSection(view: View): Markup {
  const { open, warnings } = groupFindings(view.report);
  const { shown, note } = capped(open, view.limits.findings, 'findings');
  const alarms = capped(warnings, view.limits.findings, 'warnings');
  const cards = shown.map((finding, index) => findingCard(finding, view, index < UNFOLDED));
  return markup`<section id="findings" aria-labelledby="findings-title">
<h2 id="findings-title">Findings <span class="count">${open.length}</span></h2>
<p class="lead">One card per root cause, worst first. Failures that a cause explains are folded under it.</p>
${open.length === 0 && markup`<p class="empty">✓ Nothing new was found.</p>`}
${cards}${note}
</section>
${
  warnings.length > 0 &&
  markup`<section id="warnings" aria-labelledby="warnings-title">
<h2 id="warnings-title">Warnings <span class="count">${warnings.length}</span></h2>
<p class="lead">Worth correcting; they do not decide the verdict.</p>
${alarms.shown.map((finding) => findingCard(finding, view, false))}${alarms.note}
</section>`
}`;
}

/** Accepted deviations, and entries of the baseline that should be looked at. */
export function knownSection(view: View): Markup {
  const { report, limits } = view;
  const { known } = groupFindings(report);
  const groups = groupKnown(known);
  if (known.length + report.vanished.length + report.expired.length === 0) return markup``;
  const { shown, note } = capped(groups, limits.rows, 'known deviations');
  return markup`<section id="known" aria-labelledby="known-title">
<h2 id="known-title">Known deviations <span class="count">${groups.length}</span></h2>
<p class="lead">${count(known.length, 'finding')} that were expected and are accepted for a while; they do not decide the verdict.</p>
<div class="stack">${shown.map((group) => knownRow(group, view))}</div>${note}
${staleList('Expired entries', 'Past their date: what they covered counts as new.', report.expired, limits.rows)}
${staleList('Vanished entries', 'Nothing showed them in this run: remove them from the baseline if they are gone.', report.vanished, limits.rows)}
</section>`;
}

function knownRow({ deviation, check, findings, operations }: KnownGroup, view: View): Markup {
  const { id, reason, owner, expires } = deviation;
  const { shown, note } = capped(findings, view.limits.findings, 'findings');
  const cards = shown.map((finding) => findingCard(finding, view, false));
  return markup`<details class="known-row"><summary><span class="pill quiet"><span aria-hidden="true">◆</span> ${id}</span> <span class="summary-text"><code>${check}</code> on ${count(operations.length, 'operation')}<br><span class="why">${reason}</span></span> <span class="quiet">until ${expires} · ${owner}</span></summary>
${cards}${note}</details>`;
}

function staleList(title: string, lead: string, deviations: readonly KnownDeviation[], limit: number): Markup {
  if (deviations.length === 0) return markup``;
  const { shown, note } = capped(deviations, limit, 'entries');
  const rows = shown.map(
    ({ id, check, operation, reason, owner, expires }) =>
      markup`<li><b>${id}</b> ${check} on <code>${operation}</code>. ${reason} <span class="quiet">Owner: ${owner}; until ${expires}.</span></li>`,
  );
  return markup`<h3>${title}</h3><p class="lead">${lead}</p><ul class="plain">${rows}</ul>${note}`;
}
