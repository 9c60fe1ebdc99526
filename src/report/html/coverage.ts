import type { CheckTally, OperationCoverage, RunReport } from '../../model/run-report.ts';
import { STANDINGS, type Standing, standingOf, worst } from '../shared/operation-status.ts';
import { STANDING_WORDS } from '../shared/outcome-words.ts';
import { breakable, type Markup, markup } from './markup.ts';
import { capped, type View } from './view.ts';

type CheckColumn = RunReport['checks'][number];

/** Operations against statuses and checks; a symbol carries every state, colour only repeats it. */
export function coverageSection(view: View): Markup {
  const { report, limits } = view;
  const columns = columnsOf(report);
  const families = [...new Set(columns.map(familyOf))];
  const { shown, note } = capped(report.coverage, limits.operations, 'operations');
  return markup`<section id="coverage" aria-labelledby="coverage-title">
<h2 id="coverage-title">Coverage</h2>
<p class="lead">Each row is an operation: which answers came, and how every check stands on it. Choose an operation for its details.</p>
<ul class="legend" aria-label="Legend">${STANDINGS.map((standing) => markup`<li>${symbol(standing)} ${STANDING_WORDS[standing].title}</li>`)}<li>blank: does not apply</li></ul>
<div class="scroll" tabindex="0" role="region" aria-labelledby="coverage-title">
<table class="matrix">
<thead>
<tr><th rowspan="2" scope="col">Operation</th><th rowspan="2" scope="col" class="number">Sent</th><th rowspan="2" scope="col">Answers</th>${families.map((family) => markup`<th scope="colgroup" class="family" colspan="${columns.filter((column) => familyOf(column) === family).length}">${family}</th>`)}</tr>
<tr>${columns.map((column, index) => markup`<th scope="col" class="check${startsFamily(columns, index) && ' first'}"><span>${column.title}</span></th>`)}</tr>
</thead>
<tbody>
${shown.map((coverage) => row(view, coverage, columns))}
</tbody>
<tfoot>${totals(report, columns)}</tfoot>
</table>
</div>
${note}
</section>`;
}

/** The answers of an operation as chips: counted, unseen, or undeclared. */
export function statusChips(coverage: OperationCoverage): readonly Markup[] {
  return coverage.statuses.map(({ status, declared, seen }) => {
    if (!declared)
      return markup`<span class="chip bad" title="not declared">${status}<small>×${seen} undeclared</small></span> `;
    return seen === 0
      ? markup`<span class="chip unseen" title="declared, never seen">${status}<small>unseen</small></span> `
      : markup`<span class="chip">${status}<small>×${seen}</small></span> `;
  });
}

/** A standing as a symbol with its words for those who do not see it. */
export function symbol(standing: Standing, words: string = STANDING_WORDS[standing].title): Markup {
  return markup`<span class="symbol ${standing}" role="img" aria-label="${words}" title="${words}">${STANDING_WORDS[standing].symbol}</span>`;
}

/** A tally in words: `12 passed, 2 inconclusive`. */
export function tallyWords({ pass, fail, warn, inconclusive, skip }: CheckTally): string {
  const counts = { passed: pass, failed: fail, warned: warn, inconclusive, skipped: skip };
  const words = Object.entries(counts).flatMap(([word, number]) => (number > 0 ? [`${number} ${word}`] : []));
  return words.join(', ') || 'nothing judged';
}

function row(view: View, coverage: OperationCoverage, columns: readonly CheckColumn[]): Markup {
  const cells = columns.map((column, index) => {
    const tally = coverage.checks.find(({ check }) => check === column.id);
    const edge = startsFamily(columns, index) ? 'first' : '';
    if (!tally) return markup`<td class="${edge}"></td>`;
    const standing = standingOf(view.report, coverage.operation, tally);
    return markup`<td class="${edge}">${symbol(standing, `${STANDING_WORDS[standing].title}: ${tallyWords(tally)}`)}</td>`;
  });
  return markup`<tr><th scope="row"><a href="#${view.anchorOf(coverage.operation)}">${breakable(coverage.operation)}</a></th><td class="number">${coverage.requests}</td><td class="answers">${coverage.requests > 0 ? statusChips(coverage) : markup`<span class="chip unseen">not tested</span>`}</td>${cells}</tr>
`;
}

function totals(report: RunReport, columns: readonly CheckColumn[]): Markup {
  const requests = report.coverage.reduce((sum, coverage) => sum + coverage.requests, 0);
  const statuses = report.coverage.flatMap((coverage) => coverage.statuses.filter(({ declared }) => declared));
  const seen = statuses.filter((status) => status.seen > 0).length;
  const cells = columns.map((column, index) => {
    const standings = report.coverage.flatMap(({ operation, checks }) =>
      checks.filter(({ check }) => check === column.id).map((tally) => standingOf(report, operation, tally)),
    );
    const passes = standings.filter((standing) => standing === 'pass').length;
    const words = `${STANDING_WORDS[worst(standings)].title}; passes on ${passes} of ${standings.length}`;
    return markup`<td class="total${startsFamily(columns, index) && ' first'}" title="${words}">${passes}<small>/${standings.length}</small></td>`;
  });
  return markup`<tr><th scope="row">Total <small>passing of applicable</small></th><td class="number">${requests}</td><td>${seen} of ${statuses.length} declared answers seen</td>${cells}</tr>`;
}

/** The checks of the run, those of one family side by side. */
function columnsOf({ checks }: RunReport): CheckColumn[] {
  const families = [...new Set(checks.map(familyOf))];
  return families.flatMap((family) => checks.filter((check) => familyOf(check) === family));
}

function familyOf({ family }: CheckColumn): string {
  return family ?? 'checks';
}

function startsFamily(columns: readonly CheckColumn[], index: number): boolean {
  const [before, here] = [columns[index - 1], columns[index]];
  return !before || !here || familyOf(before) !== familyOf(here);
}
