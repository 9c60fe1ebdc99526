import type { Json } from '../../kernel/json.ts';
import type { FaultDraft } from './draft.ts';
import type { View } from './view.ts';
import type { Workshop } from './workshop.ts';

/** What a mutation works on: a view, a valid value of it, and how the value travels. */
export interface MutationInput {
  readonly workshop: Workshop;
  readonly view: View;
  readonly base: Json;
  /** The value travels as text. */
  readonly asText: boolean;
  readonly depth: number;
}

/** One way of making a valid value invalid; the drafts may still turn out valid and are dropped then. */
export type Mutation = (input: MutationInput) => Iterable<FaultDraft>;
