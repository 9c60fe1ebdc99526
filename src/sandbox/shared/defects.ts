import { AssayError } from '../../kernel/error.ts';
import { nearest } from '../../kernel/registry.ts';
import type { Defect, EmulatorOptions } from './emulator.ts';

/** The ids that are on: those of the mode, plus `defects`, minus `without`; throws a usage error for an id that is not in the table. */
export function defectsOn(
  table: readonly Defect[],
  options: Pick<EmulatorOptions, 'mode' | 'defects' | 'without'>,
): ReadonlySet<string> {
  const on = new Set(options.mode === 'faithful' ? table.filter((d) => d.faithful).map((d) => d.id) : []);
  for (const id of options.defects ?? []) on.add(knownId(table, id));
  for (const id of options.without ?? []) on.delete(knownId(table, id));
  return on;
}

function knownId(table: readonly Defect[], id: string): string {
  const ids = table.map((defect) => defect.id);
  if (ids.includes(id)) return id;
  const near = nearest(id, ids);
  const hint = near ? ` Did you mean ${near}?` : '';
  throw new AssayError('usage', 'unknown-defect', `There is no defect "${id}".${hint} Known: ${ids.join(', ')}.`);
}
