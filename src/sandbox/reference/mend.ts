import { isJsonObject } from '../../kernel/json.ts';
import type { DefectId } from './defects.ts';
import type { OperationName } from './distort.ts';
import { day, service } from './rules.ts';

type Body = Readonly<Record<string, unknown>>;

interface Mending {
  readonly operation: OperationName;
  readonly mend: (body: Body) => Body;
}

const KNOWN = ['reference', 'recipient', 'weightGrams', 'service', 'insuredPounds', 'dueOn', 'labels'];

/** How a faulty body is put right instead of being refused while a defect is on. */
const MENDINGS: Readonly<Partial<Record<DefectId, Mending>>> = {
  'invalid-value-accepted': {
    operation: 'create',
    mend: (body) =>
      typeof body['weightGrams'] === 'number' && body['weightGrams'] < 1 ? { ...body, weightGrams: 1 } : body,
  },
  'empty-enum-member-accepted': {
    operation: 'create',
    mend: (body) => (body['service'] === '' ? { ...body, service: 'standard' } : body),
  },
  'impossible-day-accepted': { operation: 'create', mend: (body) => ({ ...body, ...rolledOver(body['dueOn']) }) },
  'required-member-optional': {
    operation: 'create',
    mend: (body) => ('recipient' in body ? body : { ...body, recipient: 'unknown' }),
  },
  'unknown-member-accepted': {
    operation: 'update',
    mend: (body) => Object.fromEntries(Object.entries(body).filter(([name]) => KNOWN.includes(name))),
  },
  'text-too-long-accepted': {
    operation: 'update',
    mend: (body) =>
      typeof body['recipient'] === 'string'
        ? { ...body, recipient: [...body['recipient']].slice(0, 60).join('') }
        : body,
  },
  'number-as-text-accepted': {
    operation: 'change',
    mend: (body) =>
      typeof body['weightGrams'] === 'string' && /^\d+$/.test(body['weightGrams'])
        ? { ...body, weightGrams: Number(body['weightGrams']) }
        : body,
  },
};

/** The body with everything put right that the defects which are on put right. */
export function mended(body: unknown, operation: OperationName, broken: (id: DefectId) => boolean): unknown {
  if (!isJsonObject(body)) return body;
  const active = Object.entries(MENDINGS).filter(([id, one]) => one.operation === operation && broken(id as DefectId));
  return active.reduce<Body>((rest, [, { mend }]) => mend(rest), body);
}

function rolledOver(dueOn: unknown): Body {
  if (typeof dueOn !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(dueOn) || day(dueOn) === undefined) return {};
  const [year = 0, month = 1, date = 1] = dueOn.split('-').map(Number);
  return { dueOn: new Date(Date.UTC(year, month - 1, date)).toISOString().slice(0, 10) };
}

/** The members of a faulty body that keep their rules. */
export function rightMembers(body: unknown): Body {
  if (!isJsonObject(body)) return {};
  const { recipient, weightGrams } = body;
  return {
    ...(typeof recipient === 'string' && recipient.length > 0 && recipient.length <= 60 ? { recipient } : {}),
    ...(Number.isInteger(weightGrams) && Number(weightGrams) > 0 && Number(weightGrams) <= 30_000
      ? { weightGrams }
      : {}),
    ...(service(body['service']) === undefined ? { service: body['service'] } : {}),
  };
}

/** A text as a depot with a broken charset keeps it. */
export function keptText(text: string, broken: (id: DefectId) => boolean): string {
  let kept = text;
  if (broken('text-stored-as-latin-1')) kept = Buffer.from(kept, 'utf8').toString('latin1');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII itself
  if (broken('text-reduced-to-ascii')) kept = kept.replace(/[^\x00-\x7f]/gu, '?');
  if (broken('astral-characters-lost')) kept = kept.replace(/[\u{10000}-\u{10ffff}]/gu, '\ufffd');
  return kept;
}
