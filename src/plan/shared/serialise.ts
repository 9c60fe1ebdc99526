import { isJsonObject } from '../../kernel/json.ts';
import { type Hole, isHole, type JsonTemplate, type TemplateValue } from '../../model/case.ts';
import type { Parameter } from '../../model/operation.ts';

/** A parameter as it travels: the text of its path place, or name and value pairs. */
export type Serialised =
  | { readonly kind: 'text'; readonly text: TemplateValue }
  | { readonly kind: 'pairs'; readonly pairs: readonly (readonly [string, TemplateValue])[] };

/** Serialise a parameter's value by its style (OpenAPI 3.1 §4.8.12.4); a hole keeps its place where it stands alone, else its fallback is written. */
export function serialise(parameter: Parameter, value: JsonTemplate): Serialised {
  if (parameter.mediaType !== undefined) return byMediaType(parameter, value);
  switch (parameter.style) {
    case 'simple':
    case 'label':
    case 'matrix':
      return inParameterPlace(parameter, inSegment(parameter, value));
    default:
      return { kind: 'pairs', pairs: inPairs(parameter, value) };
  }
}

function inParameterPlace(parameter: Parameter, text: TemplateValue): Serialised {
  if (parameter.in === 'path') return { kind: 'text', text };
  const name = parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name;
  return { kind: 'pairs', pairs: [[name, text]] };
}

function byMediaType(parameter: Parameter, value: JsonTemplate): Serialised {
  const isJson = /[/+]json\b/.test(parameter.mediaType ?? '');
  return inParameterPlace(parameter, isJson ? JSON.stringify(bare(value)) : scalar(bare(value)));
}

function inSegment(parameter: Parameter, value: JsonTemplate): TemplateValue {
  const { style, explode, name } = parameter;
  const items = itemsOf(value);
  const members = membersOf(value);
  if (style === 'simple') {
    if (items) return items.map(plainScalar).join(',');
    if (members) return explode ? members.map(joined).join(',') : members.flat().map(plainScalar).join(',');
    return scalarOrHole(value);
  }
  if (style === 'label') {
    if (items) return `.${items.map(plainScalar).join(explode ? '.' : ',')}`;
    if (members) return `.${explode ? members.map(joined).join('.') : members.flat().map(plainScalar).join(',')}`;
    return `.${plainScalar(value)}`;
  }
  if (items)
    return explode
      ? items.map((item) => `;${name}=${plainScalar(item)}`).join('')
      : `;${name}=${items.map(plainScalar).join(',')}`;
  if (members)
    return explode
      ? members.map((member) => `;${joined(member)}`).join('')
      : `;${name}=${members.flat().map(plainScalar).join(',')}`;
  return `;${name}=${plainScalar(value)}`;
}

function inPairs(parameter: Parameter, value: JsonTemplate): readonly (readonly [string, TemplateValue])[] {
  const { style, explode, name } = parameter;
  const items = itemsOf(value);
  const members = membersOf(value);
  if (style === 'deepObject')
    return members ? members.flatMap(([key, member]) => deep(`${name}[${key}]`, member)) : deep(name, value);
  const separator = style === 'spaceDelimited' ? ' ' : style === 'pipeDelimited' ? '|' : ',';
  if (items) {
    if (explode) return items.map((item) => [name, scalarOrHole(item)] as const);
    return [[name, items.map(plainScalar).join(separator)]];
  }
  if (members) {
    if (explode) return members.map(([key, member]) => [key, scalarOrHole(member)] as const);
    return [[name, members.flat().map(plainScalar).join(separator)]];
  }
  return [[name, scalarOrHole(value)]];
}

/** Nested members and items below deepObject are undefined by OpenAPI; brackets and repetition are what servers read. */
function deep(name: string, value: JsonTemplate): readonly (readonly [string, TemplateValue])[] {
  const members = membersOf(value);
  if (members) return members.flatMap(([key, member]) => deep(`${name}[${key}]`, member));
  return (itemsOf(value) ?? [value]).map((item) => [name, scalarOrHole(item)] as const);
}

function itemsOf(value: JsonTemplate): readonly JsonTemplate[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

function membersOf(value: JsonTemplate): readonly (readonly [string, JsonTemplate])[] | undefined {
  return isJsonObject(value) && !isHole(value) ? Object.entries(value as { [name: string]: JsonTemplate }) : undefined;
}

function joined([name, value]: readonly [string, JsonTemplate]): string {
  return `${name}=${plainScalar(value)}`;
}

function scalarOrHole(value: JsonTemplate): string | Hole {
  return isHole(value) ? value : plainScalar(value);
}

function plainScalar(value: JsonTemplate): string {
  return scalar(bare(value));
}

function scalar(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

function bare(value: JsonTemplate): unknown {
  return JSON.parse(JSON.stringify(value), (_key, member) => (isHole(member) ? member.$hole.fallback : member));
}
