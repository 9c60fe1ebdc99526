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

type TextProbe = readonly [text: string, reason: string];

/** Texts that read as no number, truth value or object, by the type that is wanted. */
const TEXT_PROBES: Readonly<Partial<Record<JsonType, readonly TextProbe[]>>> = {
  integer: [
    ['abc', 'no number at all'],
    ['1.5', 'a fraction'],
    ['', 'empty: often read as not given'],
    ['1abc', 'a number with letters behind: lenient parsers cut them off'],
    ['1_000', 'an underscore between digits, which some languages take'],
    ['１２', 'digits beyond ASCII, which some languages take'],
    ['NaN', 'not a number'],
  ],
  number: [
    ['abc', 'no number at all'],
    ['', 'empty: often read as not given'],
    ['1,5', 'a decimal comma'],
    ['NaN', 'not a number, by name'],
    ['Infinity', 'no finite number'],
  ],
  boolean: [
    ['maybe', 'no truth value'],
    ['', 'empty: often read as not given'],
    ['2', 'a number, where any but 0 is taken for true'],
    ['yes', 'a word that YAML and forms take'],
    ['TRUE', 'upper case'],
  ],
  object: [['text', 'a bare text']],
};

/** Each JSON type that is not allowed. */
export const wrongType: Mutation = function* ({ view, base, asText }) {
  const types = view.types;
  if (!types) return;
  const wanted = types.value.join(' or ');
  const fault = (value: Json, rank: number, reason = '') =>
    ({
      value,
      at: '',
      keyword: 'type',
      says: `${show(value)} is not of type ${wanted}${reason && ` (${reason})`}`,
      clause: types.clause,
      rank,
    }) as const;
  if (asText) {
    for (const [index, [value, reason]] of (TEXT_PROBES[mainType(view)] ?? []).entries())
      yield fault(value, index < 2 ? 1 : index, reason);
    return;
  }
  if (allows(view, 'integer') && !allows(view, 'number')) yield fault(1.5, 2);
  if (typeof base === 'number' || typeof base === 'boolean') yield fault(String(base), 2);
  const wrong = PROBES.filter(([type]) => !allows(view, type));
  for (const [index, [, value]] of wrong.entries()) yield fault(value, index + 1);
};
