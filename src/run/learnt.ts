import { isJsonObject } from '../kernel/json.ts';
import { pointerTokens } from '../kernel/json-pointer.ts';
import type { Case, Hole } from '../model/case.ts';
import { isHole } from '../model/case.ts';
import { bodyText, type Exchange, responseOf, type Trace } from '../model/exchange.ts';

/** What accepted answers taught, for the holes of later requests. */
export interface Learnt {
  /** Learn from an accepted answer of an operation that some hole names. */
  observe(operation: string, exchange: Exchange): void;
  /** The value for a hole, `shift` places further on; undefined when nothing was learnt. */
  lookup(hole: Hole, trace: Trace, shift?: number): string | undefined;
}

/** Learns only what the holes of these cases ask for. */
export function createLearnt(cases: Iterable<Case>): Learnt {
  const wanted = new Map<string, Map<string, string[]>>();
  const want = (operation: string, pointer: string) => {
    const pointers = wanted.get(operation) ?? new Map<string, string[]>();
    if (!pointers.has(pointer)) pointers.set(pointer, []);
    wanted.set(operation, pointers);
  };
  for (const hole of holesOf(cases)) if (hole.$hole.operation) want(hole.$hole.operation, hole.$hole.pointer);

  return {
    observe(operation, exchange) {
      const pointers = wanted.get(operation);
      if (!pointers) return;
      const body = jsonBody(exchange);
      for (const [pointer, values] of pointers) {
        for (const value of scalarsAt(body, pointerTokens(pointer))) if (!values.includes(value)) values.push(value);
      }
    },
    lookup({ $hole: hole }, trace, shift = 0) {
      const values =
        hole.from === 'step'
          ? scalarsAt(jsonBody(trace[hole.step ?? 0]), pointerTokens(hole.pointer))
          : (wanted.get(hole.operation ?? '')?.get(hole.pointer) ?? []);
      return values[(hole.pick + shift) % values.length];
    },
  };
}

/** Operations that a case must have heard from before it can be sent. */
export function producersOf(subject: Case): string[] {
  return [...holesOf([subject])].flatMap((hole) => (hole.$hole.operation ? [hole.$hole.operation] : []));
}

function* holesOf(value: unknown): Generator<Hole> {
  if (isHole(value)) yield value;
  else if (typeof value === 'object' && value !== null) {
    const members = Symbol.iterator in value ? (value as Iterable<unknown>) : Object.values(value);
    for (const member of members) yield* holesOf(member);
  }
}

function jsonBody(exchange: Exchange | undefined): unknown {
  const response = exchange && responseOf(exchange);
  if (!response || response.status >= 300) return undefined;
  try {
    return JSON.parse(bodyText(response));
  } catch {
    return undefined;
  }
}

function scalarsAt(value: unknown, tokens: readonly string[]): string[] {
  const [token, ...rest] = tokens;
  if (token === undefined) return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
  if (token === '*' && Array.isArray(value)) return value.flatMap((item) => scalarsAt(item, rest));
  if (Array.isArray(value)) return scalarsAt(value[Number(token)], rest);
  return isJsonObject(value) && Object.hasOwn(value, token) ? scalarsAt(value[token], rest) : [];
}
