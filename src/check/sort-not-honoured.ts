import { isJsonObject } from '../kernel/json.ts';
import { responseOf } from '../model/exchange.ts';
import { plainName } from '../model/page-parameters.ts';
import { followRefs, schemaAt } from '../model/schema.ts';
import { PASS, type Verdict } from '../model/verdict.ts';
import type { Check, JudgeContext, JudgeInput } from './shared/check.ts';
import { unjudgeable } from './shared/environment.ts';
import { membersOf } from './shared/item-members.ts';
import { jsonBody } from './shared/json-body.ts';
import { type ListBody, listIn } from './shared/list-body.ts';
import { type SentParameter, sentParameters } from './shared/query.ts';
import { isSuccess } from './shared/refusal.ts';
import { fail, inconclusive, skip } from './shared/verdict.ts';

const SORT_NAMES = new Set(['sort', 'sortby', 'orderby', 'order', 'ordering']);

/** A sorted list is in the order asked for. */
export const sortNotHonoured: Check = {
  id: 'sort-not-honoured',
  title: 'Sort orders are honoured',
  rationale: 'Clients that ask for the newest first read one page and stop; in another order they miss what matters.',
  severity: 'medium',
  family: 'state',
  basis: 'The sort parameter of the operation, whose described values name a member of the items.',
  judge(input, context) {
    if (!input.last || input.case.intent !== 'accept' || input.exchange.request.method !== 'GET') return [];
    const order = orderOf(input, context);
    const response = responseOf(input.exchange);
    if (!order || !response || !isSuccess(response.status)) return [];
    const reason = unjudgeable(input, context);
    if (reason) return [inconclusive(reason)];
    const body = jsonBody(response);
    const list = body.kind === 'json' ? listIn(body.value) : undefined;
    return list ? [judged(order, list)] : [];
  },
};

interface Order {
  readonly sent: SentParameter;
  readonly member: string;
  /** Undefined where the description leaves the direction open. */
  readonly descending?: boolean;
}

/** One described value such as `created_at`, `-created_at`, `created_at:desc`; other forms say nothing certain. */
function orderOf(input: JudgeInput, context: JudgeContext): Order | undefined {
  const sorts = sentParameters(input, context).filter(({ name }) => SORT_NAMES.has(plainName(name)));
  const [sent] = sorts;
  if (!sent || sorts.length > 1 || !isDescribed(sent, context)) return undefined;
  const [, minus, member, direction] = /^([+-]?)([A-Za-z_]\w*)(?:[: ](asc|desc))?$/i.exec(sent.text) ?? [];
  if (!member || /^(asc|desc)$/i.test(member)) return undefined;
  const order = { sent, member: member.toLowerCase().replace(/[^a-z0-9]/g, '') };
  if (minus === '-' || direction?.toLowerCase() === 'desc') return { ...order, descending: true };
  // A plain name is ascending only where the description has another word for descending.
  const isStated = minus === '+' || direction !== undefined || valuesOf(sent, context).includes(`-${member}`);
  return isStated ? { ...order, descending: false } : order;
}

function isDescribed(sent: SentParameter, context: JudgeContext): boolean {
  return valuesOf(sent, context).includes(sent.text);
}

function valuesOf(sent: SentParameter, { model }: JudgeContext): readonly unknown[] {
  const schema = schemaAt(model.schemaDocuments, followRefs(model.schemaDocuments, sent.schema));
  const values = isJsonObject(schema) ? schema['enum'] : undefined;
  return Array.isArray(values) ? values : [];
}

function judged({ sent, member, descending }: Order, list: ListBody): Verdict {
  const found = list.items.map((item) => membersOf(item).find(({ name }) => name === member));
  const values = found.map((one) => one?.value);
  if (values.length < 2 || values.some((value) => value === undefined)) {
    return skip('not checked: fewer than two items have the member to sort by');
  }
  const [up, down] = [firstAgainst(values, 1), firstAgainst(values, -1)];
  const wrong = descending === undefined ? (up === -1 ? up : down) : descending ? down : up;
  if (wrong === -1) return PASS;
  const way = descending === undefined ? 'either way' : descending ? 'descending' : 'ascending';
  const expected =
    descending === undefined ? 'one direction throughout' : `not ${descending ? 'above' : 'below'} the item before`;
  return fail({
    message: `The list was to be sorted by ${sent.name}, ${way}, but it is not.`,
    signature: `sort ${sent.name} ignored`,
    evidence: [
      {
        at: 'response.body',
        pointer: `${list.pointer}/${wrong}${found[wrong]?.at ?? ''}`,
        expected,
        found: JSON.stringify(values[wrong]).slice(0, 60),
      },
    ],
    basis: sent.parameter.ref,
  });
}

/** The first value that is not in the direction; -1 when all are. */
function firstAgainst(values: readonly unknown[], direction: 1 | -1): number {
  return values.findIndex((value, index) => index > 0 && direction * compare(values[index - 1], value) > 0);
}

/** Numbers, and days or moments of one form; how other text is collated is nowhere said, and nulls go either way. */
function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a !== 'string' || typeof b !== 'string' || !isTime(a) || !isTime(b)) return 0;
  return Date.parse(a) - Date.parse(b);
}

const isTime = (text: string): boolean => /^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(Date.parse(text));
