/** Names that APIs give to the parameters of paging, letters alone and lower case. */
const SIZE_NAMES = new Set([
  'perpage',
  'pagesize',
  'pageperpage',
  'pagepagesize',
  'pagelimit',
  'limit',
  'count',
  'top',
  'size',
]);
const OFFSET_NAMES = new Set(['offset', 'skip', 'startindex', 'pageoffset']);
const NUMBER_NAMES = new Set(['page', 'pagepage', 'pagenumber', 'pageno']);

/** Letters alone, lower case: `page[per_page]` is `pageperpage`. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '');

/** True for a query parameter that says how many items a page holds. */
export const isSizeName = (name: string): boolean => SIZE_NAMES.has(plainName(name));

/** True for a query parameter that says how many items are passed over before the page. */
export const isOffsetName = (name: string): boolean => OFFSET_NAMES.has(plainName(name));

/** True for a query parameter that says which page it is. */
export const isPageNumberName = (name: string): boolean => NUMBER_NAMES.has(plainName(name));
