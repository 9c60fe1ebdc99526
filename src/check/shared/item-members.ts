import { isJsonObject } from '../../kernel/json.ts';

/** A member of the items of a list. */
export interface ItemMember {
  /** JSON pointer below the item. */
  readonly at: string;
  /** Letters of its name alone, lower case. */
  readonly name: string;
  readonly value: unknown;
}

/** The members of an item and of its `attributes`, by their plain names. */
export function membersOf(item: unknown): readonly ItemMember[] {
  if (!isJsonObject(item)) return [];
  const own = Object.entries(item).map(([name, value]) => ({ at: `/${token(name)}`, name: plain(name), value }));
  const { attributes } = item;
  const inner = isJsonObject(attributes)
    ? Object.entries(attributes).map(([name, value]) => ({
        at: `/attributes/${token(name)}`,
        name: plain(name),
        value,
      }))
    : [];
  return [...own, ...inner];
}

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
const token = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
