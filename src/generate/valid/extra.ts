import type { Json } from '../../kernel/json.ts';
import { patternSamples } from '../shared/pattern.ts';
import type { View } from '../shared/view.ts';
import type { Workshop } from '../shared/workshop.ts';
import { fitLength } from './text.ts';

/** One member for each pattern of names: a name that matches and is not declared, and what its value must satisfy. */
export function patternMembers(workshop: Workshop, view: View): readonly (readonly [string, View])[] {
  return view.namePatterns.flatMap(({ pattern, handle }) => {
    const names = patternSamples(pattern).filter((name) => name !== '' && !view.properties.has(name));
    const name = names.find((one) => /^[\w-]+$/.test(one)) ?? names[0];
    return name === undefined ? [] : [[name, workshop.view([handle])] as const];
  });
}

/** So many undeclared members that the schema allows, none of `taken`; fewer when names or values cannot be made. */
export function extraMembers(
  workshop: Workshop,
  view: View,
  count: number,
  taken: ReadonlySet<string>,
  valueOfView: (child: View) => Json | undefined,
): readonly (readonly [string, Json])[] {
  if (count <= 0) return [];
  if (view.extras?.value === 'closed') return matchingMembers(workshop, view, count, taken, valueOfView);
  const child = extraView(workshop, view);
  const value = child ? valueOfView(child) : 'text';
  if (value === undefined) return [];
  const names = extraNames(workshop, view, count + taken.size).filter((name) => !taken.has(name));
  return names.slice(0, count).map((name) => [name, value] as const);
}

/** Where only patterns allow more members, those. */
function matchingMembers(
  workshop: Workshop,
  view: View,
  count: number,
  taken: ReadonlySet<string>,
  valueOfView: (child: View) => Json | undefined,
): readonly (readonly [string, Json])[] {
  const made = view.namePatterns.flatMap(({ pattern, handle }) => {
    const value = valueOfView(workshop.view([handle]));
    const names = patternSamples(pattern).filter((name) => !view.properties.has(name) && !taken.has(name));
    return value === undefined ? [] : names.map((name) => [name, value] as const);
  });
  return made.slice(0, count);
}

/** What undeclared members must satisfy, when the schema says. */
export function extraView(workshop: Workshop, view: View): View | undefined {
  const extras = view.extras?.value;
  return extras && extras !== 'closed' ? workshop.view(extras) : undefined;
}

/** Names of undeclared members that `propertyNames` allows. */
function extraNames(workshop: Workshop, view: View, count: number): readonly string[] {
  const numbered = Array.from({ length: count }, (_, index) => `extra${index + 1}`);
  const free = ['additional_member', ...numbered].filter((name) => !view.properties.has(name));
  if (view.propertyNames.length === 0) return free;
  const names = workshop.view(view.propertyNames);
  const members = (names.members?.value ?? []).filter((name) => typeof name === 'string');
  const lettered = Array.from({ length: count }, (_, index) =>
    fitLength(names, 'abcdefghijklmnopqrstuvwxyz'.slice(0, index + 1)),
  );
  const drawn = names.patterns.flatMap(({ value }) => patternSamples(value));
  const all = [...free, ...members, ...drawn, ...lettered].filter((name) => !view.properties.has(name));
  return [...new Set(all)].filter((name) => workshop.accepts(names, name));
}
