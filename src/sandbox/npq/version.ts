/** Versions of the API that one service answers side by side, oldest first. */
export const VERSIONS = ['v1', 'v2', 'v3'] as const;

/** A version, as it stands in paths. */
export type Version = (typeof VERSIONS)[number];

/** A version that is retired from the real service. */
export type LegacyVersion = Exclude<Version, 'v3'>;
