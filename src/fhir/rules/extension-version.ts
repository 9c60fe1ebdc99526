import type { StructureRecord } from '../definitions/records.ts';
import type { Session } from '../validate/session.ts';

const ORDER = ['1.0', '3.0', '4.0', '4.3', '5.0', '6.0'];

/** Check that a definition may be used with this FHIR version (extension version-specific-use). */
export function checkVersionWindow(session: Session, record: StructureRecord): void {
  const { versions } = record;
  if (!versions) return;
  const here = ORDER.indexOf(session.engine.definitions.version);
  const early = versions.from !== undefined && here < ORDER.indexOf(shortVersion(versions.from));
  const late = versions.to !== undefined && here > ORDER.indexOf(shortVersion(versions.to));
  if (!early && !late) return;
  const window = `${versions.from ?? 'the first'} to ${versions.to ?? 'the latest'}`;
  session.report(
    { code: 'business-rule', rule: 'extension-version', clause: `${record.url} (version-specific-use)` },
    `The definition of the extension ${record.url} is for FHIR versions ${window}, not for ${session.engine.definitions.version}`,
  );
}

/** `4.0.1` or `R4` as `4.0`. */
export function shortVersion(version: string): string {
  const named: Readonly<Record<string, string>> = { STU3: '3.0', R3: '3.0', R4: '4.0', R4B: '4.3', R5: '5.0' };
  return named[version] ?? version.split('.').slice(0, 2).join('.');
}
