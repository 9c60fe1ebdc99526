import type { InvalidValue } from '../../generate/index.ts';
import { getOrMake } from '../../kernel/get-or-make.ts';
import { interleave } from '../../kernel/interleave.ts';
import type { ApiModel } from '../../model/api.ts';
import type { MediaTypeContent, Operation, Parameter } from '../../model/operation.ts';
import { followRefs, type SchemaHandle } from '../../model/schema.ts';

/** Faults by what they add to each other. */
export interface FaultsByKind {
  /** One per keyword and place: first one of each keyword, then the second place of each, and so on. */
  readonly first: readonly InvalidValue[];
  /** More of the same keyword at the same place, in the same order. */
  readonly further: readonly InvalidValue[];
}

/** Put the faults in an order whose beginning shows as many different ones as possible. */
export function byKind(faults: readonly InvalidValue[]): FaultsByKind {
  const seen = new Set<string>();
  const first: InvalidValue[] = [];
  const further: InvalidValue[] = [];
  for (const fault of faults) {
    const kind = `${fault.keyword} ${fault.at}`;
    (seen.has(kind) ? further : first).push(fault);
    seen.add(kind);
  }
  return { first: inTurns(first), further: inTurns(further) };
}

function inTurns(faults: readonly InvalidValue[]): readonly InvalidValue[] {
  const byKeyword = new Map<string, InvalidValue[]>();
  for (const fault of faults) getOrMake(byKeyword, fault.keyword, () => []).push(fault);
  return interleave([...byKeyword.values()]);
}

/** Which of the operations that take the same input this one is. */
export interface Share {
  readonly index: number;
  readonly count: number;
}

/** The place of an operation among those whose body of this media type has the same schema. */
export function shareOf(operation: Operation, content: MediaTypeContent, model: ApiModel): Share {
  return placeAmong(model, operation, bodyKey(model, content));
}

/** The place of an operation among those that take a parameter of this name, place and schema. */
export function shareOfParameter(operation: Operation, parameter: Parameter, model: ApiModel): Share {
  return placeAmong(model, operation, parameterKey(model, parameter));
}

function placeAmong(model: ApiModel, operation: Operation, key: string): Share {
  const sharing = sharers(model).get(key) ?? [];
  return { index: Math.max(0, sharing.indexOf(operation.id)), count: Math.max(1, sharing.length) };
}

const known = new WeakMap<ApiModel, Map<string, string[]>>();

function sharers(model: ApiModel): Map<string, string[]> {
  return getOrMake(known, model, () => {
    const found = new Map<string, string[]>();
    for (const { id, requestBody, parameters } of model.operations) {
      const keys = [
        ...(requestBody?.content ?? []).flatMap((content) => (content.schema ? bodyKey(model, content) : [])),
        ...parameters.map((parameter) => parameterKey(model, parameter)),
      ];
      for (const key of new Set(keys)) getOrMake(found, key, () => []).push(id);
    }
    return found;
  });
}

function bodyKey(model: ApiModel, { mediaType, schema }: MediaTypeContent): string {
  return schema ? `${mediaType} ${schemaKey(model, schema)}` : mediaType;
}

function parameterKey(model: ApiModel, { in: place, name, schema }: Parameter): string {
  return `${place} ${name} ${schemaKey(model, schema)}`;
}

function schemaKey(model: ApiModel, schema: SchemaHandle): string {
  const { document, pointer } = followRefs(model.schemaDocuments, schema);
  return `${document}#${pointer}`;
}

/** As many faults as each of the operations must send so that together they send all; at most `most`. */
export function roomFor({ first, further }: FaultsByKind, { count }: Share, most: number): number {
  const core = new Set(first.map(({ keyword }) => keyword)).size;
  return Math.min(most, core + Math.ceil((first.length + further.length - core) / count));
}

/**
 * The faults that one operation sends: the first of each keyword, then its own slice of all others, then what the rest of its room
 * allows; what it has no room for, an operation that takes the same input sends.
 */
export function sharedOut({ first, further }: FaultsByKind, { index, count }: Share, room: number): FaultsByKind {
  const keywords = new Set<string>();
  const core = first.filter(({ keyword }) => !keywords.has(keyword) && keywords.add(keyword));
  const others = [...first, ...further].filter((fault) => !core.includes(fault));
  const isOwn = (_: InvalidValue, at: number) => at % count === index;
  const ordered = [...core, ...others.filter(isOwn), ...others.filter((fault, at) => !isOwn(fault, at))];
  const kept = new Set(ordered.slice(0, room));
  return { first: first.filter((fault) => kept.has(fault)), further: further.filter((fault) => kept.has(fault)) };
}
