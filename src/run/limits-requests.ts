import { AssayError } from '../kernel/error.ts';
import type { CodedRole } from '../limit/index.ts';
import type { ApiModel } from '../model/api.ts';
import type { CredentialUse } from '../model/case.ts';
import type { ProbeRole } from '../model/limit.ts';
import type { SendableTarget } from '../model/target.ts';
import { fillTemplate, prepareRequest } from '../target/index.ts';
import type { PreparedRequest } from '../target/prepare.ts';
import type { BoundIdentities } from './identities.ts';
import type { ProbedOperation } from './limits-target.ts';

/** The requests of a probe, one for each role; made once and sent again and again. */
export interface ProbeRequests {
  of(role: ProbeRole, alias?: string): PreparedRequest;
  readonly roles: readonly CodedRole[];
  readonly aliases: readonly string[];
  /** Name of the credential under test. */
  readonly credential: string;
}

/** What requests are made from. */
export interface RequestNeeds {
  readonly target: SendableTarget;
  readonly model: ApiModel;
  readonly probed: ProbedOperation;
  readonly bound: BoundIdentities;
  readonly otherIdentity?: string;
  /** Headers of that identity which no security scheme claims. */
  readonly otherHeaders?: readonly (readonly [string, string])[];
  readonly version: string;
}

const STRANGE_PATH = '/assay-limit-probe-no-such-resource';

/** Make the requests of a probe. Fails with usage error `limit-credential` when the key's own request cannot be made. */
export function probeRequests(needs: RequestNeeds): ProbeRequests {
  const own = requestWith(needs, { use: 'default' }, extras(needs));
  if (!own)
    throw new AssayError(
      'usage',
      'limit-credential',
      'The request of the key under test cannot be made: its credential is missing. Give it with -H.',
    );
  const none = requestWith(needs, { use: 'none' }, []);
  const carries = own.credentials.length > 0 || needs.bound.extraHeaders.length > 0;
  const other = needs.otherIdentity
    ? requestWith(needs, { use: 'identity', name: needs.otherIdentity }, needs.otherHeaders ?? [])
    : undefined;
  const bad = carries ? wrongOf(needs, own) : undefined;
  const failing = own.url.includes('?') ? own.url.replace('?', `${STRANGE_PATH}?`) : own.url + STRANGE_PATH;
  const requests = new Map<ProbeRole, PreparedRequest>([
    ['victim', own],
    ['failing', { ...own, url: failing }],
    ['preflight', carries && none ? none : own],
  ]);
  if (carries && none) requests.set('no-credential', none);
  if (bad) requests.set('bad-credential', bad);
  if (other) requests.set('other-key', other);
  const spellings = carries ? spellingsOf(own) : new Map<string, PreparedRequest>();
  const coded: readonly CodedRole[] = ['failing', 'other-key', 'bad-credential', 'no-credential'];
  return {
    of: (role, alias) => (role === 'alias' ? spellings.get(alias ?? '') : requests.get(role)) ?? own,
    roles: carries ? coded.filter((role) => requests.has(role)) : [],
    aliases: [...spellings.keys()],
    credential: own.credentials[0] ?? needs.bound.extraHeaders[0]?.credential.name ?? 'none',
  };
}

function extras({ bound }: RequestNeeds): (readonly [string, string])[] {
  return bound.extraHeaders.map(({ name, credential }) => [name, credential.value] as const);
}

function requestWith(
  { target, model, probed, version }: RequestNeeds,
  credential: CredentialUse,
  headers: readonly (readonly [string, string])[],
): PreparedRequest | undefined {
  const filled = fillTemplate(probed.template, () => undefined);
  const preparation = prepareRequest(
    { ...filled, headers: [...headers, ...filled.headers] },
    {
      credential,
      target,
      schemes: model.securitySchemes,
      security: probed.operation.security,
      accept: [
        ...new Set(probed.operation.responses.flatMap(({ content }) => content.map(({ mediaType }) => mediaType))),
      ],
      version,
    },
  );
  return preparation.kind === 'ready' ? preparation.request : undefined;
}

/** The key's request with a credential of the same shape that is nobody's. */
function wrongOf(needs: RequestNeeds, own: PreparedRequest): PreparedRequest | undefined {
  const scheme = needs.probed.operation.security[0]?.schemes[0]?.name;
  if (scheme) return requestWith(needs, { use: 'spoilt', scheme, spoil: 'unknown' }, []);
  const names = new Set(needs.bound.extraHeaders.map(({ name }) => name));
  return {
    ...own,
    headers: own.headers.map(([name, value]) =>
      names.has(name) ? [name, `${value.slice(0, -1)}${value.endsWith('0') ? '1' : '0'}`] : [name, value],
    ),
  };
}

/** Other ways to write the same `Authorization`, which kind readers take for the same. */
function spellingsOf(own: PreparedRequest): Map<string, PreparedRequest> {
  const value = own.headers.find(([name]) => name === 'authorization')?.[1] ?? '';
  const match = /^(Bearer|Token) +(\S+)$/i.exec(value);
  if (!match) return new Map();
  const [, word = '', secret = ''] = match;
  const other = word.toLowerCase() === 'bearer' ? 'Token' : 'Bearer';
  const spellings: readonly (readonly [string, string])[] = [
    ['two spaces after the scheme', `${word}  ${secret}`],
    [`the scheme word ${other}`, `${other} ${secret}`],
    ['the secret as token="…"', `${word} token="${secret}"`],
    ['the scheme word in lower case', `${word.toLowerCase()} ${secret}`],
  ];
  return new Map(
    spellings
      .filter(([, written]) => written !== value)
      .map(([name, written]) => [
        name,
        {
          ...own,
          headers: own.headers.map(([header, old]) => [header, header === 'authorization' ? written : old] as const),
        },
      ]),
  );
}
