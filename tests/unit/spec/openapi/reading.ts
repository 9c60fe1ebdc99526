import type { ApiModel } from '../../../../src/model/api.ts';
import type { Operation } from '../../../../src/model/operation.ts';
import type { SpecRef } from '../../../../src/model/spec-ref.ts';
import { specFormats } from '../../../../src/spec/index.ts';

/** The model of a description given as a value, with what a smallest description needs filled in. */
export function modelOf(description: object): Promise<ApiModel> {
  const parsed = { openapi: '3.0.3', info: { title: 'T', version: '1' }, ...description };
  const neighbour = () => Promise.reject(new Error('no neighbours'));
  return specFormats.get('openapi').read({ uri: 'memory.json', text: '', digest: 'f'.repeat(64), parsed, neighbour });
}

/** The one operation of a description whose only path is `path` and whose only method is GET. */
export async function operationOf(operation: object, more: object = {}, path = '/x'): Promise<Operation> {
  const model = await modelOf({
    paths: { [path]: { get: { responses: { 200: { description: 'x' } }, ...operation } } },
    ...more,
  });
  const [only] = model.operations;
  if (!only) throw new Error('the description has no operation');
  return only;
}

/** The schema of a JSON answer after translation, in an otherwise smallest description. */
export async function translated(schema: unknown, more: object = {}): Promise<{ schema: unknown; model: ApiModel }> {
  const answer = { description: 'x', content: { 'application/json': { schema } } };
  const model = await modelOf({ paths: { '/x': { get: { responses: { 200: answer } } } }, ...more });
  const handle = model.operations[0]?.responses[0]?.content[0]?.schema;
  const tokens = (handle?.pointer ?? '').split('/').slice(1);
  let here: unknown = model.schemaDocuments[handle?.document ?? '']?.root;
  for (const token of tokens) {
    here = (here as Record<string, unknown>)[token.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return { schema: here, model };
}

/** The pointer of a clause in a document. */
export function pointerIn(ref: SpecRef | undefined): string | undefined {
  return ref?.kind === 'document' ? ref.pointer : undefined;
}

/** The codes of the document findings, in order. */
export function codesOf(model: ApiModel): string[] {
  return model.documentFindings.map(({ code }) => code);
}
