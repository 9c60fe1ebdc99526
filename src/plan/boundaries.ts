import { interleave } from '../kernel/interleave.ts';
import type { Case } from '../model/case.ts';
import { isSafe, type Operation, type Parameter } from '../model/operation.ts';
import {
  type Blank,
  bodyOf,
  describable,
  plainRequest,
  requestOf,
  withLearntMembers,
  withParameter,
} from './shared/blank.ts';
import { caseOf, stepOf } from './shared/case-of.ts';
import { SLOT, teacherOf } from './shared/learn.ts';
import { canCarry, holdsFile, isWritable } from './shared/media-types.ts';
import { capped, listedInTwo } from './shared/sources.ts';
import { stepsText } from './shared/steps-text.ts';
import type { PlanContext, Strategy } from './shared/strategy.ts';
import { travels } from './shared/text-faults.ts';

const STRATEGY = 'boundaries';
/** Most valid values sent per parameter, and most bodies: each accepted one changes the target. */
const MOST_PER_PARAMETER = 5;
const MOST_BODIES = 4;
/** Of each of them the most telling, which stay under a short budget. */
const FIRST = 3;

/** Valid values at the edges of what is described, several at once in bodies. */
export const boundaries: Strategy = {
  id: STRATEGY,
  title: 'Valid values at the edges',
  rationale:
    'What is promised at the maximum, for null, or for the last enumeration member is where servers fail on valid input.',
  priority: 4,
  sources(operation, context) {
    const cut = [
      ...describable(operation, context).map((parameter) => {
        const what = `valid values of ${parameter.in} ${parameter.name}`;
        return capped(ofParameter(operation, parameter, context), MOST_PER_PARAMETER, operation, STRATEGY, what);
      }),
      capped(ofBody(operation, context), MOST_BODIES, operation, STRATEGY, 'valid bodies'),
    ];
    const cases = {
      first: interleave(cut.map(({ kept }) => kept.slice(0, FIRST))),
      further: interleave(cut.map(({ kept }) => kept.slice(FIRST))),
    };
    return listedInTwo(
      operation,
      STRATEGY,
      cases,
      cut.flatMap(({ leftOut }) => leftOut),
    );
  },
};

function accept(operation: Operation, context: PlanContext, title: string, blank: Blank): Case {
  const steps = [stepOf(operation, requestOf(operation, blank))];
  const intent = blank.body && holdsFile(blank.body.content) ? 'observe' : 'accept';
  return caseOf(operation, STRATEGY, context, { title, intent, steps });
}

function ofParameter(operation: Operation, parameter: Parameter, context: PlanContext): Case[] {
  const plain = plainRequest(operation, context, SLOT.boundary);
  if (plain.kind === 'impossible') return [];
  const present = plain.blank.parameters.get(parameter);
  if (parameter.in === 'path' || (present && present.holes.size > 0)) return [];
  const cases = context.generator
    .valid(parameter.schema)
    .filter(({ value }) => travels(parameter, value) && !isEmpty(value))
    .map(({ value, shows }) => {
      const filled = withLearntMembers(value, parameter.schema, context, ({ plain: usual }, text) => text !== usual);
      const title = `${parameter.in} ${parameter.name}: ${shows}`;
      return accept(operation, context, title, withParameter(plain.blank, parameter, filled));
    });
  const seen = new Set<string>();
  return cases.filter(({ steps }) => {
    const key = stepsText(steps);
    return !seen.has(key) && seen.add(key);
  });
}

/** Members whose values are learnt: they are not varied. */
function learntMembers(schema: Parameter['schema'], context: PlanContext): readonly string[] {
  const teacher = teacherOf(context);
  const members = context.generator.members(schema);
  return members.filter(({ name, text }) => text && teacher.forName(name, '') !== undefined).map(({ at }) => at);
}

/** An object without members is not written at all. */
function isEmpty(value: unknown): boolean {
  return value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}

function ofBody(operation: Operation, context: PlanContext): Case[] {
  return (operation.requestBody?.content ?? []).flatMap((content) => {
    const { schema } = content;
    if (!schema || !isWritable(content.mediaType)) return [];
    const options = { most: MOST_BODIES, keep: learntMembers(schema, context) };
    const packed = context.generator.packed(schema, options).filter(({ value }) => canCarry(content.mediaType, value));
    return packed.flatMap(({ value, shows }, index) => {
      const slot = isSafe(operation.method) ? SLOT.boundary : SLOT.boundary + index;
      const plain = plainRequest(operation, context, slot);
      if (plain.kind === 'impossible') return [];
      const body = { content, value: bodyOf(value, content, context) };
      return [accept(operation, context, `body: ${shows || 'a plain value'}`, { ...plain.blank, body })];
    });
  });
}
