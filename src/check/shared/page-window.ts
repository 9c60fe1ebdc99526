import type { Exchange } from '../../model/exchange.ts';
import { isOffsetName, isPageNumberName, isSizeName } from '../../model/page-parameters.ts';

/** The part of a list that a page should hold. */
export interface PageWindow {
  /** Position of the first item: exact for offsets, page number times size for page numbers. */
  readonly start: number;
  readonly size: number;
  /** False when pages are numbered: whether the first is 0 or 1 is not known. */
  readonly exact: boolean;
  /** What the rest of the request says: only windows of the same list can be compared. */
  readonly list: string;
}

/** True for a query parameter that says where a page begins. */
export const isPositionName = (name: string): boolean => isOffsetName(name) || isPageNumberName(name);

/** The window that a request asks for; undefined unless one parameter says how many items and one where they begin. */
export function windowOf(exchange: Exchange): PageWindow | undefined {
  if (!URL.canParse(exchange.request.url)) return undefined;
  const url = new URL(exchange.request.url);
  const pairs = [...url.searchParams];
  const size = whole(pairs.find(([name]) => isSizeName(name))?.[1]);
  const positions = pairs.filter(([name]) => isPositionName(name));
  const [position] = positions;
  if (!size || !position || positions.length > 1) return undefined;
  const [name, text] = position;
  const at = whole(text);
  if (at === undefined) return undefined;
  const rest = pairs.filter(([other]) => !isSizeName(other) && !isPositionName(other));
  return {
    start: isOffsetName(name) ? at : at * size,
    size,
    exact: isOffsetName(name),
    list: JSON.stringify([url.origin, url.pathname, rest]),
  };
}

/** True when two windows of one list share no place; numbered pages can be told apart only where they are of one size. */
export function apart(a: PageWindow, b: PageWindow): boolean {
  if (!(a.exact && b.exact) && a.size !== b.size) return false;
  return a.list === b.list && (a.start + a.size <= b.start || b.start + b.size <= a.start);
}

function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
