/** The first rule that a new booking breaks; undefined when it keeps them all. Lenient: a minimum of an optional member is forgotten. */
export function faultIn(value: Readonly<Record<string, unknown>> | undefined, lenient: boolean): string | undefined {
  if (!value) return 'no object';
  const { skipper, berth, nights, draughtCm, arrival, mail, ...others } = value;
  const rules: readonly (readonly [string, boolean])[] = [
    ['skipper', typeof skipper === 'string' && skipper !== '' && [...skipper].length <= 60],
    ['berth', berth === 'quay' || berth === 'buoy' || berth === 'pontoon'],
    ['nights', isWhole(nights, 1, 30)],
    ['draughtCm', draughtCm === undefined || isWhole(draughtCm, lenient ? -Infinity : 20, 450)],
    ['arrival', arrival === undefined || isDay(arrival)],
    ['mail', mail === undefined || (typeof mail === 'string' && MAIL.test(mail))],
    ['another member', Object.keys(others).length === 0],
  ];
  return rules.find(([, kept]) => !kept)?.[0];
}

/** The object that a text holds; undefined when it holds none. */
export function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? Object.fromEntries(Object.entries(value)) : undefined;
  } catch {
    return undefined;
  }
}

const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?';
const MAIL = new RegExp(`^[\\w+-]+(?:\\.[\\w+-]+)*@${LABEL}(?:\\.${LABEL})+$`);

function isWhole(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}

function isDay(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const moment = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(value);
}
