import { bodyText, type Exchange, type SentRequest } from '../../model/exchange.ts';
import type { Finding } from '../../model/finding.ts';
import type { RunReport } from '../../model/run-report.ts';
import type { Evidence } from '../../model/verdict.ts';
import { replayCommand } from './finding-order.ts';
import { describeClause } from './naming.ts';

/** Characters of a body shown in plain text. */
const BODY_CHARACTERS = 2_000;

/** A finding as plain text: message, clause, evidence, consequences, the last exchange, how to replay. */
export function findingText(finding: Finding, report: RunReport): string {
  const last = finding.example.trace.at(-1);
  return [
    finding.message,
    `clause: ${describeClause(finding.basis, report)}`,
    `case: ${finding.example.case.title}`,
    ...finding.evidence.map((evidence) => `evidence: ${describeEvidence(evidence)}`),
    ...finding.consequences.map(({ check, message }) => `also: ${check}: ${message}`),
    `seen: ${finding.occurrences} times, ${describeConfirmation(finding)}`,
    ...baselineLine(finding),
    `replay: ${replayCommand(finding)}`,
    ...(last ? ['', exchangeText(last)] : []),
  ].join('\n');
}

/** One line: where to look, what was expected and what was found. */
export function describeEvidence({ at, pointer, expected, found }: Evidence): string {
  const place = pointer === undefined ? at : `${at} ${pointer === '' ? '(whole)' : pointer}`;
  return `${place}: expected ${expected ?? 'what the clause says'}, found ${found ?? 'otherwise'}`;
}

function baselineLine({ baseline }: Finding): string[] {
  if (baseline.state === 'new') return [];
  const { id, expires, owner } = baseline.deviation;
  const state = baseline.state === 'known' ? `accepted until ${expires}` : `expired on ${expires}`;
  return [`baseline: known deviation ${id}, ${state} (owner ${owner})`];
}

/** `confirmed by a replay`, or why not. */
export function describeConfirmation({ confirmation }: Finding): string {
  return confirmation.state === 'confirmed' ? 'confirmed by a replay' : `not confirmed: ${confirmation.reason}`;
}

/** Why there is no answer, in words. */
export function describeResult({ result }: Exchange): string {
  return result.kind === 'response' ? `${result.response.status}` : `no response (${result.reason}): ${result.message}`;
}

/** Request line and headers of a request, as they travel in HTTP/1.1. */
export function requestHead(request: SentRequest): string {
  const url = URL.canParse(request.url) ? new URL(request.url) : undefined;
  const target = url ? `${url.pathname}${url.search}` : request.url;
  const hasHost = request.headers.some(([name]) => name.toLowerCase() === 'host');
  const headers = [...(url && !hasHost ? [['host', url.host] as const] : []), ...request.headers];
  return [`${request.method} ${target} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`)].join('\n');
}

function exchangeText(exchange: Exchange): string {
  const { request, result } = exchange;
  const sent = [requestHead(request), ...bodyLines(request)];
  if (result.kind === 'no-response') return [...sent, '', describeResult(exchange)].join('\n');
  const { status, headers } = result.response;
  const head = [`HTTP/1.1 ${status}`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  return [...sent, '', ...head, ...bodyLines(result.response)].join('\n');
}

function bodyLines(message: { readonly body: Uint8Array | null }): string[] {
  const text = bodyText(message);
  if (text === '') return [];
  const rest = text.length - BODY_CHARACTERS;
  return ['', rest > 0 ? `${text.slice(0, BODY_CHARACTERS)}\n… ${rest} more characters` : text];
}
