import { registry } from '../kernel/registry.ts';
import { console } from './console.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import type { Reporter } from './shared/reporter.ts';

/** Every built-in reporter. */
export const reporters = registry<Reporter>('reporter', [console, html, junit, json]);

export { renderEvent, reportFromJson, reportToJson } from './shared/report-json.ts';
export type { Reporter, ReportOptions } from './shared/reporter.ts';
export { runReportSchema } from './shared/run-report-schema.ts';
