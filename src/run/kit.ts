import { checks } from '../check/index.ts';
import type { Check } from '../check/shared/check.ts';
import type { Registry } from '../kernel/registry.ts';
import { strategies } from '../plan/index.ts';
import type { Strategy } from '../plan/shared/strategy.ts';
import { reporters } from '../report/index.ts';
import type { Reporter } from '../report/shared/reporter.ts';
import { specFormats } from '../spec/index.ts';
import type { SpecFormat } from '../spec/spec-format.ts';
import { authSchemes } from '../target/auth/index.ts';
import type { AuthScheme } from '../target/auth/shared/auth-scheme.ts';

/** The five sockets; third parties enter by the same door as the built-ins. */
export interface Kit {
  readonly specFormats: Registry<SpecFormat>;
  readonly strategies: Registry<Strategy>;
  readonly authSchemes: Registry<AuthScheme>;
  readonly checks: Registry<Check>;
  readonly reporters: Registry<Reporter>;
}

/** All built-in plug-ins. */
export const builtInKit: Kit = { specFormats, strategies, authSchemes, checks, reporters };
