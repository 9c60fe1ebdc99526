import { isJsonObject } from '../kernel/json.ts';

const MAX_FOUND = 80;
const MAX_EXPECTED = 160;

/** A short rendering of any value, at most 80 characters, without walking more of it than is shown. */
export function shortly(value: unknown): string {
  const text = render(value, MAX_FOUND);
  return text.length <= MAX_FOUND ? text : `${text.slice(0, MAX_FOUND - 1)}…`;
}

/** Alternatives as `"a", "b" or "c"`, cut at 160 characters. */
export function listed(values: readonly unknown[], last = 'or'): string {
  const texts: string[] = [];
  let length = 0;
  for (const value of values) {
    const text = shortly(value);
    length += text.length + 2;
    if (length > MAX_EXPECTED) return `${texts.join(', ')} … (${values.length} in all)`;
    texts.push(text);
  }
  return joined(texts, last);
}

/** Words joined as `a, b or c`. */
export function joined(words: readonly string[], last = 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

function render(value: unknown, budget: number): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return JSON.stringify(value.length > budget ? value.slice(0, budget) : value);
  if (Array.isArray(value)) return `[${renderMembers(value, budget, (item, rest) => render(item, rest))}]`;
  if (isJsonObject(value)) {
    return `{${renderMembers(Object.keys(value), budget, (key, rest) => `${JSON.stringify(key)}:${render(value[key], rest)}`)}}`;
  }
  return String(value);
}

function renderMembers<T>(members: readonly T[], budget: number, one: (member: T, budget: number) => string): string {
  let text = '';
  for (const member of members) {
    if (text.length > budget) break;
    text += (text ? ',' : '') + one(member, budget - text.length);
  }
  return text;
}
