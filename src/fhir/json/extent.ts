import type { Json } from '../../kernel/json.ts';

/** What a parsed value takes in JSON text. */
export interface Extent {
  /** How many members its objects have. */
  members: number;
  /** How many characters it takes at least, without white space and escapes; NaN where a number may be written shorter than JavaScript does. */
  characters: number;
}

/** Measure a parsed value; undefined when it is nested more deeply than allowed. */
export function extentOf(value: Json, depth: number): Extent | undefined {
  const extent = { members: 0, characters: 0 };
  return measure(value, depth, extent) ? extent : undefined;
}

function measure(value: Json, depth: number, extent: Extent): boolean {
  if (typeof value !== 'object' || value === null) {
    extent.characters += scalarLength(value);
    return true;
  }
  if (depth < 0) return false;
  let parts = 0;
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    for (let i = 0; i < list.length; i++) if (!measure(list[i] ?? null, depth - 1, extent)) return false;
    parts = list.length;
  } else {
    for (const name in value) {
      parts++;
      extent.characters += name.length + 3;
      const item = (value as Record<string, Json>)[name] ?? null;
      if (typeof item === 'string') extent.characters += item.length + 2;
      else if (!measure(item, depth - 1, extent)) return false;
    }
    extent.members += parts;
  }
  extent.characters += parts === 0 ? 2 : parts + 1;
  return true;
}

function scalarLength(value: string | number | boolean | null): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'number') return value === false ? 5 : 4;
  const size = Math.abs(value);
  const shortest = Number.isInteger(value)
    ? size < 1000 || (size <= Number.MAX_SAFE_INTEGER && value % 1000 !== 0)
    : size >= 0.01 && size < 1e6;
  return shortest ? String(value).length : Number.NaN;
}

/**
 * True for sound text that has no more characters than its value takes, so that no member can have been dropped as a duplicate; false where
 * only counting tells. Escapes of one character count as one more, any other makes it false.
 */
export function isExactly(text: string, { characters }: Extent): boolean {
  let escapes = 0;
  for (let at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at + 2)) {
    if (text.charCodeAt(at + 1) === 117) return false;
    escapes++;
  }
  return text.length === characters + escapes;
}
