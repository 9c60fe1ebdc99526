import { isJsonObject, type JsonObject } from '../kernel/json.ts';
import { responseOf } from '../model/exchange.ts';
import type { Operation, Parameter } from '../model/operation.ts';
import { followRefs, schemaAt } from '../model/schema.ts';
import { PASS } from '../model/verdict.ts';
import type { Check, JudgeContext, JudgeInput } from './shared/check.ts';
import { unjudgeable } from './shared/environment.ts';
import { jsonBody } from './shared/json-body.ts';
import { isSuccess } from './shared/refusal.ts';
import { fail, inconclusive, skip } from './shared/verdict.ts';

const SIZE_NAMES = new Set([
  'perpage',
  'pagesize',
  'pageperpage',
  'pagepagesize',
  'pagelimit',
  'limit',
  'count',
  'top',
  'size',
]);
const LIST_NAMES = ['data', 'items', 'results', 'entry', 'value', 'records', 'content'];

/** A page holds no more than was asked for. */
export const pageSize: Check = {
  id: 'page-size',
  title: 'Page size is kept',
  rationale: 'Clients size their memory and their paging loops by the page size that they ask for.',
  severity: 'medium',
  family: 'state',
  basis: 'The page size parameter of the operation in the description.',
  judge(input, context) {
    if (!input.last || input.case.intent !== 'accept') return [];
    const asked = askedSize(input, context);
    if (!asked) return [];
    const reason = unjudgeable(input, context);
    const response = responseOf(input.exchange);
    if (reason || !response) return [inconclusive(reason ?? 'no response came')];
    if (!isSuccess(response.status)) return [];
    const body = jsonBody(response);
    const list = body.kind === 'json' ? listIn(body.value) : undefined;
    if (!list) return [skip('not checked: no list was found in the answer')];
    if (list.length <= asked.size) return [PASS];
    return [
      fail({
        message: `At most ${asked.size} items were asked for by ${asked.name}, but the page holds ${list.length}.`,
        signature: `more items than ${asked.name}`,
        evidence: [
          { at: 'response.body', pointer: list.pointer, expected: `at most ${asked.size}`, found: String(list.length) },
        ],
        basis: asked.parameter.ref,
      }),
    ];
  },
};

function askedSize(input: JudgeInput, context: JudgeContext) {
  const { url } = input.exchange.request;
  if (!URL.canParse(url)) return undefined;
  for (const [name, text] of new URL(url).searchParams) {
    const parameter = SIZE_NAMES.has(plain(name)) ? describedBy(name, input.operation, context) : undefined;
    if (parameter && /^[1-9]\d{0,8}$/.test(text)) return { name, size: Number(text), parameter };
  }
  return undefined;
}

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '');

/** The query parameter of that name, or the object parameter with a member of that name (`page[per_page]`). */
function describedBy(name: string, operation: Operation, { model }: JudgeContext): Parameter | undefined {
  const [, outer, member] = /^([^[]+)\[([^\]]+)\]$/.exec(name) ?? [];
  const query = operation.parameters.filter((parameter) => parameter.in === 'query');
  const exact = query.find((parameter) => parameter.name === name);
  if (exact || !outer || !member) return exact;
  const parameter = query.find((candidate) => candidate.name === outer);
  const schema = parameter && schemaAt(model.schemaDocuments, followRefs(model.schemaDocuments, parameter.schema));
  const members = isJsonObject(schema) ? schema['properties'] : undefined;
  return isJsonObject(members) && Object.hasOwn(members, member) ? parameter : undefined;
}

function listIn(value: unknown): { readonly length: number; readonly pointer: string } | undefined {
  if (Array.isArray(value)) return { length: value.length, pointer: '' };
  if (!isJsonObject(value)) return undefined;
  for (const name of LIST_NAMES) {
    const member = Object.hasOwn(value, name) ? value[name] : undefined;
    if (Array.isArray(member)) return { length: member.filter(isMatch).length, pointer: `/${name}` };
  }
  return undefined;
}

/** FHIR search sets also hold included resources and outcomes, which `_count` does not limit. */
function isMatch(entry: unknown): boolean {
  const search = isJsonObject(entry) ? (entry as JsonObject)['search'] : undefined;
  return !isJsonObject(search) || search['mode'] === undefined || search['mode'] === 'match';
}
