import type { FhirVerdict } from '../issue.ts';

/** A verdict as lines for people: one per issue, then what was not checked, then the answer. */
export function formatConsole(name: string, verdict: FhirVerdict): string {
  const lines = verdict.issues.map((issue) => {
    const place = issue.line === undefined ? '' : `:${issue.line}:${issue.column ?? 1}`;
    return `${name}${place} ${issue.severity} ${issue.expression || '-'} ${issue.message} [${issue.rule}]`;
  });
  for (const open of verdict.notChecked)
    lines.push(`${name} not checked ${open.expression || '-'} ${open.kind} ${open.subject}: ${open.reason}`);
  const errors = verdict.issues.filter(({ severity }) => severity === 'error' || severity === 'fatal').length;
  const counts = `${errors} errors, ${verdict.issues.length - errors} other issues, ${verdict.notChecked.length} not checked`;
  lines.push(`${name} ${verdict.answer} (${counts})`);
  return `${lines.join('\n')}\n`;
}
