import type { JsonObject } from '../../kernel/json.ts';
import type { FhirVerdict } from '../issue.ts';

const LINE = 'http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-line';
const COLUMN = 'http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-col';
const RULE = 'http://hl7.org/fhir/StructureDefinition/operationoutcome-message-id';

/** A verdict as an OperationOutcome; what was not checked becomes informational issues, and no issue at all a single "all OK". */
export function toOperationOutcome(verdict: FhirVerdict): JsonObject {
  const issue: JsonObject[] = verdict.issues.map((each) => ({
    ...positionOf(each),
    severity: each.severity,
    code: each.code,
    details: { text: each.message },
    diagnostics: each.clause,
    ...(each.expression !== '' && { expression: [each.expression] }),
  }));
  for (const open of verdict.notChecked)
    issue.push({
      severity: 'information',
      code: 'incomplete',
      details: { text: `Not checked: ${open.kind} ${open.subject}: ${open.reason}` },
      ...(open.expression !== '' && { expression: [open.expression] }),
    });
  if (issue.length === 0) issue.push({ severity: 'information', code: 'informational', details: { text: 'All OK' } });
  return { resourceType: 'OperationOutcome', issue };
}

function positionOf(issue: FhirVerdict['issues'][number]): JsonObject {
  const extension: JsonObject[] = [];
  if (issue.line !== undefined) extension.push({ url: LINE, valueInteger: issue.line });
  if (issue.column !== undefined) extension.push({ url: COLUMN, valueInteger: issue.column });
  extension.push({ url: RULE, valueString: issue.rule });
  return { extension };
}
