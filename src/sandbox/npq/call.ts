import type { Answer } from './answer.ts';
import type { Switches } from './defects.ts';
import type { Query } from './query.ts';
import type { Provider, World } from './state.ts';
import type { Version } from './version.ts';

/** An authenticated request to one operation. */
export interface Call {
  readonly world: World;
  readonly provider: Provider;
  readonly version: Version;
  readonly defects: Switches;
  /** Epoch milliseconds, shifted by `X-With-Server-Date` when sent. */
  readonly now: number;
  /** The `{id}` of the path, lower-case; empty when the path has none. */
  readonly id: string;
  readonly query: Query;
  /** True when a list is wanted whole. */
  readonly unpaged?: boolean;
  /** The body when its media type is JSON: parsed, or undefined when empty or not taken. */
  readonly body: unknown;
}

/** Answers one operation; refuses by throwing a Refusal. */
export type Handler = (call: Call) => Answer;
