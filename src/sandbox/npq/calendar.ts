import { type DeclarationType, GROUP_SCHEDULES, groupOf } from './vocabulary.ts';

/** How places of a cohort are paid for: all, a limited number that providers hand out, or none. */
export type Funding = 'full' | 'capped' | 'zero';

/** A year's intake. */
export interface Cohort {
  readonly year: number;
  /** Tells intakes of one year apart. */
  readonly suffix: string;
  readonly funding: Funding;
}

/** The intakes, oldest first; where a year has two, the first is the one that a bare year names. */
export const COHORTS: readonly Cohort[] = [
  { year: 2021, suffix: 'a', funding: 'full' },
  { year: 2022, suffix: 'a', funding: 'full' },
  { year: 2023, suffix: 'a', funding: 'full' },
  { year: 2024, suffix: 'a', funding: 'capped' },
  { year: 2025, suffix: 'a', funding: 'capped' },
  { year: 2026, suffix: 'a', funding: 'capped' },
  { year: 2026, suffix: 'b', funding: 'zero' },
];

/** The first intake of a year; throws a RangeError when the year has none. */
export function cohortOf(year: number): Cohort {
  const found = COHORTS.find((cohort) => cohort.year === year);
  if (!found) throw new RangeError(`no cohort of ${year}`);
  return found;
}

/** Month (1 to 12) in which a schedule starts within its cohort's year. */
const START_MONTHS: Readonly<Record<string, number>> = {
  spring: 2,
  march: 3,
  june: 6,
  autumn: 9,
  november: 11,
  december: 12,
};

/** Epoch milliseconds at which a schedule starts in a cohort. */
export function scheduleStart(cohort: Cohort, schedule: string): number {
  const month = START_MONTHS[schedule.slice(schedule.lastIndexOf('-') + 1)] ?? 1;
  return Date.UTC(cohort.year, month - 1, 1);
}

/** True when the cohort runs the schedule: the additional support offer ended with 2022. */
export function runsSchedule(cohort: Cohort, schedule: string): boolean {
  return !schedule.startsWith('npq-aso-') || cohort.year <= 2022;
}

/** Stages that can be declared on a schedule; specialist courses have one retention stage only. */
export function declarableTypes(schedule: string): readonly DeclarationType[] {
  return schedule.startsWith('npq-specialist-')
    ? ['started', 'retained-1', 'completed']
    : ['started', 'retained-1', 'retained-2', 'completed'];
}

/** The schedule that an application gets when none is given: the latest of its course that starts no later than `now` in the year. */
export function defaultSchedule(course: string, cohort: Cohort, now: number): string | undefined {
  const group = groupOf(course);
  if (!group) return undefined;
  const running = GROUP_SCHEDULES[group].filter((schedule) => runsSchedule(cohort, schedule));
  const month = new Date(now).getUTCMonth();
  const begun = running.filter((schedule) => new Date(scheduleStart(cohort, schedule)).getUTCMonth() <= month);
  return begun.at(-1) ?? running[0];
}

/** RFC 3339 in UTC with second precision: `2025-11-03T09:00:00Z`. */
export function timestamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** `2025-11-03`. */
export function isoDate(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

const DATE_TIME = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d):(\d\d)(\.\d+)?([Zz]|[+-]\d\d:?\d\d)$/;

/** Epoch milliseconds of an RFC 3339 date-time, or undefined; a leap second counts as the second before it. */
export function parseDateTime(text: string): number | undefined {
  const parts = DATE_TIME.exec(text);
  if (!parts) return undefined;
  const [, date = '', minutes = '', seconds = '', fraction = '', zone = ''] = parts;
  if (!isCalendarDate(date)) return undefined;
  const ms = Date.parse(
    `${date}T${minutes}:${seconds === '60' ? '59' : seconds}${fraction.slice(0, 4)}${zone.toUpperCase()}`,
  );
  return Number.isNaN(ms) ? undefined : ms;
}

/** True for an existing day written `YYYY-MM-DD`. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && isoDate(ms) === text;
}

const LENIENT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/i;

/** Epoch milliseconds of a date-time that is percent-decoded once too often; days that a month lacks run into the next one. */
export function readTwiceDecoded(text: string): number | undefined {
  const parts = LENIENT.exec(text.replaceAll('+', ' '));
  if (!parts) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 60) return undefined;
  const zone = parts[7]?.toUpperCase() ?? 'Z';
  const [hours = 0, minutes = 0] = zone === 'Z' ? [] : zone.slice(1).split(':').map(Number);
  const offset = (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
  return Date.UTC(year, month - 1, day, hour, minute, second) - offset;
}
