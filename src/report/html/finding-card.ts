import type { Finding } from '../../model/finding.ts';
import type { SpecRef } from '../../model/spec-ref.ts';
import { replayCommand } from '../shared/finding-order.ts';
import { count, describeClause } from '../shared/naming.ts';
import { curlView, traceView } from './exchange-view.ts';
import { breakable, type Markup, markup } from './markup.ts';
import type { View } from './view.ts';

const SEVERITY_SYMBOL = { critical: '▲▲', high: '▲', medium: '■', low: '●', info: 'i' } as const;
const SEVERITY_WORD = { critical: 'Critical', high: 'High', medium: 'Medium', low: 'Low', info: 'Info' } as const;
const PLACES = {
  'response.status': 'Status',
  'response.header': 'Header',
  'response.body': 'Body',
  request: 'Request',
} as const;

/** One root cause: what is wrong, by which clause, how it looks on the wire, and how to see it again. */
export function findingCard(finding: Finding, view: View, open: boolean): Markup {
  const { report } = view;
  const title = report.checks.find(({ id }) => id === finding.check)?.title;
  return markup`<article class="card ${finding.severity}" id="finding-${finding.fingerprint}" aria-labelledby="title-${finding.fingerprint}">
<header>
<p class="eyebrow">${severityView(finding)} <code title="${title}">${finding.check}</code> <a class="operation" href="#${view.anchorOf(finding.operation)}">${breakable(finding.operation)}</a></p>
<h3 id="title-${finding.fingerprint}"><a class="self" href="#finding-${finding.fingerprint}">${finding.message}</a></h3>
</header>
${baselineView(finding)}
<dl class="facts">
${evidenceView(finding)}
<div><dt>Clause</dt><dd>${clauseView(finding.basis, view)}</dd></div>
<div><dt>Case</dt><dd>${finding.example.case.title}</dd></div>
<div><dt>Seen</dt><dd>${count(finding.occurrences, 'time')} · ${confirmationView(finding)}</dd></div>
</dl>
${consequencesView(finding)}
<details${open && markup` open`}><summary>Request and response</summary>
${traceView(finding, view)}
</details>
${reproduceView(finding)}
</article>`;
}

/** The clause, linked when it has an address. */
export function clauseView(ref: SpecRef, view: View): Markup {
  const text = describeClause(ref, view.report);
  if (ref.kind === 'requirement') return markup`<a href="#requirement-${ref.id}">${text}</a>`;
  const url = ref.kind === 'clause' && ref.url?.startsWith('https://') ? ref.url : undefined;
  return url ? markup`<a href="${url}" rel="noreferrer">${text}</a>` : markup`<code>${breakable(text)}</code>`;
}

function severityView({ severity, outcome }: Finding): Markup {
  const word = outcome === 'warn' ? 'Warning' : SEVERITY_WORD[severity];
  return markup`<span class="pill ${severity}"><span aria-hidden="true">${SEVERITY_SYMBOL[severity]}</span> ${word}</span>`;
}

function baselineView({ baseline }: Finding): Markup {
  if (baseline.state === 'new') return markup``;
  const { id, reason, owner, expires } = baseline.deviation;
  const state =
    baseline.state === 'known'
      ? markup`Known deviation <b>${id}</b>, accepted until <b>${expires}</b>`
      : markup`Known deviation <b>${id}</b> <b>expired on ${expires}</b> and counts as new`;
  return markup`<p class="baseline ${baseline.state}">${state}. ${reason} <span class="quiet">Owner: ${owner}.</span></p>`;
}

function evidenceView({ evidence }: Finding): readonly Markup[] {
  return evidence.slice(0, 5).map(
    ({ at, pointer, expected, found }) => markup`<div class="evidence"><dt>${PLACES[at]}</dt>
<dd>${pointer && markup`<code class="pointer">${breakable(pointer)}</code> `}<span class="expected"><span class="tag">expected</span> ${expected ?? 'what the clause says'}</span> <span class="found"><span class="tag">found</span> ${found ?? 'otherwise'}</span></dd></div>`,
  );
}

function confirmationView({ confirmation }: Finding): Markup {
  return confirmation.state === 'confirmed'
    ? markup`<span class="good">✓ confirmed by a replay</span>`
    : markup`<span class="warn">? not confirmed: ${confirmation.reason}</span>`;
}

function consequencesView({ consequences }: Finding): Markup {
  if (consequences.length === 0) return markup``;
  const items = consequences.slice(0, 20).map(({ check, message }) => markup`<li><b>${check}</b> ${message}</li>`);
  return markup`<details class="consequences"><summary>Explains ${count(consequences.length, 'other failure')}</summary><ul>${items}</ul></details>`;
}

function reproduceView(finding: Finding): Markup {
  const last = finding.example.trace.at(-1);
  return markup`<div class="reproduce">
<h4>See it again</h4>
<pre class="command" tabindex="0" role="region" aria-label="Replay command"><code>${replayCommand(finding)}</code></pre>
${last && curlView(last)}
</div>`;
}
