import type { Example, SchemaHandle } from './schema.ts';
import type { SecurityRequirement } from './security.ts';
import type { SpecRef } from './spec-ref.ts';

/** An HTTP method in upper case (RFC 9110). */
export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS' | 'TRACE';

/** One method on one path template. */
export interface Operation {
  /** `METHOD /path/{template}`: unique and stable. */
  readonly id: string;
  readonly method: Method;
  /** Path template relative to the server. */
  readonly path: string;
  /** `operationId` when the document gives one. */
  readonly operationId?: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly deprecated: boolean;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: RequestBody;
  readonly responses: readonly ResponsePromise[];
  /** Alternatives, in order; empty when the operation is public. */
  readonly security: readonly SecurityRequirement[];
  readonly ref: SpecRef;
}

/** Where a parameter travels. */
export type ParameterLocation = 'path' | 'query' | 'header' | 'cookie';

/** A parameter with its serialisation (OpenAPI `style` and `explode`, defaults filled in). */
export interface Parameter {
  readonly name: string;
  readonly in: ParameterLocation;
  readonly required: boolean;
  readonly style: 'simple' | 'label' | 'matrix' | 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject';
  readonly explode: boolean;
  readonly allowReserved: boolean;
  readonly schema: SchemaHandle;
  /** Set when the value is serialised by a media type instead of a style. */
  readonly mediaType?: string;
  readonly examples: readonly Example[];
  readonly description: string;
  readonly ref: SpecRef;
}

/** A request body and its media types. */
export interface RequestBody {
  readonly required: boolean;
  readonly content: readonly MediaTypeContent[];
  readonly ref: SpecRef;
}

/** One media type (or range) and the schema of its content, when there is one. */
export interface MediaTypeContent {
  /** As described, lower case, parameters kept: `application/json`, `text/*`. */
  readonly mediaType: string;
  readonly schema?: SchemaHandle;
  readonly examples: readonly Example[];
  /** How the members of a form travel, by name; members not named travel as their media type has it. */
  readonly encoding?: BodyEncoding;
  readonly ref: SpecRef;
}

/** How each member of a form travels (OpenAPI Encoding Object, defaults by type filled in). */
export type BodyEncoding = Readonly<Record<string, MemberEncoding>>;

/** How one member of a form travels. */
export interface MemberEncoding {
  /** The media type of its part, one that can be sent. */
  readonly mediaType?: string;
  readonly style?: 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject';
  readonly explode?: boolean;
}

/** What the document promises for a status. */
export interface ResponsePromise {
  /** `200`, `2XX` or `default`. */
  readonly status: string;
  readonly description: string;
  readonly headers: readonly HeaderPromise[];
  /** Empty when no body is described. */
  readonly content: readonly MediaTypeContent[];
  /** Where values of this answer can be used; absent when the document links nothing. */
  readonly links?: readonly LinkPromise[];
  readonly ref: SpecRef;
}

/** A described way from an answer to another operation. */
export interface LinkPromise {
  readonly name: string;
  /** Id of the operation that it leads to. */
  readonly operation: string;
  /** Parameter name (as written, perhaps with its place: `path.id`) to a runtime expression or a constant. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly ref: SpecRef;
}

/** A described response header. */
export interface HeaderPromise {
  /** Lower case. */
  readonly name: string;
  readonly required: boolean;
  readonly schema?: SchemaHandle;
  readonly ref: SpecRef;
}

/** The promise that covers a status: exact, then range, then default; undefined when the status is undeclared. */
export function promiseFor(operation: Operation, status: number): ResponsePromise | undefined {
  const exact = String(status);
  const range = `${exact[0]}XX`;
  return (
    operation.responses.find((response) => response.status === exact) ??
    operation.responses.find((response) => response.status.toUpperCase() === range) ??
    operation.responses.find((response) => response.status === 'default')
  );
}

/** True for methods that promise to change nothing (RFC 9110 §9.2.1). */
export function isSafe(method: Method): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS' || method === 'TRACE';
}

/** True when every alternative names at least one scheme: an anonymous request must be refused. */
export function requiresAuthentication(operation: Operation): boolean {
  return operation.security.length > 0 && operation.security.every((requirement) => requirement.schemes.length > 0);
}
