import { isJsonObject } from '../kernel/json.ts';
import type { Exchange } from '../model/exchange.ts';
import { isSizeName } from '../model/page-parameters.ts';
import type { SpecRef } from '../model/spec-ref.ts';
import { PASS, type Verdict } from '../model/verdict.ts';
import type { Check, JudgeInput } from './shared/check.ts';
import { unjudgeable } from './shared/environment.ts';
import { identityOf, type ListBody, listIn } from './shared/list-body.ts';
import { apart, isPositionName, type PageWindow, windowOf } from './shared/page-window.ts';
import { acceptedJson } from './shared/story.ts';
import { fail, inconclusive, skip } from './shared/verdict.ts';

/** Pages make up the list: no item twice, none left out, nothing after the end. */
export const paging: Check = {
  id: 'paging',
  title: 'Pages add up to the list',
  rationale: 'A client that reads page by page loses or doubles records, and nobody sees it.',
  severity: 'high',
  family: 'state',
  basis: 'The parameters of the operation that say how large a page is and where it begins.',
  judge(input, context) {
    const earlier = input.trace.slice(0, -1).flatMap((exchange) => pageOf(exchange) ?? []);
    const window = earlier.length > 0 ? windowOf(input.exchange) : undefined;
    if (!window || !earlier.some((page) => page.window.list === window.list)) return [];
    const reason = unjudgeable(input, context);
    if (reason) return [inconclusive(reason)];
    const page = pageOf(input.exchange);
    if (!page) return [skip('not checked: the page was refused or holds no list')];
    // Pages that are too long overlap by themselves: the matter of page-size.
    if ([page, ...earlier].some(({ items, window: { size } }) => items.length > size)) {
      return [inconclusive('a page holds more items than asked for')];
    }
    const basis = basisOf(input);
    const miscounted = count(page, earlier, basis);
    if (miscounted) return [miscounted];
    const changed = changedMeanwhile(page, earlier);
    return [changed ?? overlap(page, earlier, basis) ?? gap(page, earlier, basis) ?? PASS];
  },
};

/** Where pages are cut wrongly, one reading shows an item twice and the next one an item left out: it is one cause. */
const NOT_ADDING_UP = 'pages do not add up';

interface Page {
  readonly window: PageWindow;
  readonly list: ListBody;
  /** Identities of the items. */
  readonly items: readonly string[];
  /** The number of all items as the answer says. */
  readonly total?: number;
}

function pageOf(exchange: Exchange): Page | undefined {
  const window = exchange.request.method === 'GET' ? windowOf(exchange) : undefined;
  const body = window && acceptedJson(exchange);
  const list = body === undefined ? undefined : listIn(body);
  if (!window || !list) return undefined;
  const total = totalIn(body);
  return { window, list, items: list.items.map(identityOf), ...(total === undefined ? {} : { total }) };
}

function totalIn(body: unknown): number | undefined {
  if (!isJsonObject(body)) return undefined;
  const total = ['total', 'total_count', 'totalCount']
    .map((name) => body[name])
    .find((value) => Number.isInteger(value));
  return typeof total === 'number' ? total : undefined;
}

function basisOf({ operation }: JudgeInput): SpecRef {
  const position = operation.parameters.find(({ in: place, name }) => place === 'query' && isPositionName(name));
  const size = operation.parameters.find(({ in: place, name }) => place === 'query' && isSizeName(name));
  return (position ?? size)?.ref ?? operation.ref;
}

/** A list that grows or shrinks while it is read shifts its pages, and nobody is to blame. */
function changedMeanwhile(page: Page, earlier: readonly Page[]): Verdict | undefined {
  const totals = [page, ...earlier].flatMap(({ window, total }) =>
    window.list === page.window.list && total !== undefined ? [total] : [],
  );
  return new Set(totals).size > 1 ? inconclusive('the number of all items changed between the pages') : undefined;
}

function overlap(page: Page, earlier: readonly Page[], basis: SpecRef): Verdict | undefined {
  const before = new Set(earlier.filter(({ window }) => apart(window, page.window)).flatMap(({ items }) => items));
  const twice = page.items.findIndex((item) => before.has(item));
  if (twice === -1) return undefined;
  return fail({
    message: 'Two pages that do not touch hold the same item.',
    signature: NOT_ADDING_UP,
    evidence: [
      {
        at: 'response.body',
        pointer: `${page.list.pointer}/${twice}`,
        expected: 'an item of no other page',
        found: 'an item seen before',
      },
    ],
    basis,
  });
}

/** A longer page seen before says what this one must hold. */
function gap(page: Page, earlier: readonly Page[], basis: SpecRef): Verdict | undefined {
  const { start, size, exact } = page.window;
  const whole = earlier.find(({ window }) => {
    if (window.list !== page.window.list || window.size <= size) return false;
    return exact ? window.start <= start && window.start + window.size >= start + size : false;
  });
  const due = whole
    ? whole.items.slice(start - whole.window.start, start - whole.window.start + size)
    : dueByNumber(page, earlier);
  const missing = due?.find((item) => !page.items.includes(item));
  if (missing === undefined) return undefined;
  return fail({
    message: 'An item that a longer page shows at this place is on none of the shorter pages there.',
    signature: NOT_ADDING_UP,
    evidence: [
      { at: 'response.body', pointer: page.list.pointer, expected: 'the items of the longer page', found: 'others' },
    ],
    basis,
  });
}

/** Numbered pages: two pages in a row of one size must make up the first page of twice that size. */
function dueByNumber(page: Page, earlier: readonly Page[]): readonly string[] | undefined {
  const { window } = page;
  if (window.exact) return undefined;
  const same = earlier.filter((other) => other.window.list === window.list);
  const previous = same.find(
    (other) => other.window.size === window.size && other.window.start === window.start - window.size,
  );
  const long = same.find((other) => other.window.size === window.size * 2);
  // Whether numbers begin at 0 or 1: the first long page must begin with the short one.
  const begins = previous?.items.every((item) => long?.items.includes(item));
  const first =
    begins && previous && long && previous.window.start / window.size === long.window.start / long.window.size;
  return first ? long.items.filter((item) => !previous.items.includes(item)) : undefined;
}

function count(page: Page, earlier: readonly Page[], basis: SpecRef): Verdict | undefined {
  const { total } = page;
  const seen = new Set(
    [page, ...earlier].filter(({ window }) => window.list === page.window.list).flatMap(({ items }) => items),
  );
  if (total === undefined || total >= seen.size) return undefined;
  return fail({
    message: `The answer counts ${total} items in all, but the pages so far hold ${seen.size}.`,
    signature: 'fewer counted than shown',
    evidence: [{ at: 'response.body', pointer: '/total', expected: `at least ${seen.size}`, found: String(total) }],
    basis,
    severity: 'medium',
  });
}
