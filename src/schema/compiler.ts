import type { AnySchema, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { messageOf } from '../kernel/error.ts';
import type { Json } from '../kernel/json.ts';
import { valueAt } from '../kernel/json-pointer.ts';
import type { SchemaDocument } from '../model/schema.ts';
import type { Direction } from './contract.ts';
import { FORMATS } from './formats.ts';
import { Places } from './places.ts';
import { type Preparation, prepare } from './prepare.ts';
import { unionKeywords } from './union.ts';

/** A compiled schema, or why there is none. */
export type Compiled =
  | { readonly kind: 'compiled'; readonly check: ValidateFunction }
  | { readonly kind: 'uncompilable'; readonly reason: string };

/** Compiles schemas of one document for one direction, each place once, and only the places that are asked for or referred to. */
export class Compiler {
  readonly places = new Places();
  readonly #ajv = newAjv();
  readonly #document: SchemaDocument;
  readonly #preparation: Preparation;
  readonly #keys = new Map<string, string>();
  readonly #referred = new Set<string>();
  readonly #broken = new Map<string, string>();
  readonly #waiting: string[] = [];
  readonly #compiled = new Map<string, Compiled>();

  constructor(document: SchemaDocument, direction: Direction) {
    this.#document = document;
    this.#preparation = { document, direction, places: this.places, keyOf: (pointer) => this.#refer(pointer) };
  }

  /** The validator at a pointer; a place that does not exist accepts everything. */
  compile(pointer: string): Compiled {
    const known = this.#compiled.get(pointer);
    if (known) return known;
    const compiled = this.#compile(pointer);
    this.#compiled.set(pointer, compiled);
    return compiled;
  }

  #compile(pointer: string): Compiled {
    try {
      const key = this.#keyOf(pointer);
      this.#prepareWaiting();
      const check = this.#ajv.getSchema(key);
      if (check) return { kind: 'compiled', check };
      return { kind: 'uncompilable', reason: this.#broken.get(key) ?? `there is no schema at #${pointer}` };
    } catch (thrown) {
      return { kind: 'uncompilable', reason: this.#explain(messageOf(thrown)) };
    }
  }

  #refer(pointer: string): string {
    this.#referred.add(pointer);
    return this.#keyOf(pointer);
  }

  #keyOf(pointer: string): string {
    const known = this.#keys.get(pointer);
    if (known) return known;
    const key = `place:${this.#keys.size}`;
    this.#keys.set(pointer, key);
    this.#waiting.push(pointer);
    return key;
  }

  #prepareWaiting(): void {
    for (let pointer = this.#waiting.pop(); pointer !== undefined; pointer = this.#waiting.pop()) {
      const key = this.#keyOf(pointer);
      try {
        this.#ajv.addSchema(this.#prepareAt(pointer), key);
      } catch (thrown) {
        this.#broken.set(key, `#${pointer}: ${messageOf(thrown)}`);
      }
    }
  }

  #prepareAt(pointer: string): AnySchema {
    const schema = valueAt(this.#document.root, pointer);
    if (schema === undefined && this.#referred.has(pointer)) throw new Error('the reference leads nowhere');
    return prepare(schema as Json | undefined, pointer, this.#preparation);
  }

  /** Name the broken place behind a reference that could not be followed. */
  #explain(message: string): string {
    const key = /place:\d+/.exec(message)?.[0] ?? '';
    return this.#broken.get(key) ?? message;
  }
}

function newAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    verbose: true,
    meta: false,
    validateSchema: false,
    addUsedSchema: false,
    inlineRefs: false,
    logger: false,
    multipleOfPrecision: 9,
    ownProperties: true,
    formats: FORMATS,
    code: { regExp: lenientRegExp, optimize: false },
  });
  for (const keyword of unionKeywords) ajv.removeKeyword(String(keyword.keyword)).addKeyword(keyword);
  return ajv;
}

/** Patterns are ECMA-262 with Unicode; those that only older syntax allows (`\-`) are read without it. */
const lenientRegExp = Object.assign(
  (pattern: string, flags: string): RegExp => {
    try {
      return new RegExp(pattern, flags);
    } catch {
      return new RegExp(pattern);
    }
  },
  { code: 'lenientRegExp' },
);
