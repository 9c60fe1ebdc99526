import { isJsonObject, type Json, type JsonObject } from '../kernel/json.ts';
import type { BodyEncoding, MemberEncoding } from '../model/operation.ts';

const SEPARATORS = { form: ',', spaceDelimited: ' ', pipeDelimited: '|', deepObject: ',' } as const;

type Pair = [name: string, value: string];

/** The pairs of a URL-encoded form: lists repeat their name and objects travel as JSON, unless an encoding says otherwise. */
export function formPairs(form: JsonObject, encoding: BodyEncoding): Pair[] {
  return Object.entries(form).flatMap(([name, value]) => {
    const how = Object.hasOwn(encoding, name) ? encoding[name] : undefined;
    if (Array.isArray(value)) return listPairs(name, value, how);
    return isJsonObject(value) && how?.style
      ? memberPairs(name, value, how)
      : [[name, memberText(value)] satisfies Pair];
  });
}

/** A member of a form as text: texts as they stand, everything else as JSON. */
export function memberText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function listPairs(name: string, items: readonly Json[], how: MemberEncoding | undefined): Pair[] {
  const texts = items.map(memberText);
  if (how?.explode === false) return [[name, texts.join(SEPARATORS[how.style ?? 'form'])]];
  return texts.map((text) => [name, text]);
}

function memberPairs(name: string, value: JsonObject, { style = 'form', explode }: MemberEncoding): Pair[] {
  const members = Object.entries(value).map(([key, member]): Pair => [key, memberText(member)]);
  if (style === 'deepObject') return members.map(([key, text]) => [`${name}[${key}]`, text]);
  return explode === false ? [[name, members.flat().join(SEPARATORS[style])]] : members;
}
