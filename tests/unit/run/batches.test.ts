import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Case } from '../../../src/model/case.ts';
import { batchesOf } from '../../../src/run/batches.ts';
import { producersOf } from '../../../src/run/learnt.ts';
import { caseOf, holeOf, modelOf, stepOf } from './shared/build.ts';

const OPERATIONS = ['GET /a', 'GET /b', 'GET /c', 'POST /a', 'DELETE /b'];
const model = modelOf(OPERATIONS);
const unsafe = (subject: Case) => subject.steps.some(({ operation }) => !operation.startsWith('GET'));

const cases = fc
  .array(
    fc.record({
      operations: fc.array(fc.constantFrom(...OPERATIONS), { minLength: 1, maxLength: 3 }),
      producer: fc.option(fc.constantFrom('GET /a', 'GET /b', 'GET /c')),
    }),
    { maxLength: 30 },
  )
  .map((rows) =>
    rows.map(({ operations, producer }, index) =>
      caseOf(
        String(index),
        operations.map((operation) => stepOf(operation, producer ? [['id', holeOf(producer, '/items/*/id')]] : [])),
      ),
    ),
  );

describe('batches', () => {
  it('keep every case, in order', () => {
    fc.assert(
      fc.property(cases, (planned) => {
        expect(batchesOf(planned, model).flatMap((batch) => batch.cases)).toEqual(planned);
      }),
      { seed: 1 },
    );
  });

  it('never let a case that changes the target, or has several steps, travel beside another', () => {
    fc.assert(
      fc.property(cases, (planned) => {
        for (const { parallel, cases: together } of batchesOf(planned, model))
          if (parallel) expect(together.some((subject) => unsafe(subject) || subject.steps.length > 1)).toBe(false);
      }),
      { seed: 1 },
    );
  });

  it('send no case side by side with the first that teaches it', () => {
    fc.assert(
      fc.property(cases, (planned) => {
        const heard = new Set<string>();
        for (const batch of batchesOf(planned, model)) {
          const here = new Set<string>();
          for (const subject of batch.cases) {
            for (const producer of producersOf(subject)) expect(here.has(producer) && !heard.has(producer)).toBe(false);
            for (const { operation } of subject.steps) here.add(operation);
          }
          for (const operation of here) heard.add(operation);
        }
      }),
      { seed: 1 },
    );
  });

  it('are as few as the order allows', () => {
    const reads = ['GET /a', 'GET /b', 'GET /c'].map((operation) => caseOf(operation, [stepOf(operation)]));
    expect(batchesOf(reads, model)).toHaveLength(1);
    const learner = caseOf('learner', [stepOf('GET /b', [['id', holeOf('GET /a', '/*/id')]])]);
    expect(batchesOf([...reads, learner, ...reads], model).map((batch) => batch.cases.length)).toEqual([3, 4]);
  });

  it('take an operation that the model does not know for one that changes things', () => {
    expect(batchesOf([caseOf('x', [stepOf('GET /unknown')])], model)).toMatchObject([{ parallel: false }]);
  });

  it('are none for nothing', () => expect(batchesOf([], model)).toEqual([]));
});
