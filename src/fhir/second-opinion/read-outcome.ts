import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { choice, number, objects, strings, text } from '../definitions/members.ts';
import type { FhirIssue, FhirVerdict, IssueSeverity } from '../issue.ts';

const SEVERITIES: ReadonlySet<string> = new Set(['fatal', 'error', 'warning', 'information']);

/** The verdict that an OperationOutcome of the official validator states; undefined for anything else. */
export function readOutcome(outcome: unknown): FhirVerdict | undefined {
  if (!isJsonObject(outcome) || outcome['resourceType'] !== 'OperationOutcome') return undefined;
  const issues = objects(outcome, 'issue').flatMap((issue) => readIssue(issue) ?? []);
  const bad = issues.some(({ severity }) => severity === 'error' || severity === 'fatal');
  return { answer: bad ? 'invalid' : 'valid', resourceType: undefined, issues, notChecked: [] };
}

function readIssue(issue: JsonObject): FhirIssue | undefined {
  const severity = text(issue, 'severity') ?? '';
  if (!SEVERITIES.has(severity)) return undefined;
  const details = issue['details'];
  const message = text(details, 'text') ?? text(issue, 'diagnostics') ?? '';
  const line = extension(issue, 'operationoutcome-issue-line');
  const column = extension(issue, 'operationoutcome-issue-col');
  return {
    severity: severity as IssueSeverity,
    code: text(issue, 'code') ?? '',
    expression: strings(issue, 'expression')[0] ?? strings(issue, 'location')[0] ?? '',
    ...(typeof line === 'number' ? { line } : {}),
    ...(typeof column === 'number' ? { column } : {}),
    rule: String(
      extension(issue, 'operationoutcome-message-id') ?? text(objects(details, 'coding')[0], 'code') ?? 'official',
    ),
    clause: 'official validator',
    message,
  };
}

function extension(issue: JsonObject, name: string): unknown {
  const found = objects(issue, 'extension').find((each) => text(each, 'url')?.endsWith(`/${name}`));
  return found && (number(found, 'valueInteger') ?? choice(found, 'value')?.value);
}
