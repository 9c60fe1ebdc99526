import fc, { type Arbitrary } from 'fast-check';
import type { Json } from '../kernel/json.ts';
import type { Case, Fault } from '../model/case.ts';
import { isSafe, type Operation, type Parameter } from '../model/operation.ts';
import { type Blank, bodyOf, describable, plainRequest, requestOf, withLearntMembers } from './shared/blank.ts';
import { caseOf, stepOf } from './shared/case-of.ts';
import type { PropertySource } from './shared/case-source.ts';
import { SLOT } from './shared/learn.ts';
import { holdsFile, isJson, isWritable, jsonFirst } from './shared/media-types.ts';
import type { PlanContext, Strategy } from './shared/strategy.ts';
import { travels } from './shared/text-faults.ts';
import type { Value } from './shared/value.ts';

const STRATEGY = 'properties';

/** Random valid requests that shrink, and random valid bodies with one fault each. */
export const properties: Strategy = {
  id: STRATEGY,
  title: 'Random requests',
  rationale:
    'Faults in the combination of inputs stand in no list; what random search finds is shrunk to the smallest request that shows it.',
  priority: 5,
  sources(operation, context) {
    const plain = plainRequest(operation, context, SLOT.boundary);
    const runs = isSafe(operation.method) ? context.propertyRuns : Math.ceil(context.propertyRuns / 2);
    if (plain.kind === 'impossible' || runs < 1) return [];
    const source = (arbitrary: Arbitrary<Case>, count: number): PropertySource => {
      return {
        kind: 'property',
        operation: operation.id,
        strategy: STRATEGY,
        arbitrary,
        runs: count,
        seed: context.seed,
      };
    };
    const blanks = blankArbitrary(operation, plain.blank, context);
    const faulty = faultyArbitrary(operation, plain.blank, context);
    return [
      ...(blanks
        ? [
            source(
              blanks.map((blank) => randomCase(operation, context, blank)),
              runs,
            ),
          ]
        : []),
      ...(faulty ? [source(faulty, Math.ceil(runs / 2))] : []),
    ];
  },
};

function randomCase(operation: Operation, context: PlanContext, blank: Blank): Case {
  const steps = [stepOf(operation, requestOf(operation, blank))];
  return caseOf(operation, STRATEGY, context, { title: 'a random valid request', intent: 'accept', steps });
}

/** One fault somewhere in a random valid body; undefined where no body can be faulty. */
function faultyArbitrary(operation: Operation, plain: Blank, context: PlanContext): Arbitrary<Case> | undefined {
  const content = jsonFirst(operation.requestBody?.content ?? []);
  const { schema, mediaType = '' } = content ?? {};
  if (!content || !schema || !isJson(mediaType)) return undefined;
  const around = (base?: Json) => context.generator.invalid(schema, base === undefined ? {} : { base });
  const usual = around();
  if (usual.length === 0) return undefined;
  return context.generator
    .arbitrary(schema)
    .chain((base) => {
      const faults = around(base);
      return fc.constantFrom(...(faults.length > 0 ? faults : usual));
    })
    .map(({ value, at, keyword, says, clause }) => {
      const body = { content, value: bodyOf(value, content, context) };
      const steps = [stepOf(operation, requestOf(operation, { ...plain, body }))];
      const fault: Fault = { in: 'body', at, keyword, clause };
      return caseOf(operation, STRATEGY, context, {
        title: `a random body with one fault at ${at || 'its root'}: ${says}`,
        intent: 'reject',
        steps,
        fault,
      });
    });
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
