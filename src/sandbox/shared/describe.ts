import type { Emulator } from './emulator.ts';

/** How to call a served emulator. */
export interface EmulatorDescription {
  readonly title: string;
  readonly baseUrl: string;
  readonly mode: string;
  readonly credentials: readonly { readonly identity: string; readonly token: string; readonly title: string }[];
  /** Ids of the defects that are on, in the table's order. */
  readonly defects: readonly string[];
  /** A command line that answers with data. */
  readonly curl: string;
}

/** What a person needs to know to call an emulator served at `baseUrl`. */
export function describe(emulator: Emulator, baseUrl: string): EmulatorDescription {
  const { definition } = emulator;
  const credentials = Object.entries(definition.credentials).map(([identity, { token, title }]) => ({
    identity,
    token,
    title,
  }));
  const token = definition.credentials['default']?.token;
  const name = definition.credentialHeader;
  const header = token === undefined ? '' : ` -H '${name ? `${name}: ` : 'Authorization: Bearer '}${token}'`;
  return {
    title: definition.title,
    baseUrl,
    mode: emulator.mode,
    credentials,
    defects: definition.defects.map((defect) => defect.id).filter((id) => emulator.defects.has(id)),
    curl: `curl -g${header} '${baseUrl}${definition.samplePath}'`,
  };
}
