import type { RequirementResult } from '../../model/run-report.ts';
import { count } from '../shared/naming.ts';
import { REQUIREMENT_WORDS } from '../shared/outcome-words.ts';
import { type Markup, markup } from './markup.ts';
import { capped, type View } from './view.ts';

const ORDER = ['broken', 'inconclusive', 'not-tested', 'kept'] as const;
const TONE = { broken: 'fail', inconclusive: 'inconclusive', 'not-tested': 'none', kept: 'pass' } as const;

/** Every promise by id, with what proves or breaks it; broken ones first. */
export function requirementsSection(view: View): Markup {
  const { requirements } = view.report;
  if (requirements.length === 0) return markup``;
  const sorted = ORDER.flatMap((state) => requirements.filter((result) => result.state === state));
  const { shown, note } = capped(sorted, view.limits.rows, 'requirements');
  const tally = ORDER.map((state) => {
    const number = requirements.filter((result) => result.state === state).length;
    return markup`<li>${stateView(state)} ${number}</li>`;
  });
  return markup`<section id="requirements" aria-labelledby="requirements-title">
<h2 id="requirements-title">Requirements <span class="count">${requirements.length}</span></h2>
<p class="lead">What the documents and the guidance promise, and what this run says about it.</p>
<ul class="legend" aria-label="Tally">${tally}</ul>
<div class="scroll" tabindex="0" role="region" aria-labelledby="requirements-title">
<table class="list requirements"><thead><tr><th scope="col">State</th><th scope="col">Id</th><th scope="col">Promise</th><th scope="col">Evidence</th></tr></thead>
<tbody>${shown.map((result) => row(result, view))}</tbody></table></div>${note}
</section>`;
}

function row(result: RequirementResult, view: View): Markup {
  const { requirement, state } = result;
  return markup`<tr id="requirement-${requirement.id}"><td>${stateView(state)}</td><th scope="row">${requirement.id}</th><td>${requirement.text}<br><span class="quiet">${requirement.source} · ${requirement.basis}</span></td><td>${evidence(result, view)}</td></tr>
`;
}

function evidence({ state, evidence, findings, reason }: RequirementResult, view: View): Markup {
  if (findings.length > 0) {
    const links = findings.map((fingerprint) => {
      const found = view.report.findings.find((finding) => finding.fingerprint === fingerprint);
      const known =
        found?.baseline.state === 'known' &&
        markup` <span class="quiet">known as ${found.baseline.deviation.id}</span>`;
      return markup`<li><a href="#finding-${fingerprint}">${found?.check ?? fingerprint}</a>${known}</li>`;
    });
    return markup`<ul class="plain">${links}</ul>`;
  }
  return state === 'kept'
    ? markup`${count(evidence, 'passing verdict')}`
    : markup`<span class="quiet">${reason ?? 'no evidence'}</span>`;
}

function stateView(state: RequirementResult['state']): Markup {
  const { symbol, title } = REQUIREMENT_WORDS[state];
  return markup`<span class="state"><span class="symbol ${TONE[state]}" aria-hidden="true">${symbol}</span> ${title}</span>`;
}
