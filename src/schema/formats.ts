import type { Format } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DOT_ATOM = /^[^\s@"(),:;<>[\\\].]+(?:\.[^\s@"(),:;<>[\\\].]+)*$/u;
const MAIL_DOMAIN =
  /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?)*|\[[^\]\s]+\])$/u;

/** True for a `full-date` of RFC 3339 §5.6 that exists in the calendar. */
export function isFullDate(text: string): boolean {
  const parts = DATE.exec(text);
  if (!parts) return false;
  const [year = 0, month = 0, day = 0] = parts.slice(1).map(Number);
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

/** True for a `full-time` of RFC 3339 §5.6; second 60 only where a leap second can stand. */
export function isFullTime(text: string): boolean {
  const parts = TIME.exec(text);
  if (!parts) return false;
  const [hour = 0, minute = 0, second = 0] = parts.slice(1, 4).map(Number);
  const [offsetHour, offsetMinute] = [Number(parts[5] ?? 0), Number(parts[6] ?? 0)];
  if (hour > 23 || minute > 59 || offsetHour > 23 || offsetMinute > 59) return false;
  if (second < 60) return true;
  const offset = (offsetHour * 60 + offsetMinute) * (parts[4] === '-' ? -1 : 1);
  return second === 60 && (((hour * 60 + minute - offset) % 1440) + 1440) % 1440 === 1439;
}

/** True for a `date-time` of RFC 3339 §5.6. */
export function isDateTime(text: string): boolean {
  return /^[Tt]$/.test(text.charAt(10)) && isFullDate(text.slice(0, 10)) && isFullTime(text.slice(11));
}

/** True for a mailbox: a dot-atom or quoted local part at a domain or address literal (RFC 5321 §4.1.2). */
export function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at < 1) return false;
  const local = text.slice(0, at);
  return (DOT_ATOM.test(local) || /^"(?:[^"\\]|\\.)*"$/.test(local)) && MAIL_DOMAIN.test(text.slice(at + 1));
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** The largest number that rounds to a finite one of single precision (IEEE 754). */
const LARGEST_FLOAT = 3.4028235677973366e38;

/** True for a whole number of 64 bits; its last places may have been rounded on the way. */
function isInt64(value: number): boolean {
  return Number.isInteger(value) && value >= -(2 ** 63) && value <= 2 ** 63;
}

/** The formats that are asserted; any other is ignored. */
export const FORMATS: Readonly<Record<string, Format>> = {
  date: isFullDate,
  time: isFullTime,
  'date-time': isDateTime,
  duration: fullFormats.duration,
  email: isEmail,
  'idn-email': isEmail,
  hostname: fullFormats.hostname,
  ipv4: fullFormats.ipv4,
  ipv6: fullFormats.ipv6,
  uri: fullFormats.uri,
  'uri-reference': fullFormats['uri-reference'],
  'uri-template': fullFormats['uri-template'],
  uuid: UUID,
  regex: fullFormats.regex,
  'json-pointer': fullFormats['json-pointer'],
  'relative-json-pointer': fullFormats['relative-json-pointer'],
  byte: fullFormats.byte,
  int32: fullFormats.int32,
  int64: { type: 'number', validate: isInt64 },
  float: { type: 'number', validate: (value: number) => Math.abs(value) <= LARGEST_FLOAT },
  double: fullFormats.double,
  binary: true,
  password: true,
};
