import { describe, expect, it } from 'vitest';
import { chooseVersion, compareVersions, parsePackageId } from '../../../../src/fhir/package/package-id.ts';

describe('package names', () => {
  it('are read with # or @, with or without a version', () => {
    expect(parsePackageId('hl7.fhir.us.core#6.1.0')).toEqual({ id: 'hl7.fhir.us.core', version: '6.1.0' });
    expect(parsePackageId('hl7.fhir.us.core@6.1.x')).toEqual({ id: 'hl7.fhir.us.core', version: '6.1.x' });
    expect(parsePackageId('hl7.fhir.us.core')).toEqual({ id: 'hl7.fhir.us.core', version: undefined });
  });

  it.each(['', '#1', 'a#', '../a#1', 'a#../b', 'a/b#1', 'a..b#1', 'a#1..2', '.a#1', 'a b#1'])(
    'are refused: %j',
    (name) => expect(parsePackageId(name)).toBeUndefined(),
  );
});

describe('versions', () => {
  const offered = ['1.0.0', '1.0.10', '1.0.9', '1.1.0-ballot', '2.0.0-rc.1', '0.9'];

  it('are chosen as asked', () => {
    expect(chooseVersion('1.0.9', offered)).toBe('1.0.9');
    expect(chooseVersion('1.0.x', offered)).toBe('1.0.10');
    expect(chooseVersion('1.1.x', offered)).toBe('1.1.0-ballot');
    expect(chooseVersion('3.0.0', offered)).toBeUndefined();
    expect(chooseVersion('3.x', offered)).toBeUndefined();
    expect(chooseVersion(undefined, offered)).toBe('1.0.10');
    expect(chooseVersion('latest', offered, '1.0.0')).toBe('1.0.0');
    expect(chooseVersion(undefined, ['2.0.0-rc.1'])).toBe('2.0.0-rc.1');
    expect(chooseVersion(undefined, [])).toBeUndefined();
  });

  it('are ordered by number, a pre-release before its release', () => {
    const sorted = ['2.0.0', '1.10.0', '1.9.0', '2.0.0-rc.2', '2.0.0-rc.10', '2.0.0-ballot'].sort(compareVersions);
    expect(sorted).toEqual(['1.9.0', '1.10.0', '2.0.0-ballot', '2.0.0-rc.2', '2.0.0-rc.10', '2.0.0']);
    expect(compareVersions('1.0', '1.0')).toBe(0);
  });
});
