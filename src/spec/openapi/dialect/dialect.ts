import { isJsonObject, type Json, type JsonObject } from '../../../kernel/json.ts';
import { pointerOf, valueAt } from '../../../kernel/json-pointer.ts';
import { SCHEMA_KEYWORDS, SCHEMA_LIST_KEYWORDS, SCHEMA_MAP_KEYWORDS } from '../../../model/schema-keywords.ts';
import { locate, referenceTo } from '../locate.ts';
import { admitNull } from './nullable.ts';
import { fromSwagger, ownWordsOfParameter } from './openapi-2-0.ts';
import { exclusiveBounds, withoutSiblings } from './openapi-3-0.ts';
import { repairKeyword } from './repair.ts';
import type { Report } from './report.ts';
import type { SchemaDialect } from './schema-dialect.ts';

/** Translates schemas of OpenAPI 2.0, 3.0 and 3.1 to JSON Schema 2020-12 where they stand, each place once, references included. */
export class Dialect {
  /** References in schemas that lead nowhere: place of the schema to the reference as written. */
  readonly broken = new Map<string, string>();
  readonly #root: JsonObject;
  readonly #version: SchemaDialect;
  readonly #report: Report;
  readonly #done = new Set<string>();
  readonly #waiting: string[] = [];

  constructor(root: JsonObject, version: SchemaDialect, report: Report) {
    this.#root = root;
    this.#version = version;
    this.#report = report;
  }

  /** Translate the schema at a pointer and all that it refers to. */
  translateAt(pointer: string): void {
    this.#waiting.push(pointer);
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) {
      const schema = valueAt(this.#root, next);
      if (next === '' || this.#done.has(next) || schema === undefined) continue;
      replaceAt(this.#root, next, this.#translate(schema as Json, next));
    }
  }

  #translate(value: Json, pointer: string): Json {
    if (this.#done.has(pointer)) return value;
    this.#done.add(pointer);
    if (typeof value === 'boolean') return value;
    if (!isJsonObject(value)) return this.#notASchema(value, pointer);
    const written = this.#version === '2.0' ? fromSwagger(value) : value;
    const reference = written['$ref'] ?? written['$dynamicRef'];
    const local = typeof reference === 'string' ? this.#localise(written, reference, pointer) : written;
    const schema = this.#version === '3.1' ? local : withoutSiblings(local, pointer, this.#report);
    const translated: Record<string, Json> = {};
    for (const [keyword, member] of Object.entries(schema)) this.#keyword(translated, keyword, member, pointer);
    exclusiveBounds(translated, schema, pointer, this.#version, this.#report);
    const own = this.#version === '2.0' ? ownWordsOfParameter(value) : {};
    return this.#nullable({ ...translated, ...own }, schema, pointer);
  }

  #keyword(translated: Record<string, Json>, keyword: string, value: Json, pointer: string): void {
    const at = pointer + pointerOf([keyword]);
    const repaired = repairKeyword(keyword, value, at, this.#version, this.#report);
    if (repaired === undefined) return;
    translated[repaired.keyword] = this.#children(repaired.keyword, repaired.value, at);
  }

  #children(keyword: string, value: Json, at: string): Json {
    if (SCHEMA_KEYWORDS.has(keyword)) return this.#translate(value, at);
    if (SCHEMA_LIST_KEYWORDS.has(keyword) && Array.isArray(value)) {
      return value.map((item: Json, index) => this.#translate(item, `${at}/${index}`));
    }
    if (!SCHEMA_MAP_KEYWORDS.has(keyword) || !isJsonObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, this.#translate(item, at + pointerOf([name]))]),
    );
  }

  #localise(schema: JsonObject, reference: string, pointer: string): JsonObject {
    const { $dynamicRef: _dynamic, ...rest } = schema;
    const target = locate(this.#root, reference);
    if (target === undefined) {
      this.broken.set(pointer, reference);
      return { ...rest, $ref: reference };
    }
    this.#waiting.push(target);
    return { ...rest, $ref: referenceTo(target) };
  }

  #nullable(translated: Record<string, Json>, schema: JsonObject, pointer: string): Json {
    if (typeof schema['nullable'] !== 'boolean') return translated;
    delete translated['nullable'];
    if (!schema['nullable']) return translated;
    if (this.#version === '3.1') {
      const message = '`nullable` means nothing in OpenAPI 3.1; read as meant. Write "null" into `type`';
      this.#report('nullable-in-3.1', `${pointer}/nullable`, message);
    }
    return admitNull(translated, this.#root);
  }

  #notASchema(value: Json, pointer: string): Json {
    const kind = value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`;
    this.#report('schema-invalid', pointer, `expected a schema, found ${kind}; read as a schema that accepts anything`);
    return true;
  }
}

/** Put a value in the place of another; the document is the reading's own copy. */
function replaceAt(root: JsonObject, pointer: string, value: Json): void {
  const cut = pointer.lastIndexOf('/');
  const parent = valueAt(root, pointer.slice(0, cut)) as Record<string, Json> | undefined;
  const name = pointer
    .slice(cut + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');
  if (parent) parent[name] = value;
}
