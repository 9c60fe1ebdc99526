import { DEFECTS } from '../../src/sandbox/clinic/defects.ts';
import type { Expected } from './matrix.ts';

/** The searchset that is no longer one also breaks the schema of its answer. */
const ALSO: Readonly<Record<string, readonly string[]>> = { 'total-astray': ['response-body'] };

/** Every switch of the clinic makes resources invalid. */
export const CLINIC_EXPECTED: readonly Expected[] = DEFECTS.map(({ id }) => ({
  defect: id,
  check: 'fhir-resource-valid',
  also: ALSO[id] ?? [],
}));
