import type { RunSuiteOptions } from 'assay';
import { CLINIC_EXPECTED } from '../../tests/detect/clinic.expected.ts';
import type { Expected } from '../../tests/detect/matrix.ts';
import { NPQ_VERSIONS, npqExpected } from '../../tests/detect/npq.expected.ts';
import { REFERENCE_EXPECTED } from '../../tests/detect/reference.expected.ts';

/** One suite against its emulator, and the check that must find each defect. */
export interface Ground {
  readonly suite: string;
  readonly emulator: string;
  readonly expected: readonly Expected[];
  readonly options: RunSuiteOptions;
}

/** Every ground of the table, in its order. */
export const GROUNDS: readonly Ground[] = [
  {
    suite: 'reference/v1',
    emulator: 'reference',
    expected: REFERENCE_EXPECTED,
    options: { undeclaredMethods: true, seed: '1' },
  },
  { suite: 'clinic/v1', emulator: 'clinic', expected: CLINIC_EXPECTED, options: { seed: '1' } },
  ...NPQ_VERSIONS.map((version) => ({
    suite: `npq-registration/${version}`,
    emulator: 'npq-registration',
    expected: npqExpected(version),
    options: { seed: '1' },
  })),
];
