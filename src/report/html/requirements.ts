import type { RequirementResult } from '../../model/run-report.ts';
import { count } from '../shared/naming.ts';
import { REQUIREMENT_WORDS } from '../shared/outcome-words.ts';
import { isBrokenAsKnown, requirementCauses } from '../shared/requirement-causes.ts';
import { type Markup, markup } from './markup.ts';
import { capped, type View } from './view.ts';

type RequirementStanding = RequirementResult['state'] | 'known';

/** Findings that a row names. */
const NAMED = 5;
const KNOWN_WORDS = { symbol: '◆', title: 'broken as known' };
const ORDER = ['broken', 'inconclusive', 'known', 'not-tested', 'kept'] as const;
const TONE = {
  broken: 'fail',
  known: 'known',
  inconclusive: 'inconclusive',
  'not-tested': 'none',
  kept: 'pass',
} as const;

/** Every promise by id, with what proves or breaks it; broken ones first. */
export function requirementsSection(view: View): Markup {
  const { requirements } = view.report;
  if (requirements.length === 0) return markup``;
  const sorted = ORDER.flatMap((standing) => requirements.filter((result) => standingOf(result, view) === standing));
  const { shown, note } = capped(sorted, view.limits.rows, 'requirements');
  const tally = ORDER.map((standing) => {
    const number = requirements.filter((result) => standingOf(result, view) === standing).length;
    return number > 0 && markup`<li>${standingView(standing)} ${number}</li>`;
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

function standingOf(result: RequirementResult, view: View): RequirementStanding {
  return isBrokenAsKnown(result, view.report) ? 'known' : result.state;
}

function row(result: RequirementResult, view: View): Markup {
  const { requirement } = result;
  return markup`<tr id="requirement-${requirement.id}"><td>${standingView(standingOf(result, view))}</td><th scope="row">${requirement.id}</th><td>${requirement.text}<br><span class="quiet">${requirement.source} · ${requirement.basis}</span></td><td>${evidence(result, view)}</td></tr>
`;
}

function evidence(result: RequirementResult, view: View): Markup {
  const { open, known } = requirementCauses(result, view.report);
  if (open.length + known.length === 0) {
    return result.state === 'kept'
      ? markup`${count(result.evidence, 'passing verdict')}`
      : markup`<span class="quiet">${result.reason ?? 'no evidence'}</span>`;
  }
  const links = open.slice(0, NAMED).map((fingerprint) => markup`<li>${findingLink(fingerprint, view)}</li>`);
  const more = open.length > NAMED && markup`<li class="quiet">and ${open.length - NAMED} more</li>`;
  const deviations = known.length > 0 && markup`<li>known deviation <a href="#known">${known.join(', ')}</a></li>`;
  return markup`<ul class="plain">${links}${more}${deviations}</ul>`;
}

function findingLink(fingerprint: string, view: View): Markup {
  const finding = view.report.findings.find((candidate) => candidate.fingerprint === fingerprint);
  return finding ? markup`<a href="#finding-${fingerprint}">${finding.check}</a>` : markup`${fingerprint}`;
}

function standingView(standing: RequirementStanding): Markup {
  const { symbol, title } = standing === 'known' ? KNOWN_WORDS : REQUIREMENT_WORDS[standing];
  return markup`<span class="state"><span class="symbol ${TONE[standing]}" aria-hidden="true">${symbol}</span> ${title}</span>`;
}
