import type { Json } from '../kernel/json.ts';
import type { Case } from '../model/case.ts';
import type { Operation, Parameter } from '../model/operation.ts';
import { isOffsetName, isPageNumberName, isSizeName } from '../model/page-parameters.ts';
import { describable, plainRequest, requestOf } from './shared/blank.ts';
import { caseOf, stepOf } from './shared/case-of.ts';
import { SLOT } from './shared/learn.ts';
import { listOf } from './shared/lists.ts';
import { listed } from './shared/sources.ts';
import type { PlanContext, Strategy } from './shared/strategy.ts';
import { plainly } from './shared/value.ts';

const STRATEGY = 'pages';

/** Pages of one list in a row. */
export const pages: Strategy = {
  id: STRATEGY,
  title: 'Pages in a row',
  rationale:
    'Only several pages of one list, held against each other, show an item twice, an item lost or an end that is none.',
  priority: 3,
  sources(operation, context) {
    const made = listOf(context.model, operation) ? pagesOf(operation, context) : undefined;
    return made ? listed(operation, STRATEGY, [made]) : [];
  },
};

/** A place where a paging value goes: a parameter, or a member of an object parameter. */
interface Place {
  readonly parameter: Parameter;
  readonly member?: string;
  readonly isOffset: boolean;
}

const SIZES = [2, 3, 5, 10];
const BEYOND = [9_999, 1_000, 100];

/** A long page, its two halves, and a page that should lie beyond the end. */
function pagesOf(operation: Operation, context: PlanContext): Case | undefined {
  const size = placeFor(operation, context, isSizeName);
  const position = placeFor(operation, context, (name) => isOffsetName(name) || isPageNumberName(name));
  const plain = plainRequest(operation, context, SLOT.plain);
  if (!size || !position || plain.kind === 'impossible') return undefined;
  const requestFor = (count: number, at: number) => {
    const values = valuesOf(size, count, position, at);
    if (![...values].every(([{ schema }, value]) => context.generator.accepts(schema, value))) return undefined;
    const parameters = new Map(plain.blank.parameters);
    for (const [parameter, value] of values) parameters.set(parameter, plainly(value));
    return requestOf(operation, { ...plain.blank, parameters });
  };
  const first = position.isOffset ? 0 : 1;
  for (const count of SIZES) {
    const second = position.isOffset ? count : 2;
    const requests = [requestFor(count * 2, first), requestFor(count, first), requestFor(count, second)];
    const beyond = BEYOND.flatMap((at) => requestFor(count, at) ?? [])[0];
    const steps = [...requests, beyond].flatMap((request) => (request ? [stepOf(operation, request)] : []));
    if (requests.some((request) => !request)) continue;
    return caseOf(operation, STRATEGY, context, { title: 'pages add up to the list', intent: 'observe', steps });
  }
  return undefined;
}

function valuesOf(size: Place, count: number, position: Place, at: number): ReadonlyMap<Parameter, Json> {
  const values = new Map<Parameter, Json>();
  for (const [{ parameter, member }, value] of [
    [size, count],
    [position, at],
  ] as const) {
    const before = values.get(parameter);
    values.set(
      parameter,
      member === undefined ? value : { ...(typeof before === 'object' ? before : {}), [member]: value },
    );
  }
  return values;
}

function placeFor(operation: Operation, context: PlanContext, fits: (name: string) => boolean): Place | undefined {
  for (const parameter of describable(operation, context)) {
    if (parameter.in !== 'query') continue;
    const { name } = parameter;
    const members = context.generator.members(parameter.schema).filter(({ at }) => at.split('/').length === 2);
    const member = members.find((candidate) => fits(`${name}[${candidate.name}]`))?.name;
    if (member !== undefined && parameter.style === 'deepObject') {
      return { parameter, member, isOffset: isOffsetName(`${name}[${member}]`) };
    }
    if (members.length === 0 && fits(name)) return { parameter, isOffset: isOffsetName(name) };
  }
  return undefined;
}
