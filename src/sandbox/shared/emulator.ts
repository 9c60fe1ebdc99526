import type { Clock } from '../../kernel/clock.ts';
import type { PluginMeta } from '../../kernel/registry.ts';
import type { Rate } from '../../model/rate-policy.ts';

/** A way in which an emulator can deviate from its description, switched on by id. */
export interface Defect {
  /** `D7` for a deviation known of the real system, otherwise kebab-case: `any-token-accepted`. */
  readonly id: string;
  /** A noun phrase. */
  readonly title: string;
  /** What the description promises. */
  readonly documented: string;
  /** What is answered while the defect is on. */
  readonly actual: string;
  /** True when mode `faithful` switches it on. */
  readonly faithful: boolean;
  /** True when the real system is known to deviate so, whether or not mode `faithful` switches it on. */
  readonly real?: boolean;
}

/** A public test token of an emulator; never a secret. */
export interface EmulatorCredential {
  readonly token: string;
  /** Whose it is. */
  readonly title: string;
}

/** `clean`: conforms to its description to the letter; `faithful`: deviates where the real system is known to. */
export type EmulatorMode = 'clean' | 'faithful';

/** How an emulator is made. */
export interface EmulatorOptions {
  readonly mode: EmulatorMode;
  /** Defects switched on in addition to the mode's. */
  readonly defects?: readonly string[];
  /** Defects of the mode switched off. */
  readonly without?: readonly string[];
  readonly clock: Clock;
  /** Enforced in place of the documented limit, so that a long window can be tested at another scale; ignored where none is documented. */
  readonly limit?: Rate;
  /** Seed of the fixtures; default 1. The same seed gives the same fixtures, byte for byte. */
  readonly seed?: number;
}

/** Where a request came from. */
export interface Peer {
  /** Address of the client; limits per address count by it. */
  readonly ip: string;
}

/** Something that happens to the real system behind its API's back, for example a payment run. */
export interface AdminHook {
  readonly title: string;
  /** Apply to the resource of that id; throws a usage error when there is none or it is not in a fitting state. */
  run(id: string): void;
}

/** A running system under test, in process. */
export interface Emulator {
  readonly definition: EmulatorDefinition;
  readonly mode: EmulatorMode;
  /** Ids of the defects that are on. */
  readonly defects: ReadonlySet<string>;
  /** Answer a request; never throws. Without a peer the client is `127.0.0.1`. */
  fetch(request: Request, peer?: Peer): Promise<Response> | Response;
  /** Back to the fixtures, with empty limiters. */
  reset(): void;
  /** By hook name. */
  readonly admin: Readonly<Record<string, AdminHook>>;
}

/** An embedded system: the plug-in of the sandbox room. */
export interface EmulatorDefinition extends PluginMeta {
  readonly defects: readonly Defect[];
  /** By identity name: `default`, and where the system knows them `other-provider` and `wrong-scope`. */
  readonly credentials: Readonly<Record<string, EmulatorCredential>>;
  /** Header that carries the token as it stands; default `Authorization`, with the scheme word Bearer. */
  readonly credentialHeader?: string;
  /** A path with query that a reader can try first with the default credential. */
  readonly samplePath: string;
  /** A fresh system; throws a usage error for an unknown defect id. */
  create(options: EmulatorOptions): Emulator;
}
