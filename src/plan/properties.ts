import fc, { type Arbitrary } from 'fast-check';
import type { Case } from '../model/case.ts';
import { isSafe, type Operation, type Parameter } from '../model/operation.ts';
import { type Blank, bodyOf, describable, plainRequest, requestOf, withLearntMembers } from './shared/blank.ts';
import { caseOf, stepOf } from './shared/case-of.ts';
import { SLOT } from './shared/learn.ts';
import { holdsFile, isWritable, jsonFirst } from './shared/media-types.ts';
import type { PlanContext, Strategy } from './shared/strategy.ts';
import { travels } from './shared/text-faults.ts';
import type { Value } from './shared/value.ts';

const STRATEGY = 'properties';

/** Random valid requests that shrink. */
export const properties: Strategy = {
  id: STRATEGY,
  title: 'Random valid requests',
  rationale:
    'Faults in the combination of inputs stand in no list; what random search finds is shrunk to the smallest request that shows it.',
  priority: 5,
  sources(operation, context) {
    const plain = plainRequest(operation, context, SLOT.boundary);
    const runs = isSafe(operation.method) ? context.propertyRuns : Math.ceil(context.propertyRuns / 2);
    if (plain.kind === 'impossible' || runs < 1) return [];
    const blanks = blankArbitrary(operation, plain.blank, context);
    if (!blanks) return [];
    const arbitrary = blanks.map((blank) => randomCase(operation, context, blank));
    return [{ kind: 'property', operation: operation.id, strategy: STRATEGY, arbitrary, runs, seed: context.seed }];
  },
};

function randomCase(operation: Operation, context: PlanContext, blank: Blank): Case {
  const steps = [stepOf(operation, requestOf(operation, blank))];
  return caseOf(operation, STRATEGY, context, { title: 'a random valid request', intent: 'accept', steps });
}

/** Undefined when nothing in the request can vary. */
function blankArbitrary(operation: Operation, plain: Blank, context: PlanContext): Arbitrary<Blank> | undefined {
  const parameters = describable(operation, context).flatMap((parameter) => {
    const present = plain.parameters.get(parameter);
    if (present && present.holes.size > 0) return [];
    return [{ parameter, values: parameterArbitrary(parameter, context) }];
  });
  const content = jsonFirst(operation.requestBody?.content ?? []);
  const bodies =
    content?.schema && isWritable(content.mediaType) && !holdsFile(content)
      ? context.generator.arbitrary(content.schema)
      : undefined;
  if (parameters.length === 0 && !bodies) return undefined;
  const drawn = fc.tuple(...parameters.map(({ values }) => values));
  return fc.tuple(drawn, bodies ?? fc.constant(undefined)).map(([values, body]) => {
    const filled = new Map(plain.parameters);
    for (const [index, { parameter }] of parameters.entries()) {
      const value = values[index];
      if (value) filled.set(parameter, value);
    }
    if (!content || body === undefined) return { ...plain, parameters: filled };
    return { parameters: filled, body: { content, value: bodyOf(body, content, context) } };
  });
}

/** A value, or none for an optional parameter; values that cannot travel become none, and required ones keep the plain value. */
function parameterArbitrary(parameter: Parameter, context: PlanContext): Arbitrary<Value | undefined> {
  const values = context.generator
    .arbitrary(parameter.schema)
    .map((value) => (travels(parameter, value) ? withLearntMembers(value, parameter.schema, context) : undefined));
  return parameter.required ? values : fc.option(values, { nil: undefined });
}
