import type { ResolvedConfig } from '../config/resolved-config.ts';
import { createRedactor, type Redactor } from '../kernel/redaction.ts';

/** Teach a redactor every secret of a configuration, in each form in which it may travel; returns it. */
export function redactorFor(config: ResolvedConfig, redactor: Redactor = createRedactor()): Redactor {
  for (const identity of Object.values(config.identities)) {
    for (const { name, value } of [...Object.values(identity.credentials), ...Object.values(identity.byParameter)])
      for (const secret of secretsIn(value)) redactor.learn(name, secret);
  }
  for (const address of [config.invocation.input, ...(config.invocation.flags.overlays ?? [])])
    for (const [name, secret] of secretsInAddress(address)) redactor.learn(name, secret);
  return redactor;
}

/** Parameters whose names say that their values let in. */
const TELLING = /key|token|secret|sig|pass|auth|code|cred/i;

/** Some hosts give a description only to whoever has a key in its address. */
function secretsInAddress(address: string): (readonly [string, string])[] {
  if (!/^https?:/i.test(address) || !URL.canParse(address)) return [];
  return [...new URL(address).searchParams].filter(([name]) => TELLING.test(name));
}

/** The value, what follows its scheme word, and of a user and password (plain or as Basic has them) the pair and the password. */
function secretsIn(value: string): string[] {
  const bare = value.replace(/^[\w-]+\s+/, '');
  const pair = /^basic\s/i.test(value) ? Buffer.from(bare, 'base64').toString('utf8') : bare;
  return [value, bare, pair, pair.replace(/^[^:]*:/, '')];
}
