import type { Case } from '../model/case.ts';
import type { Operation } from '../model/operation.ts';
import type { LeftOut } from '../model/plan.ts';
import { type Blank, bodyOf, describable, plainRequest, requestOf, withParameter } from './shared/blank.ts';
import { caseOf, stepOf } from './shared/case-of.ts';
import { SLOT } from './shared/learn.ts';
import { holdsFile, isWritable } from './shared/media-types.ts';
import { capped, listed, nothing } from './shared/sources.ts';
import type { PlanContext, Strategy } from './shared/strategy.ts';
import { plainly } from './shared/value.ts';

const STRATEGY = 'examples';
const MOST_BODY_EXAMPLES = 3;

/** One plain valid request, then what the document gives as examples. */
export const examples: Strategy = {
  id: STRATEGY,
  title: 'Plain valid requests and document examples',
  rationale:
    'Until one valid request was accepted, no refusal means anything; and a document whose own examples are refused misleads its readers.',
  priority: 1,
  sources(operation, context) {
    const plain = plainRequest(operation, context, SLOT.plain);
    if (plain.kind === 'impossible') return nothing(operation, STRATEGY, plain.reason);
    const accept = (title: string, blank: Blank) =>
      caseOf(operation, STRATEGY, context, {
        title,
        intent: blank.body && holdsFile(blank.body.content) ? 'observe' : 'accept',
        steps: [stepOf(operation, requestOf(operation, blank))],
      });
    const bodies = capped(
      bodyExamples(operation, plain.blank, context, accept),
      MOST_BODY_EXAMPLES,
      operation,
      STRATEGY,
      'body examples',
    );
    const cases = [
      accept('a plain valid request', plain.blank),
      ...parameterExamples(operation, plain.blank, context, accept),
      ...bodies.kept,
    ];
    return listed(operation, STRATEGY, cases, [...bodies.leftOut, ...unsendable(operation)]);
  },
};

/** Media types that are described and never sent: what the API makes of them is not tested. */
function unsendable({ id, requestBody }: Operation): readonly LeftOut[] {
  return (requestBody?.content ?? [])
    .filter(({ mediaType }) => !isWritable(mediaType))
    .map(({ mediaType }) => {
      const reason = `bodies of ${mediaType} cannot be written, so that no request is sent with one`;
      return { operation: id, strategy: STRATEGY, cases: 0, reason };
    });
}

type Accept = (title: string, blank: Blank) => Case;

/** All parameters that have an example, at once. */
function parameterExamples(operation: Operation, plain: Blank, context: PlanContext, accept: Accept): Case[] {
  let blank = plain;
  for (const parameter of describable(operation, context)) {
    const example = parameter.examples.find(({ value }) => context.generator.accepts(parameter.schema, value));
    if (example && parameter.in !== 'path') blank = withParameter(blank, parameter, plainly(example.value));
  }
  return blank === plain ? [] : [accept('the parameter examples of the document', blank)];
}

function bodyExamples(operation: Operation, plain: Blank, context: PlanContext, accept: Accept): Case[] {
  return (operation.requestBody?.content ?? [])
    .filter(({ mediaType }) => isWritable(mediaType))
    .flatMap((content) =>
      content.examples
        .filter(({ value }) => !content.schema || context.generator.accepts(content.schema, value))
        .map(({ name, value }) => {
          const body = { content, value: bodyOf(value, content, context) };
          return accept(`the ${content.mediaType} example ${name}`, { ...plain, body });
        }),
    );
}
