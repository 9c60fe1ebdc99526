import type { InvalidValue } from '../generate/index.ts';
import { interleave } from '../kernel/interleave.ts';
import type { Case, Fault } from '../model/case.ts';
import type { MediaTypeContent, Operation, Parameter } from '../model/operation.ts';
import type { LeftOut } from '../model/plan.ts';
import { rfc } from '../model/spec-ref.ts';
import {
  type Blank,
  describable,
  plainBody,
  plainParameter,
  plainRequest,
  requestOf,
  withParameter,
} from './shared/blank.ts';
import { brokenBody } from './shared/broken-body.ts';
import { caseOf, stepOf } from './shared/case-of.ts';
import { byKind, roomFor, sharedOut, shareOf, shareOfParameter } from './shared/fault-order.ts';
import { SLOT } from './shared/learn.ts';
import { canCarry, isJson, isWritable } from './shared/media-types.ts';
import { pathsOf } from './shared/paths.ts';
import { capped, listedInTwo, nothing } from './shared/sources.ts';
import type { PlanContext, Strategy } from './shared/strategy.ts';
import { parameterFaults, travels } from './shared/text-faults.ts';
import { like, plainly, type Value } from './shared/value.ts';

const STRATEGY = 'negatives';
/** Most faults sent per parameter and per body. */
const MOST_PER_PARAMETER: Readonly<Record<Parameter['in'], number>> = { path: 3, query: 8, header: 5, cookie: 5 };
const MOST_PER_BODY = 22;

/** One fault per case: each input in turn, everything else valid. */
export const negatives: Strategy = {
  id: STRATEGY,
  title: 'Requests with one fault',
  rationale:
    'Servers check the obvious and miss the near miss: an empty enumeration member, 30 February, one character too many.',
  priority: 4,
  sources(operation, context) {
    const plain = plainRequest(operation, context, SLOT.refused);
    if (plain.kind === 'impossible') return nothing(operation, STRATEGY, plain.reason);
    const parts = [
      ...describable(operation, context).map((parameter) => ofParameter(operation, parameter, plain.blank, context)),
      ...(operation.requestBody?.content ?? []).map((content) => ofBody(operation, content, plain.blank, context)),
      { first: ofMessage(operation, plain.blank, context), further: [], leftOut: [] },
    ];
    return listedInTwo(
      operation,
      STRATEGY,
      {
        first: interleave(parts.map(({ first }) => first)),
        further: interleave(parts.map(({ further }) => further)),
      },
      parts.flatMap(({ leftOut }) => leftOut),
    );
  },
};

interface Part {
  /** The first fault of each kind at each place. */
  readonly first: readonly Case[];
  readonly further: readonly Case[];
  readonly leftOut: readonly LeftOut[];
}

function reject(operation: Operation, context: PlanContext, blank: Blank, title: string, fault: Fault): Case {
  const steps = [stepOf(operation, requestOf(operation, blank))];
  return caseOf(operation, STRATEGY, context, { title, intent: 'reject', steps, fault });
}

function ofParameter(operation: Operation, parameter: Parameter, plain: Blank, context: PlanContext): Part {
  const base = plain.parameters.get(parameter) ?? plainParameter(operation, parameter, context, SLOT.refused);
  const place = `${parameter.in} ${parameter.name}`;
  const list = parameterFaults(parameter, base, context);
  const share = shareOfParameter(operation, parameter, context.model);
  const faults = byKind(list);
  const { first, further } = sharedOut(faults, share, roomFor(faults, share, MOST_PER_PARAMETER[parameter.in]));
  const { leftOut } = capped(list, first.length + further.length, operation, STRATEGY, `faults of ${place}`);
  const caseFor = (fault: InvalidValue) => {
    const value = base ? like(base, fault.value) : plainly(fault.value);
    return reject(operation, context, withParameter(plain, parameter, value), `${place}${fault.at}: ${fault.says}`, {
      in: parameter.in,
      at: parameter.name + fault.at,
      keyword: fault.keyword,
      clause: fault.clause,
    });
  };
  return {
    first: [...first.map(caseFor), ...missing(operation, parameter, plain, context)],
    further: further.map(caseFor),
    leftOut,
  };
}

function missing(operation: Operation, parameter: Parameter, plain: Blank, context: PlanContext): readonly Case[] {
  if (!parameter.required || parameter.in === 'path') return [];
  const parameters = new Map(plain.parameters);
  parameters.delete(parameter);
  const fault: Fault = { in: parameter.in, at: parameter.name, keyword: 'required', clause: parameter.ref };
  const title = `${parameter.in} ${parameter.name}: the required parameter is missing`;
  return [reject(operation, context, { ...plain, parameters }, title, fault)];
}

function ofBody(operation: Operation, content: MediaTypeContent, plain: Blank, context: PlanContext): Part {
  if (!isWritable(content.mediaType)) {
    const reason = `faulty ${content.mediaType} bodies cannot be written`;
    return { first: [], further: [], leftOut: [{ operation: operation.id, strategy: STRATEGY, cases: 0, reason }] };
  }
  if (!content.schema) return { first: [], further: [], leftOut: [] };
  const base = plainBody(operation, content, context);
  const usable = base && context.generator.accepts(content.schema, base.plain) ? { base: base.plain } : {};
  const asText = !isJson(content.mediaType);
  const faults = context.generator.invalid(content.schema, { ...usable, asText });
  const list = faults.filter(({ value }) => canCarry(content.mediaType, value));
  const { first, further } = sharedOut(byKind(list), shareOf(operation, content, context.model), MOST_PER_BODY);
  const what = `faults of the ${content.mediaType} body`;
  const { leftOut } = capped(list, MOST_PER_BODY, operation, STRATEGY, what);
  const caseFor = ({ value, at, keyword, says, clause }: InvalidValue) => {
    const body = { content, value: keepIds(base, value) };
    const fault: Fault = { in: 'body', at, keyword, clause };
    return reject(operation, context, { ...plain, body }, `body ${at || '(whole)'}: ${says}`, fault);
  };
  return { first: first.map(caseFor), further: further.map(caseFor), leftOut };
}

function keepIds(base: Value | undefined, value: Value['plain']): Value {
  return base ? like(base, value) : plainly(value);
}

/** Faults of the message as a whole: no body, broken JSON, an undeclared media type, a parameter twice. */
function ofMessage(operation: Operation, plain: Blank, context: PlanContext): readonly Case[] {
  return [
    ...withoutBody(operation, plain, context),
    ...broken(operation, plain, context),
    ...otherMediaType(operation, plain, context),
    ...repeated(operation, plain, context),
    ...foreignMethod(operation, plain, context),
  ];
}

function withoutBody(operation: Operation, plain: Blank, context: PlanContext): readonly Case[] {
  if (!operation.requestBody?.required) return [];
  const fault: Fault = { in: 'body', at: '', keyword: 'required', clause: operation.requestBody.ref };
  return [reject(operation, context, { parameters: plain.parameters }, 'the required body is missing', fault)];
}

function broken(operation: Operation, plain: Blank, context: PlanContext): readonly Case[] {
  const faulty = brokenBody(operation, plain);
  return faulty ? [reject(operation, context, faulty.blank, faulty.says, faulty.fault)] : [];
}

function otherMediaType(operation: Operation, plain: Blank, context: PlanContext): readonly Case[] {
  const declared = operation.requestBody?.content ?? [];
  const content = declared.find(({ mediaType }) => isJson(mediaType) && !mediaType.includes('*'));
  const mediaType = ['application/xml', 'text/plain'].find(
    (type) => !declared.some((other) => covers(other.mediaType, type)),
  );
  if (!content || !mediaType) return [];
  const blank: Blank = { ...plain, body: { content, mediaType, text: '<data/>' } };
  const fault: Fault = { in: 'media-type', at: mediaType, keyword: 'content', clause: rfc(9110, '15.5.16') };
  const steps = [stepOf(operation, requestOf(operation, blank))];
  const title = `the body is sent as ${mediaType}, which is not described`;
  return [caseOf(operation, STRATEGY, context, { title, intent: 'observe', steps, fault })];
}

function covers(range: string, type: string): boolean {
  return range === type || range === '*/*' || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)));
}

/** The first scalar query parameter, given twice with different values: no standard says what then holds. */
function repeated(operation: Operation, plain: Blank, context: PlanContext): readonly Case[] {
  const parameter = describable(operation, context).find(({ in: place }) => place === 'query');
  const first = parameter && context.generator.valid(parameter.schema).filter(({ value }) => travels(parameter, value));
  const [one, other] = (first ?? []).filter(({ value }) => typeof value !== 'object' || value === null);
  if (!parameter || !one || !other) return [];
  const request = requestOf(operation, withParameter(plain, parameter, plainly(one.value)));
  const again = requestOf(operation, withParameter(plain, parameter, plainly(other.value)));
  const extra = again.query.filter(([name]) => name === parameter.name);
  const steps = [stepOf(operation, { ...request, query: [...request.query, ...extra] })];
  return [caseOf(operation, STRATEGY, context, { title: `query ${parameter.name} twice`, intent: 'observe', steps })];
}

/** A method that the path does not describe, asked by the first operation of the path. */
function foreignMethod(operation: Operation, plain: Blank, context: PlanContext): readonly Case[] {
  const { undeclaredMethods, model } = context;
  const siblings = pathsOf(model).at(operation.path);
  const method = (['PATCH', 'PUT'] as const).find((other) => !siblings.some((sibling) => sibling.method === other));
  if (!undeclaredMethods || siblings[0]?.id !== operation.id || !method) return [];
  const request = { ...requestOf(operation, { parameters: plain.parameters }), method };
  const fault: Fault = { in: 'method', at: method, keyword: 'method', clause: rfc(9110, '15.5.6') };
  const title = `${method}, which the path does not describe`;
  return [
    caseOf(operation, STRATEGY, context, { title, intent: 'reject', steps: [stepOf(operation, request)], fault }),
  ];
}
