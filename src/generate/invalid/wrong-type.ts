import type { Json } from '../../kernel/json.ts';
import { show } from '../shared/draft.ts';
import type { Mutation } from '../shared/mutation.ts';
import { allows, type JsonType, mainType } from '../shared/view.ts';

const PROBES: readonly (readonly [type: JsonType, value: Json])[] = [
  ['string', 'text'],
  ['integer', 7],
  ['null', null],
  ['object', {}],
  ['array', []],
  ['boolean', true],
];

/** Texts that read as no number, truth value or object, by the type that is wanted. */
const TEXT_PROBES: Readonly<Partial<Record<JsonType, readonly string[]>>> = {
  integer: ['abc', '1.5', '', '1abc'],
  number: ['abc', '', '1,5'],
  boolean: ['maybe', '', '2'],
  object: ['text'],
};

/** Each JSON type that is not allowed. */
export const wrongType: Mutation = function* ({ view, base, asText }) {
  const types = view.types;
  if (!types) return;
  const wanted = types.value.join(' or ');
  const fault = (value: Json, rank: number) =>
    ({
      value,
      at: '',
      keyword: 'type',
      says: `${show(value)} is not of type ${wanted}`,
      clause: types.clause,
      rank,
    }) as const;
  if (asText) {
    for (const [index, value] of (TEXT_PROBES[mainType(view)] ?? []).entries())
      yield fault(value, index < 2 ? 1 : index);
    return;
  }
  if (allows(view, 'integer') && !allows(view, 'number')) yield fault(1.5, 2);
  if (typeof base === 'number' || typeof base === 'boolean') yield fault(String(base), 2);
  const wrong = PROBES.filter(([type]) => !allows(view, type));
  for (const [index, [, value]] of wrong.entries()) yield fault(value, index + 1);
};
