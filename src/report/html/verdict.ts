import { formatRate } from '../../model/rate-policy.ts';
import type { RunReport } from '../../model/run-report.ts';
import { groupFindings } from '../shared/finding-order.ts';
import { groupGaps } from '../shared/gap-groups.ts';
import { groupKnown } from '../shared/known-groups.ts';
import { capitalised, count, duration } from '../shared/naming.ts';
import { OUTCOME_WORDS } from '../shared/outcome-words.ts';
import { isBrokenAsKnown } from '../shared/requirement-causes.ts';
import { breakable, type Markup, markup } from './markup.ts';

/** The first screen: conformant or not, why, and on what ground. */
export function verdictBanner(report: RunReport): Markup {
  const { verdict } = report;
  const { symbol, title } = OUTCOME_WORDS[verdict.outcome];
  return markup`<section class="verdict ${verdict.outcome}" aria-labelledby="verdict-title">
<span class="seal" aria-hidden="true">${symbol}</span>
<div><h2 id="verdict-title">${title}</h2>
<p>${capitalised(verdict.reason)}</p></div>
</section>
${tiles(report)}
${runFacts(report)}`;
}

function tiles(report: RunReport): Markup {
  const { coverage, requirements, verdict } = report;
  const { warnings, known } = groupFindings(report);
  const reached = coverage.filter((operation) => operation.reached).length;
  const kept = requirements.filter(({ state }) => state === 'kept').length;
  const broken = requirements.filter((result) => result.state === 'broken' && !isBrokenAsKnown(result, report));
  const asKnown = requirements.filter((result) => isBrokenAsKnown(result, report));
  return markup`<ul class="tiles">
${tile('findings', String(verdict.newFindings), verdict.newFindings === 1 ? 'new finding' : 'new findings', count(warnings.length, 'warning'))}
${tile('known', String(verdict.knownFindings), verdict.knownFindings === 1 ? 'known finding' : 'known findings', `${count(groupKnown(known).length, 'deviation')}, ${report.expired.length} expired, ${report.vanished.length} vanished`)}
${tile('coverage', `${reached}/${coverage.length}`, 'operations reached', `${count(groupGaps(report).gaps.length, 'gap')} explained`)}
${requirements.length > 0 && tile('requirements', `${kept}/${requirements.length}`, 'requirements kept', `${broken.length} broken, ${asKnown.length} as known`)}
${tile('health', String(report.health.requests), 'requests sent', `of ${report.plan.budget} budgeted, ${duration(report.run.durationMs)}`)}
</ul>`;
}

function tile(anchor: string, figure: string, label: string, more: string): Markup {
  return markup`<li><a href="#${anchor}"><b>${figure}</b> <span>${label}</span> <small>${more}</small></a></li>`;
}

function runFacts(report: RunReport): Markup {
  const { run, target, plan, health } = report;
  const identities = target.identities.map(
    ({ name, credentials }) => `${name} (${credentials.join(', ') || 'no credential'})`,
  );
  const documents = report.documents.map(
    ({ uri, format, version, digest }) =>
      markup`<span class="document"><code>${breakable(uri)}</code> <span class="quiet">${format}, version ${version}</span><br><code class="digest">sha256:${digest}</code></span>`,
  );
  const pace = plan.rate
    ? `at most ${formatRate(plan.rate)}`
    : report.invocations.length > 1
      ? 'each suite at its own pace'
      : 'unpaced';
  return markup`<dl class="facts run-facts">
${documents.length > 0 && fact(documents.length > 1 ? 'Documents' : 'Document', markup`${documents}`, true)}
${fact('Target', markup`<code>${breakable(target.baseUrl)}</code> <span class="quiet">${target.environment}</span>`)}
${fact('Suite', run.suite)}
${fact('Identities', identities.join(', ') || 'anonymous')}
${fact('Requests', `${count(health.requests, 'request')} of ${plan.budget}, ${pace}, in ${duration(run.durationMs)}`)}
${fact('Seed', String(run.seed))}
${fact('Started', markup`<time datetime="${run.startedAt}">${run.startedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}</time>`)}
${fact('Repeat', markup`<code>${run.command}</code>`, true)}
</dl>`;
}

function fact(term: string, description: string | Markup, wide = false): Markup {
  return markup`<div${wide && markup` class="wide"`}><dt>${term}</dt><dd>${description}</dd></div>`;
}
