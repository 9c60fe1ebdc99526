import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { deepEquals, quantityOrder } from '../path/compare.ts';
import { addToTemporal, compareTemporal, parseDateTime, parseTime } from '../path/temporal.ts';

/** A difference between an element and its fixed or pattern value, at JSON tokens below the element. */
export interface Difference {
  readonly tokens: readonly (string | number)[];
  readonly message: string;
}

/** Where an element differs from a fixed value: it must be equal in every member. */
export function fixedDifferences(
  fixed: Json,
  value: Json | undefined,
  tokens: readonly (string | number)[] = [],
): Difference[] {
  if (value === undefined)
    return [{ tokens, message: `is missing, but the profile fixes it to ${JSON.stringify(fixed)}` }];
  if (Array.isArray(fixed)) return listDifferences(fixed as readonly Json[], value, tokens);
  if (!isJsonObject(fixed)) {
    if (fixed === value) return [];
    return [{ tokens, message: `is ${JSON.stringify(value)}, but the profile fixes it to ${JSON.stringify(fixed)}` }];
  }
  if (!isJsonObject(value)) return [{ tokens, message: 'is no object, but the profile fixes it to one' }];
  const found = Object.keys(fixed).flatMap((name) =>
    fixedDifferences(fixed[name] ?? null, value[name], [...tokens, name]),
  );
  for (const name of Object.keys(value))
    if (!(name in fixed) && name !== 'id' && name !== 'extension')
      found.push({
        tokens: [...tokens, name],
        message: 'is present, but the fixed value of the profile has no such member',
      });
  return found;
}

function listDifferences(fixed: readonly Json[], value: Json, tokens: readonly (string | number)[]): Difference[] {
  const list = Array.isArray(value) ? (value as readonly Json[]) : [value];
  if (list.length !== fixed.length)
    return [{ tokens, message: `has ${list.length} items, but the profile fixes ${fixed.length}` }];
  return fixed.flatMap((item, i) => fixedDifferences(item, list[i], [...tokens, i]));
}

/** Where an element does not hold a pattern: all that the pattern says must be there; more may be. */
export function patternDifferences(
  pattern: Json,
  value: Json | undefined,
  tokens: readonly (string | number)[] = [],
): Difference[] {
  if (value === undefined)
    return [{ tokens, message: `is missing, but the pattern of the profile asks for ${JSON.stringify(pattern)}` }];
  if (Array.isArray(pattern)) {
    const list = Array.isArray(value) ? (value as readonly Json[]) : [value];
    return (pattern as readonly Json[]).flatMap((item) =>
      list.some((each) => patternDifferences(item, each).length === 0)
        ? []
        : [{ tokens, message: `has no item that holds the pattern ${JSON.stringify(item)}` }],
    );
  }
  if (!isJsonObject(pattern)) {
    if (deepEquals(pattern, value)) return [];
    return [
      {
        tokens,
        message: `is ${JSON.stringify(value)}, but the pattern of the profile asks for ${JSON.stringify(pattern)}`,
      },
    ];
  }
  if (!isJsonObject(value)) return [{ tokens, message: 'is no object, but the pattern of the profile is one' }];
  return Object.keys(pattern).flatMap((name) =>
    patternDifferences(pattern[name] ?? null, value[name], [...tokens, name]),
  );
}

/**
 * Order of a value and a limit: -1, 0, 1, or undefined where it cannot be told.
 * A duration limits a date relative to `now`: that much before it (`sign` -1) or after it (1).
 */
export function limitOrder(value: Json, limit: Json, now: string, sign: 1 | -1): number | undefined {
  if (typeof value === 'number' && typeof limit === 'number') return Math.sign(value - limit);
  if (typeof value === 'string' && typeof limit === 'string') {
    const a = parseDateTime(value) ?? parseTime(value);
    const b = parseDateTime(limit) ?? parseTime(limit);
    return a && b && compareTemporal(a, b);
  }
  if (isJsonObject(value) && isJsonObject(limit)) return amountOrder(value, limit);
  if (typeof value !== 'string' || !isJsonObject(limit)) return undefined;
  const written = parseDateTime(value);
  const present = parseDateTime(now);
  const unit = limit['code'] ?? limit['unit'];
  if (!written || !present || typeof limit['value'] !== 'number' || typeof unit !== 'string') return undefined;
  const edge = addToTemporal(present, sign * limit['value'], unit);
  return edge && compareTemporal(written, edge);
}

function amountOrder(value: JsonObject, limit: JsonObject): number | undefined {
  const amount = (each: JsonObject) => {
    const unit = each['code'] ?? each['unit'];
    return typeof each['value'] === 'number'
      ? { value: each['value'], unit: typeof unit === 'string' ? unit : '1' }
      : undefined;
  };
  const a = amount(value);
  const b = amount(limit);
  return a && b && quantityOrder(a, b);
}
