import type { FhirIssue, FhirVerdict } from '../fhir/index.ts';
import { headerOf, type ReceivedResponse, responseOf } from '../model/exchange.ts';
import type { SpecRef } from '../model/spec-ref.ts';
import { PASS, type Verdict } from '../model/verdict.ts';
import type { Check } from './shared/check.ts';
import { environmental } from './shared/environment.ts';
import { isBodiless } from './shared/json-body.ts';
import { essenceOf, isJson, parseMediaType } from './shared/media-type.ts';
import { fail, inconclusive } from './shared/verdict.ts';

/** Media types of FHIR: those of R4, and those that STU3 servers still use from the versions before. */
const FHIR_TYPES = new Set([
  'application/fhir+json',
  'application/fhir+xml',
  'application/json+fhir',
  'application/xml+fhir',
]);

/** Every resource that a FHIR API answers with is valid. */
export const fhirResourceValid: Check = {
  id: 'fhir-resource-valid',
  title: 'FHIR resource is valid',
  rationale:
    'A resource that breaks the specification or a profile that it claims is misread or refused by other systems, often far from where it arose.',
  severity: 'high',
  family: 'schema',
  basis:
    'The element definitions, invariants, bindings and rules of the FHIR specification (STU3 or R4), and the profiles that a resource claims.',
  judge(input, context) {
    const response = responseOf(input.exchange);
    if (!response || response.body.length === 0 || isBodiless(input.exchange.request.method, response.status))
      return [];
    const { fhir } = context;
    const explicit = saysFhir(response);
    if (!explicit && !(fhir && mayBeFhir(response))) return [];
    const reason = environmental(input, context);
    if (reason) return [inconclusive(reason)];
    if (!fhir) return [inconclusive('the FHIR version is not known: state fhir.version in the suite, or give --fhir')];
    if (response.truncated) return [inconclusive('the recorded body was cut short')];
    const text = textOf(response);
    if (text === undefined) return [inconclusive('the body is encoded or not UTF-8')];
    const verdict = fhir.judge(text);
    if (!explicit && verdict.resourceType === undefined) return [];
    return verdictsOn(verdict, fhir.version);
  },
};

function saysFhir(response: ReceivedResponse): boolean {
  const type = parseMediaType(headerOf(response, 'content-type') ?? '');
  return type !== undefined && FHIR_TYPES.has(essenceOf(type));
}

/** True for plain JSON that speaks of a resource type: many FHIR servers and their gateways answer so. */
function mayBeFhir(response: ReceivedResponse): boolean {
  const type = parseMediaType(headerOf(response, 'content-type') ?? '');
  return type !== undefined && isJson(type) && Buffer.from(response.body).includes('"resourceType"');
}

function textOf(response: ReceivedResponse): string | undefined {
  if ((headerOf(response, 'content-encoding') ?? 'identity').trim().toLowerCase() !== 'identity') return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(response.body);
  } catch {
    return undefined;
  }
}

function verdictsOn(verdict: FhirVerdict, version: string): readonly Verdict[] {
  const errors = verdict.issues.filter(({ severity }) => severity === 'error' || severity === 'fatal');
  if (errors.length === 0) {
    const profile = verdict.notChecked.find(({ kind }) => kind === 'profile');
    return [profile ? inconclusive(`the profile ${profile.subject} is not held: ${profile.reason}`) : PASS];
  }
  const causes = new Map<string, FhirIssue[]>();
  for (const issue of errors) {
    const signature = `${withoutIndexes(issue.expression) || '$'} ${issue.rule}`;
    causes.set(signature, [...(causes.get(signature) ?? []), issue]);
  }
  return [...causes].flatMap(([signature, [first, ...more]]) =>
    first ? [accusation(signature, first, more.length, version)] : [],
  );
}

function accusation(signature: string, issue: FhirIssue, more: number, version: string): Verdict {
  const place = issue.line === undefined ? '' : ` (line ${issue.line}, column ${issue.column ?? 1})`;
  const others = more > 0 ? ` And ${more} more of its kind in this body.` : '';
  return fail({
    message: `${withoutIndexes(issue.expression) || 'The body'}: ${issue.message.replace(/\.$/, '')}.${others}`,
    signature,
    evidence: [
      {
        at: 'response.body',
        ...pointerOf(issue.expression),
        expected: `what ${issue.rule} demands`,
        found: `${issue.message}${place}`,
      },
    ],
    basis: clauseOf(issue, version),
  });
}

function clauseOf({ clause }: FhirIssue, version: string): SpecRef {
  const url = /^https?:\S+$/.exec(clause)?.[0];
  return {
    kind: 'clause',
    source: version === '3.0' ? 'FHIR STU3' : 'FHIR R4',
    section: clause,
    ...(url === undefined ? {} : { url }),
  };
}

function withoutIndexes(expression: string): string {
  return expression.replace(/\[\d+\]/g, '');
}

/** The JSON pointer of a plain path such as `Patient.name[0].given[1]`; none for paths that a pointer cannot say. */
function pointerOf(expression: string): { pointer: string } | Record<string, never> {
  if (!/^\w+(?:\.\w+(?:\[\d+\])?)*$/.test(expression)) return {};
  const [, ...steps] = expression.split('.');
  return { pointer: steps.map((step) => `/${step.replace(/\[(\d+)\]/, '/$1')}`).join('') };
}
