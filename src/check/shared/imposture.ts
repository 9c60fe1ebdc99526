import type { CredentialUse } from '../../model/case.ts';
import type { Operation } from '../../model/operation.ts';

/** How somebody who is not entitled asks. */
export interface Imposture {
  /** `without a credential`, `with a credential nobody issued` … */
  readonly who: string;
  /** The cause when it is let in: strangers of every kind come in by the same door. */
  readonly signature: string;
  /** The secret itself is right and only wrongly presented. */
  readonly knowsSecret: boolean;
  /** The credential is no credential by its form, so that 400 is a fair answer (RFC 6750 §3.1). */
  readonly malformed: boolean;
}

const STRANGER = 'open to strangers';
const WORDS: Readonly<Record<string, { readonly who: string; readonly signature: string }>> = {
  missing: { who: 'without a credential', signature: STRANGER },
  empty: { who: 'with an empty credential', signature: STRANGER },
  malformed: { who: 'with a malformed credential', signature: STRANGER },
  unknown: { who: 'with a credential that nobody issued', signature: STRANGER },
  'wrong-scheme': { who: 'with a made-up credential under another scheme', signature: STRANGER },
  'in-query': { who: 'with its credential in the query', signature: 'open by a credential in the query' },
  'other-identity': { who: 'of an identity that is not entitled', signature: 'open to the not entitled' },
};
const NOT_ENTITLED = { who: 'of an identity that is not entitled', signature: 'open to the not entitled' };
const NONE = { who: 'without a credential', signature: STRANGER };

/** The imposture of a step that must be refused; the scheme is named where several are demanded together. */
export function imposture(credential: CredentialUse, operation: Operation): Imposture {
  const spoil = credential.use === 'spoilt' ? credential.spoil : undefined;
  const words = spoil ? (WORDS[spoil] ?? NONE) : credential.use === 'none' ? NONE : NOT_ENTITLED;
  const several = operation.security.some((requirement) => requirement.schemes.length > 1);
  const scheme = credential.use === 'spoilt' && several ? ` (${credential.scheme})` : '';
  return {
    who: `${words.who}${scheme}`,
    signature: `${words.signature}${scheme}`,
    knowsSecret: spoil === 'in-query',
    malformed: spoil === 'malformed' || spoil === 'empty' || spoil === 'wrong-scheme' || spoil === 'in-query',
  };
}
