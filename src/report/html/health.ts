import type { RunReport } from '../../model/run-report.ts';
import { count, duration } from '../shared/naming.ts';
import { type Markup, markup } from './markup.ts';

/** How the conversation itself went: what could have clouded the verdicts. */
export function healthSection({ health, plan, tool, run, reportVersion }: RunReport): Markup {
  const { latencyMs } = health;
  const total = Object.values(health.byStatus).reduce((sum, number) => sum + number, 0) || 1;
  const bars = Object.entries(health.byStatus).map(
    ([status, number]) =>
      markup`<tr><th scope="row">${status}</th><td class="number">${number}</td><td><meter min="0" max="${total}" value="${number}" aria-label="${status}: ${number} answers">${number}</meter></td></tr>`,
  );
  return markup`<section id="health" aria-labelledby="health-title">
<h2 id="health-title">Run health</h2>
<p class="lead">${health.throttled + health.noResponse + health.unauthorised + health.pluginErrors.length === 0 ? '✓ Nothing disturbed this run.' : '! Something disturbed this run: verdicts on disturbed exchanges are inconclusive.'}</p>
<div class="columns">
<dl class="facts">
${fact('Requests', `${health.requests} sent, ${health.distinctRequests} distinct, ${health.replays} replays; ${plan.requests} planned, budget ${plan.budget}`)}
${fact('Throttled (429)', count(health.throttled, 'answer'))}
${fact('Valid credential refused (401)', count(health.unauthorised, 'answer'))}
${fact('Server errors', count(health.serverErrors, 'answer'))}
${fact('No response', count(health.noResponse, 'request'))}
${fact('Time to answer', `median ${duration(latencyMs.p50)}, 95 % within ${duration(latencyMs.p95)}, longest ${duration(latencyMs.max)}`)}
${fact('Waited for the pace', duration(health.pacedMs))}
${fact('Run', `${run.id}, report format ${reportVersion}, ${tool.name} ${tool.version}`)}
</dl>
<table class="list bars"><caption>Answers by status</caption><thead><tr><th scope="col">Status</th><th scope="col" class="number">Answers</th><th scope="col"><span class="hidden">Share</span></th></tr></thead><tbody>${bars}</tbody></table>
</div>
${
  health.pluginErrors.length > 0 &&
  markup`<h3>Plug-in errors</h3><ul class="rows">${health.pluginErrors.slice(0, 50).map(({ plugin, message }) => markup`<li><b>${plugin}</b><br>${message}</li>`)}</ul>`
}
</section>`;
}

function fact(term: string, description: string): Markup {
  return markup`<div><dt>${term}</dt><dd>${description}</dd></div>`;
}
