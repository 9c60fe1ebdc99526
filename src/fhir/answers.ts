import { sha256 } from '../kernel/digest.ts';
import type { FhirVersion } from './definitions/records.ts';
import type { FhirVerdict, NotChecked } from './issue.ts';
import type { FhirValidator } from './validator.ts';

/** Something that could not be judged in the answers of an API, and in how many distinct bodies. */
export interface AnswerGap extends Pick<NotChecked, 'kind' | 'subject' | 'reason'> {
  readonly bodies: number;
}

/** Judges the answers of one API: each distinct body once. */
export interface FhirAnswers {
  readonly version: FhirVersion;
  /** The verdict on a body; one seen before is not validated again. */
  judge(body: string): FhirVerdict;
  /** What was left unchecked so far, most frequent first. */
  gaps(): readonly AnswerGap[];
}

/** A judge of answers; the validator is made when the first FHIR body comes. */
export function createFhirAnswers(version: FhirVersion, createValidator: () => FhirValidator): FhirAnswers {
  const verdicts = new Map<string, FhirVerdict>();
  const gaps = new Map<string, { gap: Omit<AnswerGap, 'bodies'>; bodies: number }>();
  let validator: FhirValidator | undefined;
  const note = (verdict: FhirVerdict) => {
    const seen = new Set<string>();
    for (const { kind, subject, reason } of verdict.notChecked) {
      const key = `${kind} ${subject}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const known = gaps.get(key) ?? { gap: { kind, subject, reason }, bodies: 0 };
      known.bodies++;
      gaps.set(key, known);
    }
  };
  return {
    version,
    judge(body) {
      const key = sha256(body);
      const known = verdicts.get(key);
      if (known) return known;
      validator ??= createValidator();
      const verdict = validator.validateText(body);
      verdicts.set(key, verdict);
      note(verdict);
      return verdict;
    },
    gaps: () => [...gaps.values()].sort((a, b) => b.bodies - a.bodies).map(({ gap, bodies }) => ({ ...gap, bodies })),
  };
}
