import { isJsonObject } from '../../kernel/json.ts';
import { type Answer, badRequest, ok, unprocessable } from './answer.ts';
import { parseDateTime, readTwiceDecoded } from './calendar.ts';
import type { Call } from './call.ts';

const DEFAULT_SIZE = 100;
const LARGEST_SIZE = 3000;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** How a list is cut and ordered. */
export interface ListingOptions<T> {
  /** Sort keys by the name that `sort` uses; the first key orders the list by default. */
  readonly keys: Readonly<Record<string, (item: T) => number | string>>;
  /** True when the client may choose the order. */
  readonly sortable?: boolean;
  /** True when equal items have no order of their own. */
  readonly untied?: boolean;
  /** True when the page size asked for is not obeyed. */
  readonly sizeIgnored?: boolean;
}

/** Order, cut and show a list; equal items follow as they were made, so that pages neither repeat nor lose any. */
export function answerList<T extends { readonly id: string }>(
  call: Call,
  items: readonly T[],
  show: (item: T) => unknown,
  options: ListingOptions<T>,
): Answer {
  const page = positive(call, 'page') ?? 1;
  const asked = positive(call, 'per_page') ?? DEFAULT_SIZE;
  const size = options.sizeIgnored ? DEFAULT_SIZE : Math.min(asked, LARGEST_SIZE);
  const compare = orderOf(call, columnsOf(call, show, options));
  const ordered = [...items].sort(compare);
  if (call.unpaged) return ok(ordered.map(show));
  const start = (page - 1) * size;
  if (options.untied) turnEqualsAt(start, ordered, compare);
  return ok(ordered.slice(start, start + size).map(show));
}

/** A page number or size; undefined when absent, or unreadable where that is forgiven. */
function positive(call: Call, member: string): number | undefined {
  const text = call.query.member('page', member);
  if (text === undefined) return undefined;
  const value = /^\s*\+?\d+/.test(text) ? Number.parseInt(text, 10) : Number.NaN;
  if (value >= 1 && (call.defects.has('D13') || /^\d+$/.test(text))) return value;
  if (!call.defects.has('D13')) return undefined;
  throw badRequest("The '#/page[page]' and '#/page[per_page]' parameter values must be a valid positive number");
}

/** The options, with a key for every attribute where the service takes each for an order. */
function columnsOf<T extends { readonly id: string }>(
  call: Call,
  show: (item: T) => unknown,
  options: ListingOptions<T>,
): ListingOptions<T> {
  if (!call.defects.has('D26') || !options.sortable) return options;
  const name = (call.query.scalar('sort') ?? '').replace(/^[+-]/, '');
  if (Object.hasOwn(options.keys, name)) return options;
  const key = (item: T) => attributeOf(show(item), name) ?? '';
  return { ...options, keys: { ...options.keys, ...(name === '' ? {} : { [name]: key }) } };
}

function attributeOf(resource: unknown, name: string): string | undefined {
  const attributes = isJsonObject(resource) ? resource['attributes'] : undefined;
  const value = isJsonObject(attributes) && Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  return value === undefined ? undefined : JSON.stringify(value);
}

type Compare<T> = (a: T, b: T) => number;

/** What the page before ended with, this page begins with, where both are equal. */
function turnEqualsAt<T>(start: number, ordered: T[], compare: Compare<T>): void {
  const [before, first] = [ordered[start - 1], ordered[start]];
  if (before === undefined || first === undefined || compare(before, first) !== 0) return;
  ordered[start] = before;
  ordered[start - 1] = first;
}

function orderOf<T>(call: Call, options: ListingOptions<T>): Compare<T> {
  const asked = options.sortable ? sortTerms(call, options.keys) : [];
  const terms = asked.length > 0 ? asked : sortTerms(call, options.keys, Object.keys(options.keys)[0] ?? '');
  return (a, b) => {
    for (const { key, sign } of terms) {
      const [x, y] = [key(a), key(b)];
      if (x !== y) return x < y ? -sign : sign;
    }
    return 0;
  };
}

function sortTerms<T>(call: Call, keys: ListingOptions<T>['keys'], text = call.query.scalar('sort') ?? '') {
  return text.split(',').flatMap((term) => {
    const descending = term.startsWith('-');
    const name = descending || term.startsWith('+') ? term.slice(1) : term;
    const key = Object.hasOwn(keys, name) ? keys[name] : undefined;
    return key ? [{ key, sign: descending ? -1 : 1 }] : [];
  });
}

/** Epoch milliseconds of `filter[name]`; undefined when absent, or unreadable where that is forgiven. */
export function sinceFilter(call: Call, name: string): number | undefined {
  const text = call.query.member('filter', name);
  if (text === undefined) return undefined;
  const since = call.defects.has('D19') ? readTwiceDecoded(text) : parseDateTime(text);
  const misread = call.defects.has('D19') && parseDateTime(text) !== undefined;
  if (since === undefined && (misread || call.defects.has('D13'))) {
    throw badRequest(`The filter '#/${name}' must be a valid ISO 8601 date`);
  }
  return since;
}

/** The values of a comma list in `filter[name]`; undefined when absent. */
export function listFilter(call: Call, name: string): readonly string[] | undefined {
  return call.query
    .member('filter', name)
    ?.split(',')
    .map((value) => value.trim());
}

/** The ids of a comma list in `filter[name]`, lower-case; undefined when absent. */
export function idsFilter(call: Call, name: string): readonly string[] | undefined {
  const ids = listFilter(call, name)?.map((id) => id.toLowerCase());
  if (ids && call.defects.has('D13') && !ids.every((id) => UUID.test(id))) {
    throw badRequest(`The filter '#/${name}' must be a list of valid UUIDs`);
  }
  return ids;
}

/** The value of `filter[name]` when it is one of `allowed`; undefined when absent, or another where that is forgiven. */
export function memberFilter(call: Call, name: string, allowed: readonly string[]): string | undefined {
  const value = call.query.member('filter', name);
  if (value === undefined || allowed.includes(value)) return value;
  if (!call.defects.has('D13')) return undefined;
  const list = allowed.map((item) => `"${item}"`).join(', ');
  throw unprocessable([{ title: 'Unpermitted parameters', detail: `The filter '#/${name}' must be one of [${list}]` }]);
}
