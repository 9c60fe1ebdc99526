import type { Json } from '../kernel/json.ts';
import type { ApiModel } from '../model/api.ts';
import type { MediaTypeContent, Operation } from '../model/operation.ts';
import type { Example, SchemaHandle } from '../model/schema.ts';
import type { SpecRef } from '../model/spec-ref.ts';
import { walkSchemas } from './walk-schemas.ts';

/** A literal value that the description gives as an example of a schema. */
export interface ModelExample {
  readonly handle: SchemaHandle;
  readonly value: Json;
  /** Which way a value travels here. */
  readonly direction: 'request' | 'response';
  readonly ref: SpecRef;
}

type Direction = ModelExample['direction'];

/** Every example of the model once: of parameters, bodies and answers, and within their schemas. */
export function examplesOf(model: ApiModel): ModelExample[] {
  const found = new Map<string, ModelExample>();
  const add = (example: ModelExample) => {
    const key = `${example.handle.pointer} ${example.ref.kind === 'document' ? example.ref.pointer : ''}`;
    if (!found.has(key)) found.set(key, example);
  };
  const seen = new Map<string, Set<string>>();
  for (const operation of model.operations) {
    for (const { handle, examples, direction } of placesOf(operation)) {
      for (const { value, ref } of examples) add({ handle, value, direction, ref });
      withinSchemas(model, handle, direction, seen, add);
    }
  }
  return [...found.values()];
}

interface ExamplePlace {
  readonly handle: SchemaHandle;
  readonly examples: readonly Example[];
  readonly direction: Direction;
}

function placesOf(operation: Operation): ExamplePlace[] {
  const content = (media: MediaTypeContent, direction: Direction) =>
    media.schema ? [{ handle: media.schema, examples: media.examples.filter(comparableWith(media)), direction }] : [];
  return [
    ...operation.parameters.map(({ schema, examples }) => ({
      handle: schema,
      examples,
      direction: 'request' as const,
    })),
    ...(operation.requestBody?.content ?? []).flatMap((media) => content(media, 'request')),
    ...operation.responses.flatMap((response) => response.content).flatMap((media) => content(media, 'response')),
  ];
}

/** A text for a media type other than JSON is the content as it travels, not a value of the schema. */
function comparableWith({ mediaType }: MediaTypeContent): (example: Example) => boolean {
  const isJson = /^[^;]*[/+]json(;|$)/.test(mediaType);
  return ({ value }) => isJson || typeof value !== 'string';
}

function withinSchemas(
  model: ApiModel,
  handle: SchemaHandle,
  direction: Direction,
  seen: Map<string, Set<string>>,
  add: (example: ModelExample) => void,
): void {
  const { document } = handle;
  const root = model.schemaDocuments[document]?.root;
  if (!root) return;
  const visited = seen.get(document) ?? new Set();
  seen.set(document, visited);
  walkSchemas(
    root,
    [handle.pointer],
    (schema, pointer) => {
      const { example, examples } = schema;
      const listed = Array.isArray(examples) ? examples.map((value, i) => [`examples/${i}`, value] as const) : [];
      for (const [at, value] of example === undefined ? listed : [['example', example] as const, ...listed]) {
        const ref: SpecRef = { kind: 'document', document, pointer: `${pointer}/${at}` };
        add({ handle: { document, pointer }, value, direction, ref });
      }
    },
    visited,
  );
}
