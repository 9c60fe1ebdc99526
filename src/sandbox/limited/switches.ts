import { seededRandom } from '../../kernel/random.ts';
import type { Rate } from '../../model/rate-policy.ts';
import { byCredentialAndIp, byIp, bySpelling, forAll, type KeyRule } from '../limiter/gate/keys.ts';
import type { LimitRule } from '../limiter/gate/rule.ts';
import { dialects } from '../limiter/headers/index.ts';
import { lies } from '../limiter/headers/lies.ts';
import { limiterPresets } from '../limiter/presets/index.ts';
import type { Defect } from '../shared/emulator.ts';

const KEYS: Readonly<Record<string, KeyRule>> = {
  'keyed-by-spelling': bySpelling,
  'keyed-by-ip': byIp,
  'keyed-by-credential-and-ip': byCredentialAndIp,
  'keyed-for-all': forAll,
};

const STATUSES: Readonly<Record<string, 403 | 503>> = { 'refusal-503': 503, 'refusal-403': 403 };

const PLAIN = 'sliding-log';
const HEADERS = 'headers-';

const chosen = limiterPresets.all.filter(({ id }) => id !== PLAIN);

function defect(id: string, title: string, documented: string, actual: string): Defect {
  return { id, title: title.charAt(0).toUpperCase() + title.slice(1), documented, actual, faithful: false };
}

/** Every choice of limiter, key, refusal, header and lie, as a switch. */
export const SWITCHES: readonly Defect[] = [
  ...chosen.map(({ id, title, rationale }) => defect(id, title, 'The limit rolls, exactly.', rationale)),
  ...Object.entries(KEYS).map(([id, { title, rationale }]) =>
    defect(id, `counted ${title}`, 'The limit counts for each token by itself.', rationale),
  ),
  defect(
    'failures-free',
    'Failed requests not counted',
    'Every request of a token counts, failed ones too.',
    'Requests answered with an error are taken back.',
  ),
  ...Object.entries(STATUSES).map(([id, status]) =>
    defect(id, `refusal with ${status}`, 'Beyond the limit the answer is 429.', `It is ${status}.`),
  ),
  ...dialects.all.map(({ id, title, rationale }) =>
    defect(
      `${HEADERS}${id}`,
      title,
      'RateLimit and RateLimit-Policy on every answer, Retry-After on a 429.',
      rationale,
    ),
  ),
  ...lies.all.map(({ id, title, rationale }) => defect(id, title, 'The headers are true.', rationale)),
];

/** The rules that those switches make: limiters one behind the other, changed in every respect that a switch speaks of. */
export function rulesOf(on: ReadonlySet<string>, rate: Rate, seed: number): readonly LimitRule[] {
  const random = seededRandom(seed);
  const limiters = chosen.filter(({ id }) => on.has(id));
  const presets = limiters.length > 0 ? limiters : [limiterPresets.get(PLAIN)];
  const changes = changesOf(on);
  return presets
    .flatMap((preset) => preset.rules(rate, random.below(2 ** 31)))
    .map(({ refusal, lies: own = [], ...rule }) => {
      const { status, lies: told, ...rest } = changes;
      return { ...rule, ...rest, refusal: status ? { ...refusal, status } : refusal, lies: [...own, ...told] };
    });
}

function changesOf(on: ReadonlySet<string>) {
  const key = Object.entries(KEYS).findLast(([id]) => on.has(id))?.[1];
  const status = Object.entries(STATUSES).findLast(([id]) => on.has(id))?.[1];
  const spoken = dialects.all.filter(({ id }) => on.has(`${HEADERS}${id}`));
  return {
    ...(key ? { key } : {}),
    ...(status ? { status } : {}),
    ...(spoken.length > 0 ? { dialects: spoken } : {}),
    ...(on.has('failures-free') ? { failuresFree: true } : {}),
    lies: lies.all.filter(({ id }) => on.has(id)),
  };
}
