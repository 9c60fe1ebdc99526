import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/kernel/json.ts';
import { rulesOf } from './judge.ts';

const BASE = 'http://hl7.org/fhir/StructureDefinition/';

function profile(elements: readonly JsonObject[], more: JsonObject = {}): JsonObject {
  return {
    resourceType: 'StructureDefinition',
    url: 'http://acme.test/StructureDefinition/x',
    name: 'X',
    status: 'draft',
    fhirVersion: '4.0.1',
    kind: 'resource',
    abstract: false,
    type: 'Patient',
    baseDefinition: `${BASE}Patient`,
    derivation: 'constraint',
    differential: { element: [{ id: 'Patient', path: 'Patient' }, ...elements] },
    ...more,
  };
}
const at = (path: string, more: JsonObject = {}): JsonObject => ({ id: path, path, ...more });

describe('a differential', () => {
  test.each<[string, JsonObject[]]>([
    ['a minimum', [at('Patient.name', { min: 1 })]],
    ['a maximum', [at('Patient.name', { max: '1' })]],
    ['one type of a choice', [at('Patient.deceased[x]', { type: [{ code: 'boolean' }] })]],
    ['a renamed choice', [at('Patient.deceasedBoolean', { min: 1 })]],
    ['a fixed code', [at('Patient.gender', { fixedCode: 'male' })]],
    [
      'a target that is allowed',
      [at('Patient.managingOrganization', { type: [{ code: 'Reference', targetProfile: [`${BASE}Organization`] }] })],
    ],
    [
      'slices',
      [
        at('Patient.name', { slicing: { discriminator: [{ type: 'value', path: 'use' }], rules: 'open' } }),
        { id: 'Patient.name:a', path: 'Patient.name', sliceName: 'a', min: 1 },
        { id: 'Patient.name:a.use', path: 'Patient.name.use', fixedCode: 'official' },
        { id: 'Patient.name:b', path: 'Patient.name', sliceName: 'b' },
        { id: 'Patient.name:b.use', path: 'Patient.name.use', fixedCode: 'usual' },
      ],
    ],
  ])('may state %s', (_what, elements) => expect(rulesOf(profile(elements))).toEqual([]));

  test.each<[string, JsonObject[]]>([
    ['a greater maximum', [at('Patient.gender', { max: '*' })]],
    ['a lesser minimum', [at('Patient.communication.language', { min: 0 })]],
    ['another type', [at('Patient.gender', { type: [{ code: 'string' }] })]],
    [
      'another target',
      [at('Patient.managingOrganization', { type: [{ code: 'Reference', targetProfile: [`${BASE}Device`] }] })],
    ],
    ['a profile on another type', [at('Patient.name', { type: [{ code: 'HumanName', profile: [`${BASE}Address`] }] })]],
    ['a fixed value of another type', [at('Patient.gender', { fixedString: 'male' })]],
    [
      'a weaker binding',
      [
        at('Patient.gender', {
          binding: { strength: 'preferred', valueSet: 'http://hl7.org/fhir/ValueSet/administrative-gender' },
        }),
      ],
    ],
    [
      'a code system as value set',
      [
        at('Patient.maritalStatus', {
          binding: { strength: 'required', valueSet: 'http://hl7.org/fhir/administrative-gender' },
        }),
      ],
    ],
    ['a slice before its slicing', [{ id: 'Patient.name:a', path: 'Patient.name', sliceName: 'a', min: 1 }]],
    [
      'slicing of what does not repeat',
      [at('Patient.gender', { slicing: { discriminator: [{ type: 'value', path: '$this' }], rules: 'open' } })],
    ],
    ['elements out of order', [at('Patient.gender', { min: 1 }), at('Patient.name', { min: 1 })]],
  ])('must not state %s', (_what, elements) => expect(rulesOf(profile(elements))).toContain('profile-narrows'));
});

describe('the head of a definition', () => {
  test.each<[string, JsonObject]>([
    ['a kind that is not that of the base', { kind: 'complex-type' }],
    ['no derivation', { derivation: null }],
    ['a type of FHIR without constraining it', { derivation: 'specialization' }],
    ['a context although it is no extension', { context: [{ type: 'element', expression: 'Patient' }] }],
  ])('must not have %s', (_what, more) => {
    const whole = profile([], more);
    const given = Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== null));
    expect(rulesOf(given)).toContain('structure-definition');
  });

  test('an extension fixes its own URL', () => {
    const extension = (url: string) =>
      profile([], {
        kind: 'complex-type',
        type: 'Extension',
        baseDefinition: `${BASE}Extension`,
        context: [{ type: 'element', expression: 'Patient' }],
        differential: { element: [at('Extension'), at('Extension.url', { fixedUri: url })] },
      });
    expect(rulesOf(extension('http://acme.test/StructureDefinition/x'))).toEqual([]);
    expect(rulesOf(extension('http://acme.test/other'))).toEqual(['structure-definition']);
  });
});
