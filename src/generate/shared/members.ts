import { pointerOf } from '../../kernel/json-pointer.ts';
import type { Member } from '../generator.ts';
import { plainValue, writableProperties } from '../valid/plain.ts';
import { allows, mainType, type View } from './view.ts';
import { FULL_DEPTH, type Workshop } from './workshop.ts';

/** The members below objects (through every alternative), each place once. */
export function membersOf(workshop: Workshop, view: View): readonly Member[] {
  const found = new Map<string, Member>();
  collect(workshop, view, '', 0, found);
  return [...found.values()];
}

function collect(workshop: Workshop, view: View, at: string, depth: number, found: Map<string, Member>): void {
  if (depth > FULL_DEPTH) return;
  for (const branch of workshop.branches(view)) collect(workshop, branch, at, depth + 1, found);
  if (mainType(view) !== 'object') return;
  for (const [name, child] of writableProperties(workshop, view)) {
    const place = at + pointerOf([name]);
    const format = child.format?.value;
    if (!found.has(place)) {
      const plain = plainValue(workshop, child, depth + 1);
      found.set(place, {
        at: place,
        name,
        required: view.required.has(name),
        text: allows(child, 'string') && mainType(child) === 'string',
        ...(format && { format }),
        ...(plain !== undefined && { plain }),
      });
    }
    collect(workshop, child, place, depth + 1, found);
  }
}
