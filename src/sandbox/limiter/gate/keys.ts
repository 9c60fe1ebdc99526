import type { PluginMeta } from '../../../kernel/registry.ts';

/** What a limiter can see of a request before it is let in. */
export interface Arrival {
  /** The raw `Authorization` value; null when absent. */
  readonly authorization: string | null;
  readonly ip: string;
  /** Epoch milliseconds. */
  readonly nowMs: number;
}

/** How requests are told apart. */
export interface KeyRule extends PluginMeta {
  /** The key that a request is counted under; undefined when it is not counted. */
  keyOf(arrival: Arrival): string | undefined;
}

/** The token itself, whatever the spelling of the header around it: `Bearer t`, `token  t` and `Token token="t"` are one. */
export function credentialOf(authorization: string | null): string | undefined {
  const given = authorization?.trim();
  if (!given) return undefined;
  const token = /^(?:bearer|token)\s+(.+)$/i.exec(given)?.[1] ?? given;
  return /^token="?([^"]*)"?$/i.exec(token)?.[1] ?? token;
}

/** By the token; requests without one are not counted. */
export const byCredential: KeyRule = {
  id: 'by-credential',
  title: 'by credential',
  rationale: 'One quota for each client, however it writes the header.',
  keyOf: ({ authorization }) => credentialOf(authorization),
};

/** By the header as it is written, but for case and blanks around it, as rack-attack does. */
export const bySpelling: KeyRule = {
  id: 'by-spelling',
  title: 'by the spelling of the credential',
  rationale: 'Every other spelling of the same credential has a quota of its own.',
  keyOf: ({ authorization }) => authorization?.trim().toLowerCase() || undefined,
};

/** By the address. */
export const byIp: KeyRule = {
  id: 'by-ip',
  title: 'by address',
  rationale: 'Clients behind one address share a quota, and one client with many addresses has many.',
  keyOf: ({ ip }) => ip,
};

/** By token and address together; requests without a token by address alone. */
export const byCredentialAndIp: KeyRule = {
  id: 'by-credential-and-ip',
  title: 'by credential and address',
  rationale: 'A client has a quota on each of its addresses.',
  keyOf: ({ authorization, ip }) => `${credentialOf(authorization) ?? ''} ${ip}`,
};

/** One quota for all. */
export const forAll: KeyRule = {
  id: 'for-all',
  title: 'for all together',
  rationale: 'Any client can use up the quota of every other.',
  keyOf: () => 'all',
};
