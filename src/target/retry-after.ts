const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * The milliseconds that a `Retry-After` value asks for (RFC 9110 §10.2.3): delay seconds or an HTTP date; undefined when it is neither.
 * `nowMs` (epoch) is the moment the date is measured from: best the answer's own `Date`, so that clock skew does not matter.
 */
export function retryAfterMs(value: string, nowMs: number): number | undefined {
  const text = value.trim();
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  const at = httpDateMs(text, nowMs);
  return at === undefined ? undefined : Math.max(0, at - nowMs);
}

/** Epoch milliseconds of an HTTP date in any of its three forms (RFC 9110 §5.6.7); undefined when it is none. */
export function httpDateMs(text: string, nowMs: number): number | undefined {
  const imf = /^[A-Za-z]{3}, (\d{2}) ([A-Za-z]{3}) (\d{4}) (\d{2}:\d{2}:\d{2}) GMT$/.exec(text);
  if (imf) return utc(imf[3], imf[2], imf[1], imf[4]);
  const rfc850 = /^[A-Za-z]{6,9}, (\d{2})-([A-Za-z]{3})-(\d{2}) (\d{2}:\d{2}:\d{2}) GMT$/.exec(text);
  if (rfc850) return utc(fullYear(Number(rfc850[3]), nowMs), rfc850[2], rfc850[1], rfc850[4]);
  const asctime = /^[A-Za-z]{3} ([A-Za-z]{3}) ([ \d]\d) (\d{2}:\d{2}:\d{2}) (\d{4})$/.exec(text);
  if (asctime) return utc(asctime[4], asctime[1], asctime[2], asctime[3]);
  return undefined;
}

/** A two-digit year that would lie more than 50 years ahead is in the past (RFC 9110 §5.6.7). */
function fullYear(twoDigits: number, nowMs: number): string {
  const thisYear = new Date(nowMs).getUTCFullYear();
  const year = thisYear - (thisYear % 100) + twoDigits;
  return String(year > thisYear + 50 ? year - 100 : year);
}

function utc(year = '', month = '', day = '', time = ''): number | undefined {
  const monthIndex = MONTHS.indexOf(month.toLowerCase());
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  const dayOfMonth = Number(day);
  const real = monthIndex >= 0 && hours < 24 && minutes < 60 && seconds <= 60 && dayOfMonth >= 1;
  const at = new Date(Date.UTC(Number(year), monthIndex, dayOfMonth));
  if (!real || at.getUTCDate() !== dayOfMonth) return undefined;
  return at.getTime() + ((hours * 60 + minutes) * 60 + seconds) * 1_000;
}
