import { describe, expect, test } from 'vitest';
import { errorsOf, judge, observation, patient, rulesOf } from './judge.ts';

describe('structure of a resource', () => {
  test('a sound Patient is valid in both versions', () => {
    const resource = patient({ id: 'a', active: true, name: [{ family: 'A', given: ['B'] }], birthDate: '1970-01-02' });
    expect(judge(resource).answer).toBe('valid');
    expect(judge(resource, { version: '3.0' }).answer).toBe('valid');
  });

  test('an unknown member is named with its place', () => {
    const [issue] = errorsOf(patient({ name: [{ famly: 'A' }] }));
    expect(issue).toMatchObject({ rule: 'unknown-member', code: 'structure', expression: 'Patient.name[0]', line: 1 });
    expect(issue?.message).toContain("'famly'");
  });

  test('a missing required element is reported at its parent', () => {
    expect(errorsOf({ resourceType: 'Observation', status: 'final' })[0]).toMatchObject({
      rule: 'cardinality',
      expression: 'Observation',
      clause: 'http://hl7.org/fhir/StructureDefinition/Observation#Observation.code',
    });
  });

  test.each([
    ['an object where an array is due', patient({ name: { family: 'A' } })],
    ['an array where one value is due', patient({ gender: ['male'] })],
    ['an empty array', patient({ name: [] })],
    ['an empty object', patient({ name: [{}] })],
    ['null for an object', patient({ meta: null })],
    ['a primitive for an object', patient({ name: ['A'] })],
  ])('%s breaks the JSON shape', (_what, resource) => {
    expect(rulesOf(resource)).toContain('json-shape');
  });

  test('only one type of a choice may be present', () => {
    expect(rulesOf(observation({ valueString: 'a', valueInteger: 1 }))).toContain('cardinality');
  });

  test('null in an array of primitives needs an entry beside it', () => {
    const extension = [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }];
    expect(judge(patient({ name: [{ given: ['A', null], _given: [null, { extension }] }] })).answer).toBe('valid');
    expect(rulesOf(patient({ name: [{ given: ['A', null] }] }))).toEqual(['json-shape']);
  });

  test('a contained resource is validated as its own type', () => {
    const contained = [{ resourceType: 'Organization', id: 'o', name: 'A', nonsense: 1 }];
    const issues = errorsOf(patient({ contained, managingOrganization: { reference: '#o' } }));
    expect(issues.map(({ expression, rule }) => [expression, rule])).toEqual([
      ['Patient.contained[0]', 'unknown-member'],
    ]);
  });

  test('an unknown or absent resource type is fatal', () => {
    expect(errorsOf({ resourceType: 'Person2' })[0]?.severity).toBe('fatal');
    expect(errorsOf({ a: 1 })[0]?.severity).toBe('fatal');
    expect(errorsOf([1])[0]?.severity).toBe('fatal');
  });

  test('a required binding is checked by code', () => {
    expect(rulesOf(patient({ gender: 'man' }))).toEqual(['binding']);
    expect(judge(patient({ gender: 'other' })).answer).toBe('valid');
  });

  test('a type that only one version has is unknown in the other', () => {
    expect(judge({ resourceType: 'BodySite', patient: { display: 'x' } }, { version: '3.0' }).answer).toBe('valid');
    expect(judge({ resourceType: 'BodySite', patient: { display: 'x' } }).answer).toBe('invalid');
  });
});
