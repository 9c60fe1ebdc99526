import { isJsonObject } from '../kernel/json.ts';
import { responseOf } from '../model/exchange.ts';
import { isSizeName } from '../model/page-parameters.ts';
import { followRefs, schemaAt } from '../model/schema.ts';
import { PASS, type Verdict } from '../model/verdict.ts';
import type { Check, JudgeContext } from './shared/check.ts';
import { unjudgeable } from './shared/environment.ts';
import { membersOf } from './shared/item-members.ts';
import { jsonBody } from './shared/json-body.ts';
import { type ListBody, listIn } from './shared/list-body.ts';
import { isPositionName } from './shared/page-window.ts';
import { type SentParameter, sentParameters } from './shared/query.ts';
import { isSuccess } from './shared/refusal.ts';
import { fail, inconclusive } from './shared/verdict.ts';

/** A filtered list holds only what the filter lets through. */
export const filterNotHonoured: Check = {
  id: 'filter-not-honoured',
  title: 'Filters are honoured',
  rationale: 'A client that asks for its open cases and gets all of them acts on the wrong ones.',
  severity: 'high',
  family: 'state',
  basis: 'The query parameter of the operation that is called like a member of the items, or like one with a bound.',
  judge(input, context) {
    const response = responseOf(input.exchange);
    if (!input.last || input.case.intent !== 'accept' || input.exchange.request.method !== 'GET') return [];
    const filters = sentParameters(input, context).flatMap((sent) => ruleOf(sent, context) ?? []);
    if (filters.length === 0 || !response || !isSuccess(response.status)) return [];
    const reason = unjudgeable(input, context);
    if (reason) return [inconclusive(reason)];
    const body = jsonBody(response);
    const list = body.kind === 'json' ? listIn(body.value) : undefined;
    return list ? filters.flatMap((rule) => judged(rule, list)) : [];
  },
};

interface Rule {
  readonly sent: SentParameter;
  /** Plain names of the member that it speaks of, the likeliest first. */
  readonly members: readonly string[];
  readonly keeps: (value: unknown) => boolean;
  readonly says: string;
  /** What else the value may mean; undefined when the rule is certain. */
  readonly doubt?: (values: readonly unknown[]) => string | undefined;
}

const BOUND = /^(.+?)_?(before|until|lte?|max|after|since|from|gte?|min)$/i;
const UPPER = /^(before|until|lte?|max)$/i;

/** What a filter demands; undefined when its name and schema leave room for another meaning. */
function ruleOf(sent: SentParameter, context: JudgeContext): Rule | undefined {
  if (isSizeName(sent.name) || isPositionName(sent.name) || sent.text === '') return undefined;
  const [, inner] = /\[([^\]]+)\]$/.exec(sent.name) ?? [];
  const name = inner ?? sent.name;
  const handle = followRefs(context.model.schemaDocuments, sent.schema);
  const schema = schemaAt(context.model.schemaDocuments, handle);
  if (!isJsonObject(schema)) return undefined;
  const [, stem, bound] = BOUND.exec(name) ?? [];
  const isTime = schema['format'] === 'date' || schema['format'] === 'date-time';
  if (stem && bound && isTime) return boundRule(sent, stem, bound);
  const isClosed =
    Array.isArray(schema['enum']) || 'const' in schema || schema['format'] === 'uuid' || schema['type'] === 'boolean';
  if (!isClosed) return undefined;
  const wanted = sent.text.split(',');
  return {
    sent,
    members: [plain(name)],
    keeps: (value) => {
      const values: readonly unknown[] = Array.isArray(value) ? value : [value];
      return values.some((one) => typeof one === 'object' || wanted.includes(String(one)));
    },
    says: 'the value asked for',
    doubt: (values) => {
      if (schema['type'] === 'boolean' && sent.text === 'true')
        return `${sent.name}=true may ask for such items beside the others`;
      return values.some((value) => holds(value, wanted))
        ? undefined
        : `no item has the value ${sent.text}: it may stand for several`;
    },
  };
}

function holds(value: unknown, wanted: readonly string[]): boolean {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.some((one) => wanted.includes(String(one)));
}

/** Days and moments compare as text; bounds are taken as inclusive, and a day as any moment of it. */
function boundRule(sent: SentParameter, stem: string, bound: string): Rule | undefined {
  const limit = sent.text.slice(0, 10);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(limit)) return undefined;
  const upper = UPPER.test(bound);
  const name = plain(stem);
  return {
    sent,
    members: [name, `${name}at`, `${name}on`, `${name}date`],
    keeps: (value) => {
      const day = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) ? value.slice(0, 10) : undefined;
      // One day of grace for time zones.
      return day === undefined || (upper ? day <= dayAfter(limit, 1) : day >= dayAfter(limit, -1));
    },
    says: upper ? 'a day before it' : 'a day after it',
  };
}

function dayAfter(day: string, days: number): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) ? day : new Date(at + days * 86_400_000).toISOString().slice(0, 10);
}

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

function judged({ sent, members, keeps, says, doubt }: Rule, list: ListBody): readonly Verdict[] {
  const found = list.items.map((item) => {
    const own = membersOf(item);
    return members.flatMap((name) => own.find((member) => member.name === name) ?? [])[0];
  });
  if (found.every((member) => member === undefined)) return [];
  const stray = found.findIndex((member) => member !== undefined && !keeps(member.value));
  const member = found[stray];
  if (!member) return [PASS];
  const reason = doubt?.(found.map((one) => one?.value));
  if (reason) return [inconclusive(reason)];
  return [
    fail({
      message: `The list was filtered by ${sent.name}, but it holds items of which that is not true.`,
      signature: `filter ${sent.name} ignored`,
      evidence: [
        {
          at: 'response.body',
          pointer: `${list.pointer}/${stray}${member.at}`,
          expected: says,
          found: JSON.stringify(member.value).slice(0, 60),
        },
      ],
      basis: sent.parameter.ref,
    }),
  ];
}
