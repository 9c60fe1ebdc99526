import { getOrMake } from '../kernel/get-or-make.ts';
import { canonicalJson, isJsonObject } from '../kernel/json.ts';
import { itemAt, pointerTokens, valueAt } from '../kernel/json-pointer.ts';
import type { Case, Hole } from '../model/case.ts';
import { isHole } from '../model/case.ts';
import { bodyText, type Exchange, headerOf, responseOf, type Trace } from '../model/exchange.ts';

/** What accepted answers taught, for the holes of later requests. */
export interface Learnt {
  /** Learn from an accepted answer of an operation that some hole names. */
  observe(operation: string, exchange: Exchange): void;
  /** The value for a hole, `shift` places further on; undefined when nothing was learnt. */
  lookup(hole: Hole, trace: Trace, shift?: number): string | undefined;
}

/** Most items remembered per list: enough for every pick of a plan. */
const MOST_ROWS = 400;

/**
 * Learns only what the holes of these cases ask for. A list is remembered item by item, so that two holes with the same pick take their
 * values from the same item. Headers that hold addresses are read relative to `baseUrl`.
 */
export function createLearnt(cases: Iterable<Case>, baseUrl = ''): Learnt {
  const wanted = new Map<string, Map<string, Lesson>>();
  for (const { $hole: hole } of holesOf(cases)) {
    if (!hole.operation) continue;
    const { key, place, isList } = splitAtItems(hole.pointer);
    getOrMake(wanted, hole.operation, () => new Map()).set(key, { place, isList, rows: [] });
  }

  return {
    observe(operation, exchange) {
      const lists = wanted.get(operation);
      if (!lists) return;
      const body = jsonBody(exchange);
      for (const { place, isList, rows } of lists.values()) {
        const found = valueAt(body, place);
        if (isList ? Array.isArray(found) : isScalar(found)) addRows(rows, isList ? found : [found]);
      }
    },
    lookup({ $hole: hole }, trace, shift = 0) {
      if (hole.header !== undefined) return addressIn(trace[hole.step ?? 0], hole.header, baseUrl);
      if (hole.from === 'step')
        return scalarsAt(jsonBody(trace[hole.step ?? 0]), pointerTokens(hole.pointer))[hole.pick];
      const { key, item } = splitAtItems(hole.pointer);
      const rows = wanted.get(hole.operation ?? '')?.get(key)?.rows ?? [];
      // An item without the value is passed over, so that one empty member does not spoil a whole case.
      for (let next = 0; next < rows.length; next++) {
        const [value] = scalarsAt(rows[(hole.pick + shift + next) % rows.length], item);
        if (value !== undefined) return value;
      }
      return undefined;
    },
  };
}

/** The path and query below the base URL that a header of an accepted answer leads to; undefined when it leads elsewhere. */
function addressIn(exchange: Exchange | undefined, header: string, baseUrl: string): string | undefined {
  const response = exchange && responseOf(exchange);
  const written = response && response.status < 300 ? headerOf(response, header) : undefined;
  if (!exchange || written === undefined || !URL.canParse(written, exchange.request.url)) return undefined;
  const { href } = new URL(written, exchange.request.url);
  const base = baseUrl.replace(/\/$/, '');
  return href.startsWith(`${base}/`) ? href.slice(base.length).replace(/#.*$/s, '') : undefined;
}

/** What one place in the answers of an operation taught. */
interface Lesson {
  readonly place: string;
  /** False for a single value: every answer adds one. */
  readonly isList: boolean;
  readonly rows: unknown[];
}

/** The part of a pointer before its first `*` token leads to a list, the part after it into each item; without one it leads to a single value. */
function splitAtItems(pointer: string): { key: string; place: string; isList: boolean; item: string[] } {
  const [place = '', ...rest] = pointer.split('/*');
  const isList = rest.length > 0;
  return { key: isList ? `${place}/*` : place, place, isList, item: pointerTokens(rest.join('/*')) };
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

function addRows(rows: unknown[], found: unknown): void {
  if (!Array.isArray(found)) return;
  const seen = new Set(rows.map(rowIdentity));
  for (const row of found) {
    const identity = rowIdentity(row);
    if (rows.length >= MOST_ROWS || seen.has(identity)) continue;
    seen.add(identity);
    rows.push(row);
  }
}

/** An item that changed since it was first seen is still the same item. */
function rowIdentity(row: unknown): string {
  return isJsonObject(row) && 'id' in row ? canonicalJson(row['id']) : canonicalJson(row);
}

/** Operations that a case must have heard from before it can be sent. */
export function producersOf(subject: Case): readonly string[] {
  const known = producers.get(subject);
  if (known) return known;
  const found = holesOf([subject]).flatMap((hole) => (hole.$hole.operation ? [hole.$hole.operation] : []));
  producers.set(subject, found);
  return found;
}

/** Asked several times for every case of a plan. */
const producers = new WeakMap<Case, readonly string[]>();

/** Every hole of these cases, in their order. */
export function holesOf(cases: Iterable<Case>): Hole[] {
  const found: Hole[] = [];
  for (const { steps } of cases) for (const step of steps) collectHoles(step, found);
  return found;
}

function collectHoles(value: unknown, found: Hole[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (isHole(value)) found.push(value);
  else for (const member of Object.values(value)) collectHoles(member, found);
}

function jsonBody(exchange: Exchange | undefined): unknown {
  const response = exchange && responseOf(exchange);
  if (!response || response.status >= 300) return undefined;
  try {
    return JSON.parse(bodyText(response));
  } catch {
    return undefined;
  }
}

function scalarsAt(value: unknown, tokens: readonly string[]): string[] {
  const [token, ...rest] = tokens;
  if (token === undefined) return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
  if (token === '*' && Array.isArray(value)) return value.flatMap((item) => scalarsAt(item, rest));
  if (Array.isArray(value)) return scalarsAt(itemAt(value, token), rest);
  return isJsonObject(value) && Object.hasOwn(value, token) ? scalarsAt(value[token], rest) : [];
}

/** The case with every list hole replaced by the value that is sent for it now; holes without a learnt value stay, and so do step holes. */
export function concretise(subject: Case, learnt: Learnt, shift: number): Case {
  return mapHoles(subject, (hole) =>
    hole.$hole.from === 'list' ? (learnt.lookup(hole, [], shift) ?? hole) : hole,
  ) as Case;
}

function mapHoles(value: unknown, fill: (hole: Hole) => unknown): unknown {
  if (isHole(value)) return fill(value);
  if (Array.isArray(value)) return value.map((item) => mapHoles(item, fill));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mapHoles(member, fill)]));
}
