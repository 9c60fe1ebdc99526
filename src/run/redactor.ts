import type { ResolvedConfig } from '../config/resolved-config.ts';
import { createRedactor, type Redactor } from '../kernel/redaction.ts';

/** Teach a redactor every secret of a configuration, whole and without its scheme word; returns it. */
export function redactorFor(config: ResolvedConfig, redactor: Redactor = createRedactor()): Redactor {
  for (const identity of Object.values(config.identities)) {
    for (const { name, value } of [...Object.values(identity.credentials), ...Object.values(identity.byParameter)]) {
      redactor.learn(name, value);
      redactor.learn(name, value.replace(/^[\w-]+\s+/, ''));
    }
  }
  return redactor;
}
