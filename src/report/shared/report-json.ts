import { AssayError } from '../../kernel/error.ts';
import { isJsonObject } from '../../kernel/json.ts';
import type { RunEvent } from '../../model/run-event.ts';
import { RUN_REPORT_VERSION, type RunReport } from '../../model/run-report.ts';
import { BODY_LIMIT, decodeBody, type EncodedBody, encodeBody } from './body-encoding.ts';

const MEMBERS = [
  'tool',
  'run',
  'target',
  'verdict',
  'documents',
  'documentFindings',
  'plan',
  'findings',
  'vanished',
  'expired',
  'coverage',
  'requirements',
  'notTested',
  'health',
  'checks',
  'invocations',
] as const;

/** The report as JSON text (schema: `runReportSchema`); bodies are cut to `bodyLimit` bytes, default 64 KiB. */
export function reportToJson(report: RunReport, bodyLimit = BODY_LIMIT): string {
  return `${JSON.stringify(encodeBodies(report, bodyLimit), null, 2)}\n`;
}

/** One event as one NDJSON line, without the line break; bodies as in the report. */
export function renderEvent(event: RunEvent, bodyLimit = BODY_LIMIT): string {
  return JSON.stringify(WITH_BODIES.has(event.type) ? encodeBodies(event, bodyLimit) : event);
}

/** Events that carry exchanges; the many others are spared the search for bytes. */
const WITH_BODIES: ReadonlySet<RunEvent['type']> = new Set(['exchange-done', 'finding-opened']);

/**
 * Read a report that `reportToJson` wrote. Fails with the usage error `bad-report` on anything else and with
 * `report-version` on a report of another format version.
 */
export function reportFromJson(text: string): RunReport {
  const parsed = parse(text);
  const missing = MEMBERS.filter((member) => !(member in parsed));
  if (!('reportVersion' in parsed) || missing.length > 0) {
    throw new AssayError('usage', 'bad-report', `This is not a run report: it lacks ${missing.join(', ')}.`);
  }
  if (parsed['reportVersion'] !== RUN_REPORT_VERSION) {
    const found = String(parsed['reportVersion']);
    throw new AssayError(
      'usage',
      'report-version',
      `The report has format version ${found}; this build reads version ${RUN_REPORT_VERSION}. Repeat the run, or use the version of assay that wrote it.`,
    );
  }
  return decodeBodies(parsed) as unknown as RunReport;
}

function parse(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    if (isJsonObject(parsed)) return parsed;
  } catch (cause) {
    throw new AssayError('usage', 'bad-report', 'This is not a run report: it is not JSON.', { cause });
  }
  throw new AssayError('usage', 'bad-report', 'This is not a run report: it is not a JSON object.');
}

function encodeBodies(value: unknown, limit: number): unknown {
  if (value instanceof Uint8Array) return encodeBody(value, limit);
  if (Array.isArray(value)) return value.map((item) => encodeBodies(item, limit));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, encodeBodies(member, limit)]);
  const copy: Record<string, unknown> = Object.fromEntries(members);
  const body = 'body' in value && value.body instanceof Uint8Array ? value.body : undefined;
  // A reader that judges or renders the cut body must know that the rest is missing.
  if (body && body.length > limit && 'truncated' in copy) copy['truncated'] = true;
  return copy;
}

/** Only exchanges hold bytes: a template of a case may look like an encoded body and must stay as it is. */
function decodeBodies(report: Record<string, unknown>): Record<string, unknown> {
  const findings = list(report['findings']).map((finding) => {
    const example = record(record(finding)['example']);
    return { ...record(finding), example: { ...example, trace: list(example['trace']).map(decodeExchange) } };
  });
  return { ...report, findings };
}

function decodeExchange(exchange: unknown): unknown {
  const result = record(record(exchange)['result']);
  const decoded = 'response' in result ? { ...result, response: withBytes(result['response']) } : result;
  return { ...record(exchange), request: withBytes(record(exchange)['request']), result: decoded };
}

function withBytes(message: unknown): unknown {
  const { body } = record(message);
  return { ...record(message), body: isEncodedBody(body) ? decodeBody(body) : null };
}

function isEncodedBody(value: unknown): value is EncodedBody {
  return isJsonObject(value) && typeof value['data'] === 'string' && /^(utf8|base64)$/.test(String(value['encoding']));
}

function record(value: unknown): Record<string, unknown> {
  return isJsonObject(value) ? value : {};
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
