import type { ApiModel } from '../model/api.ts';
import type { Case } from '../model/case.ts';
import { isSafe } from '../model/operation.ts';
import { producersOf } from './learnt.ts';

/** Cases that may travel side by side. */
export interface Batch {
  readonly cases: readonly Case[];
  /** False when they must go one after the other, because they change the target. */
  readonly parallel: boolean;
}

/**
 * Cut an ordered plan into batches: read-only cases travel side by side, cases that change the target alone and in order; a case
 * that must learn from an operation starts a new batch when that operation is asked for the first time in the current one.
 */
export function batchesOf(cases: readonly Case[], model: ApiModel): Batch[] {
  const methods = new Map(model.operations.map(({ id, method }) => [id, method]));
  const readOnly = (subject: Case) => subject.steps.every(({ operation }) => isSafe(methods.get(operation) ?? 'POST'));
  const heard = new Set<string>();
  const batches: { cases: Case[]; parallel: boolean }[] = [];
  let asked = new Set<string>();
  for (const subject of cases) {
    const parallel = readOnly(subject) && subject.steps.length === 1;
    const current = batches.at(-1);
    const mustWait = producersOf(subject).some((producer) => asked.has(producer) && !heard.has(producer));
    if (!current || current.parallel !== parallel || mustWait) {
      for (const operation of asked) heard.add(operation);
      asked = new Set();
      batches.push({ cases: [subject], parallel });
    } else current.cases.push(subject);
    for (const { operation } of subject.steps) asked.add(operation);
  }
  return batches;
}
