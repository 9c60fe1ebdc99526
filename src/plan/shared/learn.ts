import { getOrMake } from '../../kernel/get-or-make.ts';
import type { ApiModel } from '../../model/api.ts';
import type { Hole } from '../../model/case.ts';
import { isSafe, type Operation } from '../../model/operation.ts';
import { linkedSource, type Source } from './links.ts';
import { answeredId, type ListOperation, listOperations } from './lists.ts';
import { pathsOf } from './paths.ts';
import type { PlanContext } from './strategy.ts';

/** Where the ids of requests come from. */
export interface Teacher {
  /** The hole for a path parameter: ids of the collection that its place stands in, as listed, linked or created; undefined when no operation answers them. */
  forPath(operation: Operation, name: string, slot: number, fallback: string): Hole | undefined;
  /** The hole for a member or parameter called `participant_id`, `participantId` …: ids of the resource it is named after. */
  forName(name: string, fallback: string): Hole | undefined;
}

/**
 * Which resource a case picks. Cases that change nothing share one; the plain request of each operation, its refused ones and its
 * boundary cases each have their own, so that no case consumes the resource of another.
 */
export const SLOT = { plain: 0, refused: 1, boundary: 2 } as const;

const teachers = new WeakMap<PlanContext, Teacher>();

/** The teacher of a plan; made once. */
export function teacherOf(context: PlanContext): Teacher {
  const known = teachers.get(context) ?? createTeacher(context);
  teachers.set(context, known);
  return known;
}

function createTeacher(context: PlanContext): Teacher {
  const lists = listOperations(context.model);
  const byPath = new Map([...lists].reverse().map((list) => [list.operation.path, list]));
  const byStem = new Map<string, { readonly list: ListOperation | undefined }>();
  return {
    forPath(operation, name, slot, fallback) {
      const prefix = prefixOf(operation.path, name);
      if (!prefix) return undefined;
      const pick =
        isSafe(operation.method) || isInnerPlace(operation, name) ? 0 : pickOf(context, operation, prefix, slot);
      const list = byPath.get(prefix);
      const member = list && idMember(list, name);
      if (list && member) return holeIn(list, member, pick, fallback);
      const { producer, pointer } = sourceOf(context.model, operation, name, prefix) ?? {};
      return producer && pointer !== undefined
        ? { $hole: { from: 'list', operation: producer.id, pointer, pick, fallback } }
        : undefined;
    },
    forName(name, fallback) {
      const stem = stemOf(name);
      const list = stem && getOrMake(byStem, stem, () => ({ list: resourceOf(lists, stem) })).list;
      const member = list && idMember(list, 'id');
      return list && member ? holeIn(list, member, 0, fallback) : undefined;
    },
  };
}

/** Where no list tells: what the document links, else the id that creating one answers. */
function sourceOf(model: ApiModel, operation: Operation, name: string, prefix: string): Source | undefined {
  const linked = linkedSource(model, operation, name);
  if (linked) return linked;
  const producer = pathsOf(model)
    .at(prefix)
    .find(({ method }) => method === 'POST');
  const pointer = producer && answeredId(model, producer, [name, camel(name), snake(name), 'id', 'uuid']);
  return producer && pointer !== undefined ? { producer, pointer } : undefined;
}

function holeIn(list: ListOperation, member: string, pick: number, fallback: string): Hole {
  const pointer = `${list.items}/${member}`;
  return { $hole: { from: 'list', operation: list.operation.id, pointer, pick, fallback } };
}

/** `/a/b` for the parameter `id` of `/a/b/{id}/c`. */
function prefixOf(path: string, name: string): string | undefined {
  const at = path.indexOf(`/{${name}}`);
  return at > 0 ? path.slice(0, at) : undefined;
}

/** Ids further right were listed below the first resource: it must stay the one that the list was read of. */
function isInnerPlace(operation: Operation, name: string): boolean {
  const at = operation.path.indexOf(`/{${name}}`);
  return operation.path.slice(at + name.length + 3).includes('{');
}

/** Operations that change resources of one collection take turns. */
function pickOf(context: PlanContext, operation: Operation, prefix: string, slot: number): number {
  const rivals = pathsOf(context.model)
    .inside(prefix)
    .filter((other) => !isSafe(other.method));
  const turn = rivals.findIndex((other) => other.id === operation.id);
  return Math.max(0, turn) + slot * Math.max(1, rivals.length);
}

function idMember(list: ListOperation, name: string): string | undefined {
  return [name, camel(name), snake(name), 'id', 'uuid'].find((candidate) => list.members.has(candidate));
}

/** `participant` for `participant_id` and `participantId`; undefined for other names. */
function stemOf(name: string): string | undefined {
  const match = /^(.+)_id$/.exec(snake(name));
  return match?.[1];
}

/** The list of resources called like the stem, else like the end of it (`secondary_delivery_partner`); the shortest path wins. */
function resourceOf(lists: readonly ListOperation[], stem: string): ListOperation | undefined {
  const open = lists.filter(({ operation }) => !operation.path.includes('{'));
  const ranked = open.flatMap((list) => {
    const names = list.operation.path.split('/').map((segment) => singular(snake(segment)));
    const exact = names.some((name) => name === stem || name.endsWith(`_${stem}`));
    const within = names.some((name) => name.length > 3 && stem.endsWith(`_${name}`));
    return exact || within ? [{ list, order: (exact ? 0 : 1_000_000) + list.operation.path.length }] : [];
  });
  return ranked.sort((a, b) => a.order - b.order)[0]?.list;
}

function snake(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase();
}

function camel(name: string): string {
  return name.replace(/[_-]([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function singular(word: string): string {
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}
