import type { ResolvedConfig } from '../config/resolved-config.ts';
import type { FhirAnswers } from '../fhir/index.ts';
import type { NotTested } from '../model/run-report.ts';
import { fetchBytes } from '../target/index.ts';

/** The judge of FHIR answers, with the packages of the suite loaded; undefined for an API that is not said to be FHIR, which pays nothing. */
export async function openFhirAnswers({ fhir }: ResolvedConfig): Promise<FhirAnswers | undefined> {
  if (!fhir) return undefined;
  const { version, packages } = fhir;
  const { createFhirAnswers, createFhirValidator, loadPackages } = await import('../fhir/index.ts');
  const { definitions } = await loadPackages(packages, { version, fetchBytes });
  // An answer may carry extensions of its own that no package given here defines: unknown is not wrong.
  return createFhirAnswers(version, () =>
    createFhirValidator({ version, definitions, warnings: false, unknownExtensions: 'not-checked' }),
  );
}

/** What the FHIR answers of a run left unchecked, in words. */
export function fhirGaps(fhir: FhirAnswers | undefined): NotTested[] {
  return (fhir?.gaps() ?? []).map(({ kind, subject, reason, bodies }) => ({
    what: `FHIR ${kind.replace('-', ' ')} ${subject} (${bodies} ${bodies === 1 ? 'body' : 'bodies'})`,
    reason,
  }));
}
