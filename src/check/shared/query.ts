import { isJsonObject } from '../../kernel/json.ts';
import { createRecent } from '../../kernel/recent.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Operation, Parameter } from '../../model/operation.ts';
import { followRefs, type SchemaHandle, schemaAt } from '../../model/schema.ts';
import type { JudgeContext, JudgeInput } from './check.ts';

/** A described query parameter as it was sent. */
export interface SentParameter {
  /** Name on the wire: `limit`, `page[per_page]`. */
  readonly name: string;
  readonly text: string;
  readonly parameter: Parameter;
  /** Schema of this value: the member's for `page[per_page]`. */
  readonly schema: SchemaHandle;
}

/** The described query parameters of the request that was sent; one that was sent twice is left out. */
export function sentParameters(input: JudgeInput, context: JudgeContext): readonly SentParameter[] {
  return read.getOrMake(input.exchange, () => readParameters(input, context));
}

/** Several checks ask for the parameters of one exchange. */
const read = createRecent<Exchange, readonly SentParameter[]>(1);

function readParameters(input: JudgeInput, context: JudgeContext): readonly SentParameter[] {
  const [, query] = /\?([^#]*)/.exec(input.exchange.request.url) ?? [];
  if (!query || !input.operation.parameters.some((parameter) => parameter.in === 'query')) return [];
  const pairs = [...new URLSearchParams(query)];
  return pairs.flatMap(([name, text]) => {
    if (pairs.filter(([other]) => other === name).length > 1) return [];
    const found = describedBy(name, input.operation, context);
    return found ? [{ name, text, ...found }] : [];
  });
}

/** The query parameter of that name, or the object parameter with a member of that name (`page[per_page]`). */
function describedBy(
  name: string,
  operation: Operation,
  { model }: JudgeContext,
): Pick<SentParameter, 'parameter' | 'schema'> | undefined {
  const [, outer, member] = /^([^[]+)\[([^\]]+)\]$/.exec(name) ?? [];
  const query = operation.parameters.filter((parameter) => parameter.in === 'query');
  const exact = query.find((parameter) => parameter.name === name);
  if (exact) return { parameter: exact, schema: exact.schema };
  const parameter = outer && member ? query.find((candidate) => candidate.name === outer) : undefined;
  if (!parameter || !member) return undefined;
  const handle = followRefs(model.schemaDocuments, parameter.schema);
  const schema = schemaAt(model.schemaDocuments, handle);
  const members = isJsonObject(schema) ? schema['properties'] : undefined;
  if (!isJsonObject(members) || !Object.hasOwn(members, member)) return undefined;
  const at = `${handle.pointer}/properties/${member.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return { parameter, schema: { document: handle.document, pointer: at } };
}
