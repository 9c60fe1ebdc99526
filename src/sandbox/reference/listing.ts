import { type Answer, notFound, refusal } from './answer.ts';
import type { DefectId } from './defects.ts';
import type { Depot, Parcel } from './depot.ts';
import { day, service, wholeNumber } from './rules.ts';

const MAX_PAGE = 100;
const PARAMETERS = ['limit', 'offset', 'service', 'dueBefore', 'sort'];
const SORTS = ['createdAt', '-createdAt', 'weightGrams', '-weightGrams'];

interface Wanted {
  readonly limit: number;
  readonly offset: number;
  readonly service: string | null;
  readonly dueBefore: string | null;
  readonly sort: string | null;
}

/** The page that a query asks for. */
export function pageOf(depot: Depot, query: URLSearchParams, broken: (id: DefectId) => boolean): Answer {
  const wanted = wantedBy(query, broken);
  if ('status' in wanted) return wanted;
  const { limit, offset } = wanted;
  const matching = sorted(
    depot.all().filter((parcel) => matches(parcel, wanted, broken)),
    wanted.sort,
    broken,
  );
  const items = cut(matching, wanted, broken);
  if (items.length === 0 && broken('empty-page-answered-404')) return notFound();
  const total = broken('total-of-page-only') ? items.length : matching.length;
  return { status: 200, body: { items, total, limit, offset }, headers: { 'x-total-count': String(total) } };
}

function wantedBy(query: URLSearchParams, broken: (id: DefectId) => boolean): Wanted | Answer {
  const repeated = PARAMETERS.find((name) => query.getAll(name).length > 1);
  if (repeated) return invalid(repeated, 'be given once');
  const written = query.get('limit') ?? '20';
  const limit = wholeNumber(written, 1, broken('oversized-page-accepted') ? 1_000_000 : MAX_PAGE);
  if (limit === undefined || (limit === MAX_PAGE && broken('valid-value-refused'))) {
    return invalid('limit', `be a whole number from 1 to ${MAX_PAGE}`);
  }
  const offset = wholeNumber(query.get('offset') ?? '0', 0, 10_000);
  if (offset === undefined) return invalid('offset', 'be a whole number from 0 to 10000');
  const wanted = query.get('service');
  const badService = wanted === null ? undefined : service(wanted);
  if (badService) return invalid('service', badService);
  const dueBefore = query.get('dueBefore');
  const badDay = dueBefore === null ? undefined : day(dueBefore);
  if (badDay) return invalid('dueBefore', badDay);
  const sort = query.get('sort');
  if (sort !== null && !SORTS.includes(sort)) return invalid('sort', `be one of ${SORTS.join(', ')}`);
  return { limit: Math.min(limit, MAX_PAGE), offset, service: wanted, dueBefore, sort };
}

function matches(parcel: Parcel, wanted: Wanted, broken: (id: DefectId) => boolean): boolean {
  const isService = wanted.service === null || parcel.service === wanted.service || broken('filter-ignored');
  const isDue = wanted.dueBefore === null || (parcel.dueOn !== null && parcel.dueOn < wanted.dueBefore);
  return isService && (isDue || broken('date-filter-ignored'));
}

function sorted(parcels: readonly Parcel[], sort: string | null, broken: (id: DefectId) => boolean): readonly Parcel[] {
  if (sort === null || broken('sort-ignored')) return parcels;
  const member = sort.replace('-', '') as 'createdAt' | 'weightGrams';
  const direction = sort.startsWith('-') && !broken('sort-direction-ignored') ? -1 : 1;
  return [...parcels].sort((a, b) => direction * (a[member] < b[member] ? -1 : a[member] > b[member] ? 1 : 0));
}

function cut(matching: readonly Parcel[], { limit, offset }: Wanted, broken: (id: DefectId) => boolean) {
  const size = broken('page-size-ignored') ? MAX_PAGE : limit;
  let start = offset;
  if (offset > 0 && broken('page-overlap')) start = offset - 1;
  if (offset > 0 && broken('page-gap')) start = offset + 1;
  if (offset >= matching.length && broken('page-beyond-end-repeats')) start = 0;
  return matching.slice(start, start + size);
}

function invalid(at: string, must: string): Answer {
  return refusal(422, 'invalid', `${at} must ${must}.`, at);
}
