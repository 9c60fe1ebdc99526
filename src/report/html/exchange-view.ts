import { curlLine } from '../../model/curl.ts';
import type { Exchange, ReceivedResponse } from '../../model/exchange.ts';
import type { Finding } from '../../model/finding.ts';
import type { Evidence } from '../../model/verdict.ts';
import { requestHead } from '../shared/finding-text.ts';
import { duration } from '../shared/naming.ts';
import { bodyView } from './body-view.ts';
import { type Markup, markup } from './markup.ts';
import type { Limits, View } from './view.ts';

const LONGEST_COMMAND = 3_500;

/** All steps of the smallest example; the evidence is marked on the last one. */
export function traceView(finding: Finding, view: View): Markup {
  const { trace } = finding.example;
  const first = Math.max(0, trace.length - view.limits.steps);
  const steps = trace.slice(first).map((exchange, index) => {
    const last = first + index === trace.length - 1;
    const title = trace.length > 1 && markup`<p class="step">Step ${first + index + 1} of ${trace.length}</p>`;
    return markup`${title}${exchangeView(exchange, last ? finding.evidence : [], view.limits)}`;
  });
  const cut = first > 0 && markup`<p class="cut">The first ${first} steps are in <code>report.json</code>.</p>`;
  return markup`${cut}${steps}`;
}

/** A command line for a shell, or why there is none. */
export function curlView(exchange: Exchange): Markup {
  const line = curlLine(exchange.request);
  return line.length > LONGEST_COMMAND
    ? markup`<p class="cut">The request is too long for a command line; replay it instead.</p>`
    : markup`<pre class="command" tabindex="0" role="region" aria-label="curl command"><code>${line}</code></pre>`;
}

function exchangeView(exchange: Exchange, evidence: readonly Evidence[], limits: Limits): Markup {
  const { request, result } = exchange;
  const [line = '', ...headers] = requestHead(request).split('\n');
  const body =
    request.body &&
    request.body.length > 0 &&
    markup`\n${bodyView(request.body, marksAt(evidence, 'request'), limits)}`;
  const answer =
    result.kind === 'response'
      ? responseView(result.response, evidence, limits)
      : markup`<span class="remark">No response (${result.reason}): ${result.message}</span>`;
  return markup`<div class="exchange">
<figure><figcaption>Request</figcaption><pre tabindex="0" role="region" aria-label="Request"><code><b>${line}</b>
${headers.map((header) => markup`${header}\n`)}${body}</code></pre></figure>
<figure><figcaption>Response <span class="quiet">after ${duration(exchange.elapsedMs)}</span></figcaption><pre tabindex="0" role="region" aria-label="Response"><code>${answer}</code></pre></figure>
</div>`;
}

function responseView(response: ReceivedResponse, evidence: readonly Evidence[], limits: Limits): Markup {
  const status = evidence.find(({ at }) => at === 'response.status');
  const line = `HTTP/1.1 ${response.status}`;
  const head = status
    ? markup`<b>HTTP/1.1 <mark>${response.status}</mark></b>\n<span class="remark">         ▲ ${remark(status)}</span>\n`
    : markup`<b>${line}</b>\n`;
  const headers = response.headers.map(([name, value]) => headerView(name, value, evidence));
  const missing = evidence
    .filter(({ at, pointer }) => at === 'response.header' && !response.headers.some(([name]) => name === pointer))
    .map((item) => markup`<span class="remark">▲ ${item.pointer ?? 'header'}: ${remark(item)}</span>\n`);
  const body =
    response.body.length > 0 && markup`\n${bodyView(response.body, marksAt(evidence, 'response.body'), limits)}`;
  const cut = response.truncated && markup`<span class="left-out">⋯ the rest of the body was not kept</span>\n`;
  return markup`${head}${headers}${missing}${body}${cut}`;
}

function headerView(name: string, value: string, evidence: readonly Evidence[]): Markup {
  const wrong = evidence.find(({ at, pointer }) => at === 'response.header' && pointer === name);
  return wrong
    ? markup`${name}: <mark>${value}</mark>\n<span class="remark">${' '.repeat(name.length + 2)}▲ ${remark(wrong)}</span>\n`
    : markup`${name}: ${value}\n`;
}

function marksAt(evidence: readonly Evidence[], at: Evidence['at']) {
  return evidence
    .filter((item) => item.at === at && item.pointer !== undefined)
    .map((item) => ({ pointer: item.pointer ?? '', note: remark(item) }));
}

function remark({ expected, found }: Evidence): string {
  return [expected && `expected ${expected}`, found && `found ${found}`].filter(Boolean).join(', ') || 'here';
}
