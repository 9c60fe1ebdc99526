import { isJsonObject, type Json, type JsonObject } from '../kernel/json.ts';

/** A list or object as CSV (RFC 4180): objects are rows under a header of all their members, lists are rows without one. */
export function csvText(value: readonly Json[] | JsonObject): string {
  const rows: readonly Json[] = Array.isArray(value) ? value : [value as JsonObject];
  const names = [...new Set(rows.flatMap((row) => (isJsonObject(row) ? Object.keys(row) : [])))];
  const lines = rows.map((row) =>
    isJsonObject(row) ? names.map((name) => row[name] ?? '') : Array.isArray(row) ? row : [row],
  );
  return [...(names.length > 0 ? [names] : []), ...lines].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

function cell(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
