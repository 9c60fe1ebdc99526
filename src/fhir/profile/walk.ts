import type { Json } from '../../kernel/json.ts';
import type { TypePlan } from '../structure/type-plan.ts';
import type { ResourceFrame, Session } from '../validate/session.ts';
import type { Item } from './items.ts';

/** One walk of profiles over a resource. */
export interface ProfileWalk {
  readonly session: Session;
  readonly frame: ResourceFrame;
  /** Conformance without reporting; undefined when the profile is not held. */
  conforms(profile: string, value: Json | undefined, plan: TypePlan): boolean | undefined;
}

/** Run with the session standing at an item. */
export function inItem<T>({ session }: ProfileWalk, item: Item, run: () => T): T {
  session.step(item.member, item.index);
  try {
    return run();
  } finally {
    session.back();
  }
}
