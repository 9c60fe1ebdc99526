import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/kernel/json.ts';
import { errorsOf, judge, observation, patient, rulesOf } from './judge.ts';

const url = 'http://a.test/StructureDefinition/p';

function profile(type: string, element: JsonObject[], more: JsonObject = {}): JsonObject {
  return {
    resourceType: 'StructureDefinition',
    url,
    name: 'P',
    status: 'active',
    kind: 'resource',
    abstract: false,
    type,
    baseDefinition: `http://hl7.org/fhir/StructureDefinition/${type}`,
    derivation: 'constraint',
    differential: { element },
    ...more,
  };
}

function against(definition: JsonObject, resource: JsonObject, others: JsonObject[] = []): string[] {
  return rulesOf(resource, { definitions: [definition, ...others], profiles: [url] });
}

const ID = 'http://a.test/id';

describe('profiles from a differential', () => {
  test('cardinality, fixed and pattern values', () => {
    const definition = profile('Patient', [
      { path: 'Patient.birthDate', min: 1 },
      { path: 'Patient.photo', max: '0' },
      { path: 'Patient.gender', fixedCode: 'female' },
      { path: 'Patient.maritalStatus', patternCodeableConcept: { text: 'x' } },
    ]);
    expect(against(definition, patient({ birthDate: '2020', gender: 'female', maritalStatus: { text: 'x' } }))).toEqual(
      [],
    );
    expect(
      against(definition, patient({ photo: [{ title: 'a' }], gender: 'male', maritalStatus: { text: 'y' } })),
    ).toEqual(['fixed-value', 'pattern', 'profile-cardinality', 'profile-cardinality']);
  });

  test('the issue names the profile and the element', () => {
    const definition = profile('Patient', [{ path: 'Patient.birthDate', min: 1 }]);
    expect(errorsOf(patient({ active: true }), { definitions: [definition], profiles: [url] })[0]).toMatchObject({
      clause: `${url}#Patient.birthDate`,
      expression: 'Patient',
    });
  });

  test('slices by value: each has its own cardinality, and a closed slicing has no others', () => {
    const definition = profile('Patient', [
      {
        id: 'Patient.identifier',
        path: 'Patient.identifier',
        slicing: { discriminator: [{ type: 'value', path: 'system' }], rules: 'closed' },
      },
      { id: 'Patient.identifier:a', path: 'Patient.identifier', sliceName: 'a', min: 1, max: '1' },
      { id: 'Patient.identifier:a.system', path: 'Patient.identifier.system', min: 1, fixedUri: ID },
      { id: 'Patient.identifier:a.value', path: 'Patient.identifier.value', min: 1 },
    ]);
    const identifier = (...systems: string[]) =>
      patient({ identifier: systems.map((system) => ({ system, value: '1' })) });
    expect(against(definition, identifier(ID))).toEqual([]);
    expect(against(definition, identifier(ID, ID))).toEqual(['slice-cardinality']);
    expect(against(definition, identifier(ID, 'http://b.test'))).toEqual(['slice-closed']);
    expect(against(definition, identifier('http://b.test'))).toEqual(['slice-cardinality', 'slice-closed']);
    expect(against(definition, patient({ identifier: [{ system: ID }] }))).toEqual(['profile-cardinality']);
  });

  test('slices by pattern, type, exists and profile', () => {
    const byPattern = profile('Observation', [
      {
        id: 'Observation.category',
        path: 'Observation.category',
        slicing: { discriminator: [{ type: 'pattern', path: '$this' }], rules: 'open' },
      },
      {
        id: 'Observation.category:a',
        path: 'Observation.category',
        sliceName: 'a',
        min: 1,
        max: '1',
        patternCodeableConcept: { text: 'a' },
      },
    ]);
    expect(against(byPattern, observation({ category: [{ text: 'b' }, { text: 'a' }] }))).toEqual([]);
    expect(against(byPattern, observation({ category: [{ text: 'b' }] }))).toEqual(['slice-cardinality']);

    const byType = profile('Observation', [
      {
        id: 'Observation.value[x]',
        path: 'Observation.value[x]',
        slicing: { discriminator: [{ type: 'type', path: '$this' }], rules: 'open' },
      },
      {
        id: 'Observation.value[x]:valueQuantity',
        path: 'Observation.value[x]',
        sliceName: 'valueQuantity',
        type: [{ code: 'Quantity' }],
      },
      { id: 'Observation.value[x]:valueQuantity.unit', path: 'Observation.value[x].unit', min: 1 },
    ]);
    expect(against(byType, observation({ valueString: 'a' }))).toEqual([]);
    expect(against(byType, observation({ valueQuantity: { value: 1 } }))).toEqual(['profile-cardinality']);

    const byExistence = profile('Patient', [
      {
        id: 'Patient.contact',
        path: 'Patient.contact',
        slicing: { discriminator: [{ type: 'exists', path: 'period' }], rules: 'open' },
      },
      { id: 'Patient.contact:past', path: 'Patient.contact', sliceName: 'past', max: '1' },
      { id: 'Patient.contact:past.period', path: 'Patient.contact.period', min: 1 },
    ]);
    const contact = { name: { text: 'a' }, period: { start: '2020' } };
    expect(against(byExistence, patient({ contact: [contact] }))).toEqual([]);
    expect(against(byExistence, patient({ contact: [contact, contact] }))).toEqual(['slice-cardinality']);

    const target = { ...profile('Patient', [{ path: 'Patient.birthDate', min: 1 }]), url: 'http://a.test/target' };
    const byProfile = profile('Bundle', [
      {
        id: 'Bundle.entry',
        path: 'Bundle.entry',
        slicing: { discriminator: [{ type: 'profile', path: 'resource' }], rules: 'open' },
      },
      { id: 'Bundle.entry:a', path: 'Bundle.entry', sliceName: 'a', min: 1 },
      {
        id: 'Bundle.entry:a.resource',
        path: 'Bundle.entry.resource',
        type: [{ code: 'Patient', profile: ['http://a.test/target'] }],
      },
    ]);
    const bundle = (resource: JsonObject) => ({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ fullUrl: 'urn:uuid:c757873d-ec9a-4326-a141-556f43239520', resource }],
    });
    expect(against(byProfile, bundle(patient({ birthDate: '2020' })), [target])).toEqual([]);
    expect(against(byProfile, bundle(patient({ active: true })), [target])).toEqual(['slice-cardinality']);
  });

  test('the invariants, bindings and limits of a profile hold', () => {
    const constraint = [{ key: 'p-1', severity: 'error', human: 'a', expression: 'name.exists()' }];
    const definition = profile('Patient', [
      { path: 'Patient', constraint },
      {
        path: 'Patient.language',
        binding: { strength: 'required', valueSet: 'http://hl7.org/fhir/ValueSet/administrative-gender' },
      },
      { path: 'Patient.birthDate', maxValueDate: '2000-01-01' },
    ]);
    expect(against(definition, patient({ name: [{ text: 'a' }], birthDate: '1999-01-01' }))).toEqual([]);
    expect(against(definition, patient({ language: 'en', birthDate: '2001-01-01' }))).toEqual([
      'binding',
      'max-value',
      'p-1',
    ]);
  });

  test('a derived profile inherits from its base, whichever way it was given', () => {
    const base = { ...profile('Patient', [{ path: 'Patient.birthDate', min: 1 }]), url: 'http://a.test/base' };
    const derived = profile('Patient', [{ path: 'Patient.name', min: 1 }], { baseDefinition: 'http://a.test/base' });
    expect(against(derived, patient({ active: true }), [base])).toEqual(['profile-cardinality', 'profile-cardinality']);
  });
});

describe('claimed profiles', () => {
  test('meta.profile is followed, with its version', () => {
    const definition = profile('Patient', [{ path: 'Patient.birthDate', min: 1 }], { version: '1.0.0' });
    const claim = (canonical: string) =>
      judge(patient({ meta: { profile: [canonical] } }), { definitions: [definition] });
    expect(claim(`${url}|1.0.0`).answer).toBe('invalid');
    expect(claim(`${url}|2.0.0`)).toMatchObject({
      answer: 'not-checked',
      notChecked: [{ kind: 'profile', subject: `${url}|2.0.0` }],
    });
  });

  test('an unknown profile is neither pass nor error', () => {
    expect(judge(patient({ meta: { profile: ['http://unknown.test/p'] }, active: true })).answer).toBe('not-checked');
  });

  test('a profile for another type is an error', () => {
    const definition = profile('Observation', [{ path: 'Observation.subject', min: 1 }]);
    expect(rulesOf(patient({ active: true }), { definitions: [definition], profiles: [url] })).toEqual([
      'profile-type',
    ]);
  });
});
