import type { Case, CredentialUse, Fault, RequestTemplate } from '../model/case.ts';
import { type Operation, requiresAuthentication } from '../model/operation.ts';
import type { SecurityRequirement, SecurityScheme } from '../model/security.ts';
import { describable, plainRequest, requestOf, withParameter } from './shared/blank.ts';
import { brokenBody } from './shared/broken-body.ts';
import { caseOf, stepOf } from './shared/case-of.ts';
import { SLOT } from './shared/learn.ts';
import { listedInTwo, nothing } from './shared/sources.ts';
import type { PlanContext, Strategy } from './shared/strategy.ts';
import { parameterFaults } from './shared/text-faults.ts';
import { plainly } from './shared/value.ts';

const STRATEGY = 'authentication';

/** Every way of not being entitled, once per protected operation. */
export const authentication: Strategy = {
  id: STRATEGY,
  title: 'Authentication matrix',
  rationale:
    'One operation without its guard opens all data behind it; with several credentials, each must be checked while the others are right.',
  priority: 2,
  sources(operation, context) {
    if (!requiresAuthentication(operation)) return [];
    const requirement = testable(operation, context);
    const plain = plainRequest(operation, context, SLOT.refused);
    if (plain.kind === 'impossible') return nothing(operation, STRATEGY, plain.reason);
    if (!requirement) return nothing(operation, STRATEGY, 'no plug-in can spoil the credentials that it asks for');
    const request = requestOf(operation, plain.blank);
    const all = uses(requirement, context);
    const casesOf = (some: readonly Use[]) =>
      some.map(({ title, credential }) => refused(operation, context, title, request, credential));
    return listedInTwo(operation, STRATEGY, {
      first: casesOf(all.filter(({ credential }) => isEssential(credential))),
      further: [
        ...casesOf(all.filter(({ credential }) => !isEssential(credential))),
        ...precedence(operation, requirement, context),
      ],
    });
  },
};

interface Use {
  readonly title: string;
  readonly credential: CredentialUse;
}

const WORDS = {
  missing: 'without the credential',
  empty: 'with an empty credential',
  malformed: 'with a malformed credential',
  unknown: 'with an unknown credential',
  'wrong-scheme': 'with the credential under another scheme',
  'in-query': 'with the credential in the query',
} as const;

/** Whether anybody is let in; how a credential may be misshapen is most often the matter of one place for all operations. */
function isEssential(credential: CredentialUse): boolean {
  return credential.use !== 'spoilt' || credential.spoil === 'missing' || credential.spoil === 'unknown';
}

/** The first alternative all of whose schemes can be spoilt. */
function testable(operation: Operation, context: PlanContext): SecurityRequirement | undefined {
  return operation.security.find(({ schemes }) =>
    schemes.every(({ name }) => {
      const scheme = context.model.securitySchemes[name];
      return scheme && context.spoilsOf(scheme).length > 0;
    }),
  );
}

function uses(requirement: SecurityRequirement, context: PlanContext): readonly Use[] {
  const schemes = schemesOf(requirement, context);
  const several = schemes.length > 1;
  const spoilt = schemes.flatMap((scheme) =>
    context.spoilsOf(scheme).flatMap((spoil): Use[] => {
      if (spoil === 'other-identity') return [];
      const rest = several ? ` of ${scheme.name}, all others right` : '';
      return [{ title: `${WORDS[spoil]}${rest}`, credential: { use: 'spoilt', scheme: scheme.name, spoil } }];
    }),
  );
  const none: readonly Use[] = several ? [{ title: 'without any credential', credential: { use: 'none' } }] : [];
  const name = context.notEntitled;
  const other: readonly Use[] =
    name === undefined ? [] : [{ title: `as ${name}, who is not entitled`, credential: { use: 'identity', name } }];
  return [...none, ...spoilt, ...other];
}

function schemesOf(requirement: SecurityRequirement, context: PlanContext): readonly SecurityScheme[] {
  return requirement.schemes.flatMap(({ name }) => context.model.securitySchemes[name] ?? []);
}

function refused(
  operation: Operation,
  context: PlanContext,
  title: string,
  request: RequestTemplate,
  credential: CredentialUse,
  fault?: Fault,
): Case {
  return caseOf(operation, STRATEGY, context, {
    title,
    intent: 'refuse-auth',
    steps: [stepOf(operation, request, credential)],
    expectation: { basis: operation.security[0]?.ref ?? operation.ref },
    ...(fault && { fault }),
  });
}

/** No credential and one malformed input: the credential must be missed first. */
function precedence(operation: Operation, requirement: SecurityRequirement, context: PlanContext): readonly Case[] {
  const scheme = schemesOf(requirement, context)[0];
  const plain = plainRequest(operation, context, SLOT.refused);
  if (!scheme || plain.kind === 'impossible') return [];
  const several = requirement.schemes.length > 1;
  const credential: CredentialUse = several
    ? { use: 'none' }
    : { use: 'spoilt', scheme: scheme.name, spoil: 'missing' };
  const query = describable(operation, context).filter((parameter) => parameter.in === 'query');
  const candidates = [...query].sort((a, b) => Number(b.style === 'deepObject') - Number(a.style === 'deepObject'));
  for (const parameter of candidates) {
    const worst =
      parameterFaults(parameter, undefined, context).find(({ keyword }) => keyword === 'type') ??
      parameterFaults(parameter, undefined, context)[0];
    if (!worst) continue;
    const request = requestOf(operation, withParameter(plain.blank, parameter, plainly(worst.value)));
    const fault: Fault = { in: 'query', at: parameter.name + worst.at, keyword: worst.keyword, clause: worst.clause };
    return [
      refused(
        operation,
        context,
        `without the credential, and query ${parameter.name}: ${worst.says}`,
        request,
        credential,
        fault,
      ),
    ];
  }
  const broken = brokenBody(operation, plain.blank);
  if (!broken) return [];
  const request = requestOf(operation, broken.blank);
  return [refused(operation, context, `without the credential, and ${broken.says}`, request, credential, broken.fault)];
}
