import { messageOf } from '../../kernel/error.ts';
import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import type { SpecSource } from '../spec-format.ts';

/** One document in which every reference that can be resolved is local, and what was said of the others. */
export interface Bundle {
  readonly root: JsonObject;
  /** Why each file that could not be read could not be. */
  readonly failures: readonly string[];
}

/** Bring the files that a document refers to into it; a document without such references is only copied. */
export async function bundle(source: SpecSource, root: JsonObject): Promise<Bundle> {
  const copy = structuredCopy(root);
  return refersOutside(copy) ? bundleFiles(source, copy) : { root: copy, failures: [] };
}

async function bundleFiles(source: SpecSource, root: JsonObject): Promise<Bundle> {
  const { default: SwaggerParser } = await import('@apidevtools/swagger-parser');
  const parser = new SwaggerParser();
  const neighbour = { order: 1, canRead: true, read: (file: { url: string }) => source.neighbour(file.url) };
  const options = { continueOnError: true, resolve: { file: false, http: false, neighbour } } as const;
  const failures: string[] = [];
  try {
    await parser.bundle(source.uri, presentable(root), options);
  } catch (thrown) {
    failures.push(...messagesOf(thrown));
  }
  const bundled: unknown = parser.api;
  if (!isJsonObject(bundled)) return { root, failures };
  const { openapi, swagger, info } = root;
  return { root: structuredCopy({ ...bundled, openapi, swagger, info } as JsonObject), failures };
}

/** The document with a version and title that the bundler does not refuse; both are put back afterwards. */
function presentable(root: JsonObject): never {
  const version = String(root['openapi']).startsWith('3.1') ? '3.1.0' : '3.0.3';
  const head = root['openapi'] === undefined ? { swagger: '2.0' } : { openapi: version };
  return { ...root, ...head, info: { title: '-', version: '-' } } as never;
}

function messagesOf(thrown: unknown): string[] {
  const errors: unknown =
    typeof thrown === 'object' && thrown !== null && 'errors' in thrown ? thrown.errors : undefined;
  return Array.isArray(errors) ? errors.map(messageOf) : [messageOf(thrown)];
}

/** A copy that shares nothing, not even what the text shared by aliases, so that every place can be translated by itself. */
function structuredCopy(root: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(root));
}

function refersOutside(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.some(refersOutside);
  if (!isJsonObject(value)) return false;
  const reference = value['$ref'];
  if (typeof reference === 'string' && !reference.startsWith('#')) return true;
  return Object.values(value).some(refersOutside);
}
