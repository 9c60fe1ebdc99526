import { valueAt } from '../../kernel/json-pointer.ts';
import { isHole } from '../../model/case.ts';
import type { MediaTypeContent, Operation } from '../../model/operation.ts';
import { type Blank, bodyOf, plainBody } from './blank.ts';
import { isJson } from './media-types.ts';
import type { PlanContext } from './strategy.ts';
import { like, plainly, type Value, withAt } from './value.ts';

/** Text beyond ASCII: two-byte letters, a right-to-left script, a wide script, a character outside the basic plane; shorter ones follow. */
const TEXTS = ['Zoë Ångström עברית 花子 🦔', 'Zoë Å 花 🦔', 'Zoë 花🦔', 'Zoë'];
const OTHER_TEXTS = ['Ærøskøbing Łódź ไทย 東京 🚲', 'Łódź Æ 東 🚲', 'Łód東🚲', 'Łód'];
/** Members that people fill in; codes are better left as they are. */
const FREE =
  /name|title|description|text|comment|note|recipient|label|address|city|street|subject|message|summary|remark/i;

/** The JSON content of an operation's body. */
export function jsonContent(operation: Operation): MediaTypeContent | undefined {
  return operation.requestBody?.content.find(({ mediaType, schema }) => isJson(mediaType) && schema);
}

/** The plain body with text beyond ASCII in a member that people fill in; the plain one where there is none. */
export function tellingBody(operation: Operation, context: PlanContext): Value | undefined {
  const content = jsonContent(operation);
  const plain = content && plainBody(operation, content, context);
  return plain && content ? withText(plain, content, context, TEXTS) : undefined;
}

/** Another valid body than the plain one, with other text. */
export function otherBody(operation: Operation, context: PlanContext): Value | undefined {
  const content = jsonContent(operation);
  const plain = content && plainBody(operation, content, context);
  if (!content?.schema || !plain) return undefined;
  const keep = [...plain.holes.keys()];
  const [first] = context.generator.packed(content.schema, { most: 3, keep });
  const made = first ? bodyOf(first.value, content, context) : plain;
  return withText(made, content, context, OTHER_TEXTS);
}

/** A body that names one member only: the text of the other body, or its first value that differs; undefined when more is required. */
export function partialBody(operation: Operation, context: PlanContext): Value | undefined {
  const content = jsonContent(operation);
  const whole = otherBody(operation, context);
  if (!content?.schema || !whole) return undefined;
  const { schema } = content;
  const members = context.generator.members(schema).filter(({ at }) => isScalar(valueAt(whole.plain, at)));
  const ranked = [...members].sort((a, b) => Number(FREE.test(b.name)) - Number(FREE.test(a.name)));
  for (const { at } of ranked) {
    const value = valueAt(whole.plain, at);
    if (!isScalar(value) || whole.holes.has(at)) continue;
    const made = withAt(plainly({}), at, value);
    if (context.generator.accepts(schema, made.plain)) return made;
  }
  return undefined;
}

/** The other body with one member that breaks its rule: if anything of it is kept, it shows. */
export function refusedBody(operation: Operation, context: PlanContext): Refused | undefined {
  const content = jsonContent(operation);
  const base = otherBody(operation, context) ?? undefined;
  if (!content?.schema || !base || !context.generator.accepts(content.schema, base.plain)) return undefined;
  const { generator } = context;
  const options = { base: base.plain };
  const fault =
    generator.firstInvalid(content.schema, options, ({ at, keyword }) => at !== '' && CERTAIN.has(keyword)) ??
    generator.firstInvalid(content.schema, options, ({ at }) => at !== '');
  return fault && { value: like(base, fault.value), says: `body ${fault.at}: ${fault.says}` };
}

/** A body that must be refused, and why. */
export interface Refused {
  readonly value: Value;
  readonly says: string;
}

const CERTAIN = new Set(['enum', 'minimum', 'maximum', 'pattern', 'maxLength', 'minLength', 'format']);

/** A blank with another body of the operation's JSON content. */
export function withBody(operation: Operation, blank: Blank, value: Value | undefined): Blank {
  const content = jsonContent(operation);
  return content && value ? { ...blank, body: { content, value } } : blank;
}

function withText(value: Value, content: MediaTypeContent, context: PlanContext, texts: readonly string[]): Value {
  const { schema } = content;
  if (!schema) return value;
  const members = context.generator
    .members(schema)
    .filter(({ at, text, format }) => text && format === undefined && typeof valueAt(value.plain, at) === 'string')
    .filter(({ at, name }) => FREE.test(name) && !value.holes.has(at));
  for (const { at } of members) {
    for (const text of texts) {
      const made = withAt(value, at, text);
      if (context.generator.accepts(schema, made.plain)) return made;
    }
  }
  return value;
}

function isScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value) && !isHole(value);
}
