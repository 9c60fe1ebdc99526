import type { Json } from '../../kernel/json.ts';
import { show } from '../shared/draft.ts';
import type { Mutation } from '../shared/mutation.ts';

/** Values that are nearly, or not at all, members of an enumeration. */
export const nonMember: Mutation = function* ({ view }) {
  const members = view.members;
  if (!members) return;
  const text = members.value.find((member) => typeof member === 'string' && member !== '');
  const number = members.value.findLast((member) => typeof member === 'number');
  const misses: readonly (readonly [Json, string, number])[] =
    typeof text === 'string'
      ? textMisses(text)
      : typeof number === 'number'
        ? [
            [number + 1, 'beyond the members', 1],
            [String(number), 'a member as a text', 2],
            [number + 0.5, 'between the members', 3],
          ]
        : [];
  for (const [value, why, rank] of misses)
    yield {
      value,
      at: '',
      keyword: members.keyword,
      says: `${show(value)} is no member of the enumeration (${why})`,
      clause: members.clause,
      rank,
    };
};

function capitalised(member: string): string {
  const first = member.charAt(0);
  return (first === first.toUpperCase() ? first.toLowerCase() : first.toUpperCase()) + member.slice(1);
}

function textMisses(member: string): readonly (readonly [string, string, number])[] {
  const swapped = member === member.toUpperCase() ? member.toLowerCase() : member.toUpperCase();
  return [
    ['not-a-member', 'unlike any member', 1],
    ['', 'empty: often read as not given', 1],
    [swapped, 'a member in other case', 2],
    [member.slice(0, -1), 'a member without its last character: a search by prefix takes it', 3],
    [`${member}x`, 'a member with a character more', 3],
    [` ${member} `, 'a member padded with spaces: servers that trim take it', 4],
    [capitalised(member), 'a member with another first letter', 5],
  ];
}
