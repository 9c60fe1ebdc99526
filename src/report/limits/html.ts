import type { LimitReport } from '../../model/limit.ts';
import { describeSpecRef } from '../../model/spec-ref.ts';
import { type Markup, markup } from '../html/markup.ts';
import { STYLES } from '../html/styles.ts';
import { inSeconds } from './answers.ts';
import { timelinePlot } from './plot.ts';
import { claimWords, explanationWords, outcomeWords, RESULT_WORDS } from './words.ts';

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const OWN_STYLES = markup`
main section { margin-top: 2rem; }
svg { width: 100%; height: auto; background: var(--surface); border: 1px solid var(--line); border-radius: 12px; }
svg .window.even { fill: var(--sunken); } svg .window.odd { fill: none; }
svg .boundary, svg .quota { stroke: var(--quiet); stroke-dasharray: 5 4; fill: none; }
svg .load { stroke: var(--link); stroke-width: 2; fill: none; }
svg .admitted rect { fill: var(--good); } svg .refused rect { fill: var(--bad); }
svg .span { stroke-width: 3; } svg .span.over, svg .span.under { stroke: var(--bad); }
svg text { font: 12px var(--sans); fill: var(--quiet); } svg text.over, svg text.under { fill: var(--bad); }
svg .axis line { stroke: var(--quiet); }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: 0.45rem 0.8rem 0.45rem 0; border-bottom: 1px solid var(--line); }
td.fail { color: var(--bad); font-weight: 600; } td.pass { color: var(--good); } td.warn, td.inconclusive { color: var(--warn); } td.skip { color: var(--quiet); }
`;

/** A limit check as one page that stands alone. */
export function renderLimitPage(report: LimitReport): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="assay ${report.tool.version}">
<title>${RESULT_WORDS[report.result.outcome]} · ${report.subject} · Assay limit report</title>
<style>${STYLES}${OWN_STYLES}</style>
</head>
<body>
<header class="top"><p class="brand">Assay <span class="quiet">limit report</span></p>
<h1>${report.subject}: ${claimWords(report)}</h1>
<div class="verdict ${report.result.outcome}"><div><h2>${RESULT_WORDS[report.result.outcome]}</h2><p>${report.result.reason}</p></div></div>
</header>
<main id="main">
${plotSection(report)}
${certificateSection(report)}
${verdictSection(report)}
${scheduleSection(report)}
${factsSection(report)}
</main>
<footer><p>Written by assay ${report.tool.version}. This file stands alone: it loads nothing and runs no script.</p></footer>
</body>
</html>
`.markup;
}

function plotSection(report: LimitReport): Markup {
  const [best, ...others] = report.explanations;
  return markup`<section aria-labelledby="timeline"><h2 id="timeline">What was let through, and when</h2>
<p class="lead">The line is the number of requests admitted in the ${report.claim.windowMs / 1_000} s before each instant; the dashed line is the quota.${best && best.windows.length > 0 ? ' Bands are the windows of the best explanation.' : ''}</p>
${timelinePlot(report)}
<p>${best ? `Best explanation: ${explanationWords(best)}.` : 'Nothing known explains what was seen.'} ${others.length > 0 && `Also possible: ${others.map(explanationWords).join('; ')}.`}</p></section>`;
}

function certificateSection({ certificates }: LimitReport): Markup {
  const items = certificates.map(
    ({ kind, words }) =>
      markup`<li><b>${kind === 'over' ? 'Too many' : 'Too few'}:</b> ${words}. This rests on the instants of sending and receiving alone, whatever the algorithm is.</li>`,
  );
  return markup`<section aria-labelledby="certificates"><h2 id="certificates">Certificates</h2>${
    items.length > 0
      ? markup`<ul>${items}</ul>`
      : markup`<p>None: no window was seen with too many admitted requests, and no refusal with too few before it.</p>`
  }</section>`;
}

function verdictSection({ verdicts }: LimitReport): Markup {
  const rows = verdicts.map(
    (verdict) =>
      markup`<tr><td class="${verdict.outcome.kind}">${verdict.outcome.kind}</td><td><b>${verdict.title}</b><br>${outcomeWords(verdict)}<br><small class="quiet">${verdict.id} · ${describeSpecRef(verdict.clause)} · cannot tell: ${verdict.tolerance}</small></td></tr>`,
  );
  return markup`<section aria-labelledby="verdicts"><h2 id="verdicts">Questions and answers</h2><table><tbody>${rows}</tbody></table></section>`;
}

function scheduleSection(report: LimitReport): Markup {
  const begin = report.schedule[0]?.atMs ?? report.startedAtMs;
  const rows = report.schedule.map(({ step, atMs, what, requests }) => {
    const sent = report.observations.filter((one) => one.step === step).length;
    return markup`<tr><td>${step}</td><td>${inSeconds(atMs - begin)}</td><td>${what}</td><td>${requests}</td><td>${sent}</td></tr>`;
  });
  return markup`<section aria-labelledby="schedule"><h2 id="schedule">Schedule</h2><table><thead><tr><th>Step</th><th>Planned</th><th>What for</th><th>Planned requests</th><th>Sent</th></tr></thead><tbody>${rows}</tbody></table></section>`;
}

function factsSection(report: LimitReport): Markup {
  const facts: readonly (readonly [string, string])[] = [
    ['Target', report.target],
    ['Operation', report.operation],
    ['Credential', report.credential],
    ['Time', report.time],
    ['Requests', `${report.requests}, of which ${report.refusals} refused`],
    ['Began', new Date(report.startedAtMs).toISOString()],
    ['Lasted', inSeconds(report.finishedAtMs - report.startedAtMs)],
    ...(report.stopped ? [['Stopped', report.stopped] as const] : []),
  ];
  return markup`<section aria-labelledby="facts"><h2 id="facts">Facts</h2><dl class="facts">${facts.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></section>`;
}
