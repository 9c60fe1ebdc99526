import type { JsonObject } from '../../kernel/json.ts';
import type { DefectId } from './defects.ts';

type Broken = (id: DefectId) => boolean;

/** One page of matches as a Bundle (FHIR R4 §3.1.1.5). */
export function searchset(url: URL, matches: readonly JsonObject[], count: number, broken: Broken): JsonObject {
  const entries = matches.slice(0, count).map((resource) => ({
    fullUrl: `${url.origin}/${String(resource['resourceType'])}/${String(resource['id'])}`,
    resource,
    ...(broken('total-astray') ? {} : { search: { mode: 'match' } }),
  }));
  return {
    resourceType: 'Bundle',
    type: broken('total-astray') ? 'collection' : 'searchset',
    total: matches.length,
    link: [{ relation: 'self', url: url.href }],
    ...(entries.length > 0 ? { entry: entries } : {}),
  };
}

/** Why a request was refused (FHIR R4 §2.28). */
export function outcome(code: string, diagnostics: string, broken: Broken): JsonObject {
  return {
    resourceType: 'OperationOutcome',
    ...(broken('outcome-empty') ? {} : { issue: [{ severity: 'error', code, diagnostics }] }),
  };
}
