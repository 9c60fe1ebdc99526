import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import type { Operation } from '../../model/operation.ts';
import type { SchemaHandle } from '../../model/schema.ts';
import { walkSchemas } from '../walk-schemas.ts';
import { locate } from './locate.ts';
import type { OperationReading } from './operations.ts';
import type { Reading } from './reading.ts';

/** Report every reference that leads nowhere with the operations that reach it, and answer the operations that reach none. */
export function withoutBroken(
  reading: Reading,
  operations: readonly OperationReading[],
  failures: readonly string[],
): Operation[] {
  const reachedBy = new Map<string, string[]>();
  for (const one of operations) {
    for (const place of reached(reading, one))
      reachedBy.set(place, [...(reachedBy.get(place) ?? []), one.operation.id]);
  }
  const targets = new Map([...reading.dialect.broken, ...reading.allBroken]);
  for (const [place, target] of targets) report(reading, place, target, reachedBy.get(place) ?? [], failures);
  const disabled = new Map([...reachedBy].flatMap(([place, ids]) => ids.map((id) => [id, place] as const)));
  return operations.flatMap(({ operation }) => {
    const place = disabled.get(operation.id);
    if (place === undefined) return [operation];
    reading.leaveOut(operation.id, `it uses the reference ${targets.get(place)}, which leads nowhere`, place);
    return [];
  });
}

/** The schemas that an operation names directly. */
export function schemasOf(operation: Operation): SchemaHandle[] {
  const content = [...(operation.requestBody?.content ?? []), ...operation.responses.flatMap((one) => one.content)];
  const headers = operation.responses.flatMap((response) => response.headers);
  const optional = [...content, ...headers].flatMap(({ schema }) => (schema ? [schema] : []));
  return [...operation.parameters.map(({ schema }) => schema), ...optional];
}

function reached(reading: Reading, { operation, broken }: OperationReading): ReadonlySet<string> {
  const places = new Set(broken);
  if (reading.dialect.broken.size === 0) return places;
  walkSchemas(
    reading.root,
    schemasOf(operation).map(({ pointer }) => pointer),
    (schema, pointer) => {
      if (isBroken(reading.root, schema))
        places.add(pointer.replace(/\/anyOf\/0$/, (end) => (reading.dialect.broken.has(pointer) ? end : '')));
    },
  );
  return places;
}

function isBroken(root: JsonObject, schema: unknown): boolean {
  const reference = isJsonObject(schema) ? schema['$ref'] : undefined;
  return typeof reference === 'string' && locate(root, reference) === undefined;
}

function report(
  reading: Reading,
  place: string,
  target: string,
  disables: readonly string[],
  failures: readonly string[],
): void {
  const file = target.split('#')[0] ?? '';
  const cause = file === '' ? undefined : failures.find((failure) => failure.includes(file.replace(/^\.\//, '')));
  const effect = disables.length === 0 ? 'no operation uses it' : 'operations that use it are not tested';
  reading.findings.push({
    code: 'reference-unresolved',
    severity: 'error',
    message: `the reference ${target} leads nowhere${cause ? ` (${cause})` : ''}; ${effect}`,
    ref: reading.ref(place),
    disables: [...new Set(disables)],
  });
}
