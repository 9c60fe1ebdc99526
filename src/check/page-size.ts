import { responseOf } from '../model/exchange.ts';
import { isSizeName, plainName } from '../model/page-parameters.ts';
import { PASS } from '../model/verdict.ts';
import type { Check, JudgeContext, JudgeInput } from './shared/check.ts';
import { unjudgeable } from './shared/environment.ts';
import { membersOf } from './shared/item-members.ts';
import { jsonBody } from './shared/json-body.ts';
import { listIn } from './shared/list-body.ts';

import { sentParameters } from './shared/query.ts';
import { isSuccess } from './shared/refusal.ts';
import { fail, inconclusive, skip } from './shared/verdict.ts';

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
    const found = list.items.length;
    if (found <= asked.size) return [PASS];
    if (list.items.some((item) => membersOf(item).some(({ name }) => name === plainName(asked.name))))
      return [inconclusive(`the items have a member called ${asked.name}, which it may filter by`)];
    return [
      fail({
        message: `At most ${asked.size} items were asked for by ${asked.name}, but the page holds ${found}.`,
        signature: `more items than ${asked.name}`,
        evidence: [
          { at: 'response.body', pointer: list.pointer, expected: `at most ${asked.size}`, found: String(found) },
        ],
        basis: asked.parameter.ref,
      }),
    ];
  },
};

function askedSize(input: JudgeInput, context: JudgeContext) {
  const asked = sentParameters(input, context).find(
    ({ name, text }) => isSizeName(name) && /^[1-9]\d{0,8}$/.test(text),
  );
  return asked && { ...asked, size: Number(asked.text) };
}
