import type { OperationCoverage } from '../../model/run-report.ts';
import { count } from '../shared/naming.ts';
import { operationStanding, standingOf } from '../shared/operation-status.ts';
import { statusChips, symbol, tallyWords } from './coverage.ts';
import { breakable, type Markup, markup } from './markup.ts';
import { capped, type View } from './view.ts';

/** Per operation: answers, every check with its tally and reasons, findings and cases left out. */
export function operationsSection(view: View): Markup {
  const { shown, note } = capped(view.report.coverage, view.limits.operations, 'operations');
  return markup`<section id="operations" aria-labelledby="operations-title">
<h2 id="operations-title">Operations <span class="count">${view.report.coverage.length}</span></h2>
<div class="stack">${shown.map((coverage) => operationDetails(view, coverage))}</div>${note}
</section>`;
}

function operationDetails(view: View, coverage: OperationCoverage): Markup {
  const { report } = view;
  const { operation, requests, reached } = coverage;
  const findings = report.findings.filter((finding) => finding.operation === operation);
  const rows = coverage.checks.map(
    (tally) =>
      markup`<tr><td>${symbol(standingOf(report, operation, tally))}</td><th scope="row">${tally.check}</th><td>${tallyWords(tally)}${tally.reasons.map((reason) => markup`<br><span class="quiet">${reason}</span>`)}</td></tr>`,
  );
  return markup`<details class="operation-row"><summary>${symbol(operationStanding(report, coverage))} <code>${breakable(operation)}</code> <span class="quiet">${count(requests, 'request')}${!reached && requests > 0 && ' · no valid request was accepted'}</span></summary>
<div class="operation-body" id="${view.anchorOf(operation)}">
<p class="answers">${statusChips(coverage)}</p>
${
  findings.length > 0 &&
  markup`<ul class="plain">${findings.slice(0, view.limits.rows).map((finding) => markup`<li><a href="#finding-${finding.fingerprint}">${finding.message}</a></li>`)}</ul>`
}
${
  rows.length > 0
    ? markup`<div class="scroll" tabindex="0" role="region" aria-label="Checks of ${operation}"><table class="list"><thead><tr><th scope="col"><span class="hidden">State</span></th><th scope="col">Check</th><th scope="col">Verdicts</th></tr></thead><tbody>${rows}</tbody></table></div>`
    : markup`<p>No check applied. ${report.notTested.find(({ what }) => what === operation || what.startsWith(`${operation}:`))?.reason ?? ''}</p>`
}
</div></details>
`;
}
