import type { FhirVerdict } from '../issue.ts';

/** One text to be judged by another validator. */
export interface OpinionRequest {
  readonly name: string;
  readonly text: string;
}

/** The official validator, wherever it runs. Rejects with a config error (`second-opinion`) when it cannot be asked. */
export interface OfficialValidator {
  /** Verdicts in the order of the requests. */
  judge(requests: readonly OpinionRequest[], profiles: readonly string[]): Promise<readonly FhirVerdict[]>;
}

/** Sends a text by POST and gives the answer; the caller brings the network. */
export type PostText = (
  url: string,
  request: { readonly body: string; readonly headers: Readonly<Record<string, string>> },
) => Promise<{ readonly status: number; readonly text: string }>;
