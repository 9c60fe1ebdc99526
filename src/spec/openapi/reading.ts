import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { pointerOf, valueAt } from '../../kernel/json-pointer.ts';
import type { DocumentFinding, Unsupported } from '../../model/api.ts';
import type { SchemaHandle } from '../../model/schema.ts';
import type { SpecRef } from '../../model/spec-ref.ts';
import { Dialect } from './dialect/dialect.ts';
import type { SchemaDialect } from './dialect/schema-dialect.ts';
import { locate } from './locate.ts';

/** The dialects of OpenAPI that are read. */
export type OpenApiVersion = SchemaDialect;

/** A value of the document and its own place, references followed. */
export interface Located {
  readonly value: JsonObject;
  readonly pointer: string;
}

/** One reading of one document: resolves references, translates schemas on first use, and collects what is wrong. */
export class Reading {
  readonly root: JsonObject;
  readonly digest: string;
  readonly version: OpenApiVersion;
  readonly findings: DocumentFinding[] = [];
  readonly unsupported: Unsupported[] = [];
  /** References outside schemas that lead nowhere: the place that holds each to the reference as written. */
  readonly allBroken = new Map<string, string>();
  readonly dialect: Dialect;
  readonly #reported = new Set<string>();
  #brokenHere: string[] = [];

  constructor(root: JsonObject, digest: string, version: OpenApiVersion) {
    this.root = root;
    this.digest = digest;
    this.version = version;
    this.dialect = new Dialect(root, version, (code, pointer, message, severity) =>
      this.report(code, pointer, message, severity),
    );
  }

  /** The clause at a pointer. */
  ref(pointer: string): SpecRef {
    return { kind: 'document', document: this.digest, pointer };
  }

  /** Record a defect of the document that was repaired; the same one again is not recorded twice. */
  report(code: string, pointer: string, message: string, severity: DocumentFinding['severity'] = 'warning'): void {
    if (!this.#isNew(`${code} ${pointer} ${message}`)) return;
    this.findings.push({ code, severity, message, ref: this.ref(pointer), disables: [] });
  }

  /** Record something described that no case can be made of. */
  leaveOut(what: string, reason: string, pointer: string): void {
    if (!this.#isNew(`${what} ${pointer}`)) return;
    this.unsupported.push({ what, reason, ref: this.ref(pointer) });
  }

  /** The object at a pointer with references followed; undefined, and remembered or reported, where there is none. */
  resolve(pointer: string): Located | undefined {
    let here = pointer;
    const seen = new Set<string>();
    for (;;) {
      const value = valueAt(this.root, here);
      if (!isJsonObject(value)) {
        this.report('object-expected', here, 'an object is expected here; ignored');
        return undefined;
      }
      const reference = value['$ref'];
      if (typeof reference !== 'string') return { value, pointer: here };
      const target = locate(this.root, reference);
      if (target === undefined || seen.has(target)) {
        this.allBroken.set(here, reference);
        this.#brokenHere.push(here);
        return undefined;
      }
      seen.add(target);
      here = target;
    }
  }

  /** The broken references met since the last call. */
  takeBroken(): readonly string[] {
    const taken = this.#brokenHere;
    this.#brokenHere = [];
    return taken;
  }

  /** Put a schema of our own at an extension of an object of the document, once. */
  addSchema(pointer: string, schema: JsonObject): void {
    const cut = pointer.lastIndexOf('/');
    const owner = valueAt(this.root, pointer.slice(0, cut)) as Record<string, Json> | undefined;
    if (owner) owner[pointer.slice(cut + 1)] ??= schema;
  }

  /** A handle on the schema at a pointer, translated to JSON Schema 2020-12 in place. */
  schema(pointer: string): SchemaHandle {
    this.dialect.translateAt(pointer);
    return { document: this.digest, pointer };
  }

  #isNew(key: string): boolean {
    if (this.#reported.has(key)) return false;
    this.#reported.add(key);
    return true;
  }
}

/** A member of an object: name, value, pointer. */
export type Member = readonly [name: string, value: Json, pointer: string];

/** The members of the object at a pointer, whatever their names; none for anything else. */
export function membersAt(root: JsonObject, pointer: string): Member[] {
  const value = valueAt(root, pointer);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).map(([name, member]) => [name, member, pointer + pointerOf([name])] as const);
}

/** The members at a pointer without specification extensions, for the objects that may be extended. */
export function membersBesideExtensions(root: JsonObject, pointer: string): Member[] {
  return membersAt(root, pointer).filter(([name]) => !name.startsWith('x-'));
}

/** A text member, or a default. */
export function textMember(value: JsonObject, member: string, fallback = ''): string {
  const found = value[member];
  return typeof found === 'string' ? found : fallback;
}
