/** A date, time or instant with the precision it was written with. */
export interface Temporal {
  readonly kind: 'Date' | 'DateTime' | 'Time';
  /** Year, month, day, hour, minute, second (with fraction); as many as were written. */
  readonly fields: readonly number[];
  /** Offset from UTC in minutes, or undefined when none was written. */
  readonly offset: number | undefined;
  readonly text: string;
}

const DATE_TIME =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(?:(\d{2})(?::(\d{2})(?::(\d{2}(?:\.\d+)?))?)?(Z|[+-]\d{2}:\d{2})?)?)?)?)?T?$/;
const TIME = /^T?(\d{2})(?::(\d{2})(?::(\d{2}(?:\.\d+)?))?)?$/;

/** Read an ISO 8601 date or dateTime as FHIR writes it; undefined when it is none. */
export function parseDateTime(text: string): Temporal | undefined {
  const match = DATE_TIME.exec(text);
  if (!match) return undefined;
  const fields = match.slice(1, 7).flatMap((part) => (part === undefined ? [] : [Number(part)]));
  return { kind: text.includes('T') ? 'DateTime' : 'Date', fields, offset: offsetOf(match[7]), text };
}

/** Read a time of day; undefined when it is none. */
export function parseTime(text: string): Temporal | undefined {
  const match = TIME.exec(text);
  if (!match) return undefined;
  const fields = match.slice(1, 4).flatMap((part) => (part === undefined ? [] : [Number(part)]));
  return { kind: 'Time', fields, offset: undefined, text };
}

function offsetOf(zone: string | undefined): number | undefined {
  if (zone === undefined) return undefined;
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return zone.startsWith('-') ? -minutes : minutes;
}

/** -1, 0 or 1; undefined when the precisions differ before a difference shows (FHIRPath 2.0, section 6.2). */
export function compareTemporal(a: Temporal, b: Temporal): number | undefined {
  if ((a.kind === 'Time') !== (b.kind === 'Time')) return undefined;
  const left = normal(a);
  const right = normal(b);
  if (a.kind !== 'Time' && (a.offset === undefined) !== (b.offset === undefined) && left.length > 3 && right.length > 3)
    return zoneless(left, right);
  const shared = Math.min(left.length, right.length);
  for (let i = 0; i < shared; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference < 0 ? -1 : 1;
  }
  return left.length === right.length ? 0 : undefined;
}

/** Without a zone on one side, only a difference of more than a day is certain. */
function zoneless(a: readonly number[], b: readonly number[]): number | undefined {
  const gap = millis(a) - millis(b);
  const widest = 14 * 3_600_000;
  if (gap > widest) return 1;
  return gap < -widest ? -1 : undefined;
}

function millis(fields: readonly number[]): number {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = fields;
  return Date.UTC(year, month - 1, day, hour, minute, 0) + second * 1000;
}

function normal(temporal: Temporal): readonly number[] {
  if (temporal.offset === undefined || temporal.offset === 0 || temporal.fields.length < 5) return temporal.fields;
  const moved = new Date(millis(temporal.fields) - temporal.offset * 60_000);
  const fields = [
    moved.getUTCFullYear(),
    moved.getUTCMonth() + 1,
    moved.getUTCDate(),
    moved.getUTCHours(),
    moved.getUTCMinutes(),
  ];
  const second = temporal.fields[5];
  return second === undefined ? fields : [...fields, second];
}

/** The temporal moved by an amount of a unit; undefined for a unit that is not one of time. */
export function addToTemporal(temporal: Temporal, amount: number, unit: string): Temporal | undefined {
  const name = CALENDAR[unit] ?? unit;
  const [year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0] = temporal.fields;
  if (temporal.kind === 'Time') return undefined;
  const whole = Math.trunc(amount);
  const step = STEPS[name];
  let moved: Date;
  if (name === 'year' || name === 'month') {
    const months = year * 12 + (month - 1) + (name === 'year' ? whole * 12 : whole);
    const last = new Date(Date.UTC(Math.floor(months / 12), (months % 12) + 1, 0)).getUTCDate();
    moved = new Date(Date.UTC(Math.floor(months / 12), months % 12, Math.min(day, last), hour, minute) + second * 1000);
  } else if (step !== undefined)
    moved = new Date(Date.UTC(year, month - 1, day, hour, minute) + second * 1000 + whole * step);
  else return undefined;
  const all = [
    moved.getUTCFullYear(),
    moved.getUTCMonth() + 1,
    moved.getUTCDate(),
    moved.getUTCHours(),
    moved.getUTCMinutes(),
    moved.getUTCSeconds() + moved.getUTCMilliseconds() / 1000,
  ];
  const fields = all.slice(0, temporal.fields.length);
  return { ...temporal, fields, text: written(fields, temporal) };
}

function written(fields: readonly number[], like: Temporal): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const [year = 0, month, day, hour, minute, second] = fields;
  let text = String(year).padStart(4, '0');
  if (month !== undefined) text += `-${two(month)}`;
  if (day !== undefined) text += `-${two(day)}`;
  if (hour !== undefined) text += `T${two(hour)}:${two(minute ?? 0)}`;
  if (second !== undefined) text += `:${two(second)}`;
  return text + (/(Z|[+-]\d\d:\d\d)$/.exec(like.text)?.[0] ?? '');
}

const CALENDAR: Readonly<Record<string, string>> = {
  a: 'year',
  mo: 'month',
  wk: 'week',
  d: 'day',
  h: 'hour',
  min: 'minute',
  s: 'second',
  ms: 'millisecond',
};
const STEPS: Readonly<Record<string, number>> = {
  week: 604_800_000,
  day: 86_400_000,
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
  millisecond: 1,
};
