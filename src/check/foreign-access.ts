import { responseOf } from '../model/exchange.ts';
import type { SpecRef } from '../model/spec-ref.ts';
import { PASS } from '../model/verdict.ts';
import type { Check } from './shared/check.ts';
import { environmental } from './shared/environment.ts';
import { isSuccess } from './shared/refusal.ts';
import { looksLikeError } from './shared/shape.ts';
import { changes } from './shared/story.ts';
import { trespassOf } from './shared/tenants.ts';
import { fail, inconclusive } from './shared/verdict.ts';

const OWASP_API1: SpecRef = {
  kind: 'clause',
  source: 'OWASP API Security Top 10 2023',
  section: 'API1',
  url: 'https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/',
};

/** What belongs to one tenant is closed to the others. */
export const foreignAccess: Check = {
  id: 'foreign-access',
  title: "Other tenants' resources are closed",
  rationale: 'Lists are filtered by tenant, single reads are forgotten: then any id opens any record.',
  severity: 'critical',
  family: 'authentication',
  basis: 'OWASP API1:2023, object level authorisation: shown where two identities see wholly different lists.',
  judge(input, context) {
    const trespass = trespassOf(input);
    if (!trespass) return [];
    const reason = 'reason' in trespass ? trespass.reason : environmental(input, context);
    const response = responseOf(input.exchange);
    if (reason || !response) return [inconclusive(reason ?? 'no response came')];
    const { status } = response;
    if (status === 401) return [inconclusive('the credential of the other identity was refused (401)')];
    if (status === 403 || status === 404 || status === 410) return [PASS];
    if (!isSuccess(status) || looksLikeError(response)) {
      return [inconclusive(`refused, but perhaps not for whose it is (${status})`)];
    }
    const verb = changes(input.exchange) ? 'changed' : 'read';
    return [
      fail({
        message: `A resource that only its owner lists was ${verb} by another identity: ${input.exchange.request.method} gave ${status}.`,
        signature: `${verb} by another tenant`,
        evidence: [{ at: 'response.status', expected: '403 or 404', found: String(status) }],
        basis: OWASP_API1,
      }),
    ];
  },
};
