import { isJsonObject, type Json, type JsonObject } from '../../../kernel/json.ts';
import { PLAIN_KEYWORDS } from '../../../model/schema-keywords.ts';
import type { Report } from './report.ts';
import type { SchemaDialect } from './schema-dialect.ts';

/** Annotations beside a `$ref` that are kept because reading them can do no harm. */
const HARMLESS: ReadonlySet<string> = new Set([
  '$ref',
  'nullable',
  'readOnly',
  'writeOnly',
  'deprecated',
  'description',
  'title',
  'default',
  'example',
]);

/** A reference of OpenAPI 2.0 or 3.0 without its siblings, which that version ignores (OpenAPI 3.0.3 §4.7.23). */
export function withoutSiblings(schema: JsonObject, pointer: string, report: Report): JsonObject {
  if (typeof schema['$ref'] !== 'string') return schema;
  const dropped = Object.keys(schema).filter((keyword) => !HARMLESS.has(keyword) && !keyword.startsWith('x-'));
  if (dropped.length === 0) return schema;
  if (dropped.some((keyword) => PLAIN_KEYWORDS.has(keyword) || isJsonObject(schema[keyword]))) {
    report(
      'reference-siblings-ignored',
      pointer,
      `OpenAPI before 3.1 ignores what stands beside $ref (${dropped.join(', ')}); use allOf to combine`,
      'info',
    );
  }
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !dropped.includes(keyword)));
}

/** The two exclusive bounds with the inclusive bound that a boolean one modifies. */
const BOUNDS = [
  ['exclusiveMinimum', 'minimum'],
  ['exclusiveMaximum', 'maximum'],
] as const;

/** Turn boolean `exclusiveMinimum` and `exclusiveMaximum` into the bounds themselves. */
export function exclusiveBounds(
  translated: Record<string, Json>,
  schema: JsonObject,
  pointer: string,
  version: SchemaDialect,
  report: Report,
): void {
  for (const [exclusive, inclusive] of BOUNDS) {
    if (typeof schema[exclusive] !== 'boolean') continue;
    if (version === '3.1') {
      const message = `a boolean \`${exclusive}\` is OpenAPI 3.0; read as meant. Write the bound itself`;
      report('exclusive-bound-boolean', `${pointer}/${exclusive}`, message);
    }
    const bound = translated[inclusive];
    delete translated[exclusive];
    if (schema[exclusive] !== true || typeof bound !== 'number') continue;
    delete translated[inclusive];
    translated[exclusive] = bound;
  }
}
