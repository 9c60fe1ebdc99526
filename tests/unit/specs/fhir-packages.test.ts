import { beforeAll, describe, expect, it } from 'vitest';
import { createFhirValidator, type FhirValidator, type LoadedPackages, loadPackages } from '../../../src/fhir/index.ts';
import type { JsonObject } from '../../../src/kernel/json.ts';

type Changes = Readonly<Record<string, unknown>>;

/** A package of this repository, validated by itself and ready to judge. */
async function open(folder: string, version: '3.0' | '4.0') {
  const loaded = await loadPackages([folder], { version, offline: true, cache: '/nonexistent' });
  const validator = createFhirValidator({ version, definitions: loaded.definitions, unknownExtensions: 'not-checked' });
  return { loaded, validator };
}

/** The resource with some members replaced; undefined takes one away. */
function changed(resource: JsonObject, changes: Changes): JsonObject {
  return JSON.parse(JSON.stringify({ ...resource, ...changes })) as JsonObject;
}

const errorsOf = (validator: FhirValidator, resource: JsonObject) =>
  validator
    .validateResource(resource)
    .issues.filter(({ severity }) => severity === 'error' || severity === 'fatal')
    .map(({ message }) => message);

function definesOnlyValidResources({ definitions, missing }: LoadedPackages, version: '3.0' | '4.0'): void {
  const validator = createFhirValidator({ version, definitions });
  for (const definition of definitions) expect(errorsOf(validator, definition), String(definition['url'])).toEqual([]);
  expect(missing).toEqual([]);
}

describe('the package of Annuaire Santé', () => {
  const IG = 'https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/';
  const FR = 'https://hl7.fr/ig/fhir/core/StructureDefinition/';
  const TYPE = 'https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203';
  const MSS = {
    system: 'email',
    value: 'dr@example.mssante.fr',
    extension: [
      {
        url: `${FR}fr-core-contact-point-email-type`,
        valueCoding: {
          system: 'https://mos.esante.gouv.fr/NOS/TRE_R256-TypeMessagerie/FHIR/TRE-R256-TypeMessagerie',
          code: 'MSSANTE',
        },
      },
    ],
  };
  const idNatPs = {
    system: 'urn:oid:1.2.250.1.71.4.2.1',
    value: '899000',
    type: { coding: [{ system: TYPE, code: 'IDNPS' }] },
  };
  const rpps = {
    system: 'https://rpps.esante.gouv.fr',
    value: '000',
    type: { coding: [{ system: TYPE, code: 'RPPS' }] },
  };
  const practitioner = {
    resourceType: 'Practitioner',
    id: '003-1',
    meta: { profile: [`${IG}as-dp-practitioner`, `${FR}fr-core-practitioner`] },
    active: true,
    identifier: [idNatPs, rpps],
    name: [{ family: 'EXEMPLE', given: ['Ada'] }],
    telecom: [MSS],
  };
  const role = {
    resourceType: 'PractitionerRole',
    id: '005-1',
    meta: { profile: [`${IG}as-dp-practitionerrole`, `${FR}fr-core-practitioner-role`] },
    active: true,
    identifier: [{ system: 'https://rpps.esante.gouv.fr', value: '1' }],
    practitioner: { reference: 'Practitioner/003-1' },
  };
  const organization = {
    resourceType: 'Organization',
    id: '001-1',
    meta: { profile: [`${IG}as-dp-organization`, `${FR}fr-core-organization`] },
    active: true,
    name: 'EXEMPLE',
    identifier: [{ system: 'https://finess.esante.gouv.fr', value: '1' }],
  };
  const device = {
    resourceType: 'Device',
    id: '002-1',
    meta: { profile: [`${IG}as-dp-device`] },
    status: 'active',
    identifier: [{ system: 'https://arhgos.ars.sante.fr', value: '1' }],
    extension: [
      { url: `${IG}as-ext-authorization`, extension: [{ url: 'dateAuthorization', valueDate: '2024-01-01' }] },
    ],
  };
  const activity = {
    resourceType: 'HealthcareService',
    id: '004-1',
    meta: { profile: [`${IG}as-dp-healthcareservice-healthcare-activity`] },
    active: true,
    identifier: [{ system: 'https://arhgos.ars.sante.fr', value: '1' }],
  };
  let opened: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    opened = await open('specs/annuaire-sante/package', '4.0');
  });

  it('defines only valid resources', () => definesOnlyValidResources(opened.loaded, '4.0'));

  it.each([practitioner, role, organization, device, activity])('accuses no conformant $resourceType', (resource) => {
    expect(errorsOf(opened.validator, resource)).toEqual([]);
  });

  it('says that the French core profile is not held, rather than calling the resource valid', () => {
    const verdict = opened.validator.validateResource(practitioner);
    expect(verdict.answer).toBe('not-checked');
    expect(verdict.notChecked).toContainEqual(
      expect.objectContaining({ kind: 'profile', subject: `${FR}fr-core-practitioner` }),
    );
  });

  it.each<[string, JsonObject, Changes, RegExp]>([
    ['no active', practitioner, { active: undefined }, /Practitioner\.active/],
    ['no RPPS number', practitioner, { identifier: [idNatPs, { system: 'urn:x:y', value: '1' }] }, /rpps/],
    ['a wrong type of identifier', practitioner, { identifier: [idNatPs, { ...rpps, type: idNatPs.type }] }, /RPPS/],
    ['a birth date', practitioner, { birthDate: '1970-01-01' }, /Practitioner\.birthDate/],
    ['two names', practitioner, { name: [{ family: 'A' }, { family: 'B' }] }, /Practitioner\.name/],
    ['a telephone', practitioner, { telecom: [MSS, { system: 'phone', value: '1' }] }, /telecom/],
    [
      'an e-mail that is no secure mailbox',
      practitioner,
      { telecom: [{ system: 'email', value: 'a@b.c' }] },
      /extension/,
    ],
    ['no claim of the directory profile', practitioner, { meta: { profile: [`${IG}as-dp-practitioner`] } }, /profile/],
    ['no practitioner', role, { practitioner: undefined }, /PractitionerRole\.practitioner/],
    ['a period', role, { period: { start: '2024' } }, /PractitionerRole\.period/],
    ['a contact', organization, { contact: [{ name: { family: 'A' } }] }, /Organization\.contact/],
    ['a serial lot', device, { lotNumber: '1' }, /Device\.lotNumber/],
    [
      'an unknown part of an extension',
      device,
      { extension: [{ url: `${IG}as-ext-authorization`, valueString: 'x' }] },
      /value/,
    ],
    ['a name', activity, { name: 'x' }, /HealthcareService\.name/],
  ])('finds %s', (_what, resource, changes, message) => {
    expect(errorsOf(opened.validator, changed(resource, changes)).join('\n')).toMatch(message);
  });
});

describe('the package of Graphnet', () => {
  const BASE = 'https://fhir.graphnethealth.com/STU3/';
  const identifier = { system: 'https://example.org/ids', value: '1' };
  const patient = { identifier: { system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000018' } };
  const observation = {
    resourceType: 'Observation',
    meta: { profile: [`${BASE}StructureDefinition/Observation`] },
    identifier: [identifier],
    status: 'final',
    code: { coding: [{ system: 'http://example.org/codes', code: '1' }] },
    subject: patient,
    effectiveDateTime: '2023-01-01',
    performer: [{ display: 'A clinician' }],
    valueQuantity: { value: 1.5, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
    interpretation: { coding: [{ system: 'http://hl7.org/fhir/v2/0078', code: 'N' }] },
    referenceRange: [{ low: { value: 1 }, high: { value: 2 } }],
  };
  const allergy = {
    resourceType: 'AllergyIntolerance',
    meta: { profile: ['http://assay.example/fhir/graphnet/StructureDefinition/AllergyIntolerance'] },
    identifier: [identifier],
    clinicalStatus: 'active',
    verificationStatus: 'confirmed',
    patient,
    reaction: [{ manifestation: [{ coding: [{ system: 'http://example.org/codes', code: '2' }] }] }],
  };
  const answers = {
    resourceType: 'QuestionnaireResponse',
    meta: { profile: [`${BASE}StructureDefinition/QuestionnaireResponse`] },
    identifier,
    status: 'completed',
    item: [{ linkId: '1', answer: [{ valueBoolean: true }] }],
  };
  const flag = {
    resourceType: 'Flag',
    meta: { profile: [`${BASE}StructureDefinition-Flag`] },
    identifier: [identifier],
    status: 'active',
    code: { text: 'x' },
    subject: { reference: 'Patient/1' },
  };
  let opened: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    opened = await open('specs/graphnet/package', '3.0');
  });

  it('defines only valid resources', () => definesOnlyValidResources(opened.loaded, '3.0'));

  it.each([observation, allergy, answers, flag])('accuses no conformant $resourceType', (resource) => {
    expect(errorsOf(opened.validator, resource)).toEqual([]);
  });

  it.each<[string, JsonObject, Changes, RegExp]>([
    ['a status that is not final', observation, { status: 'preliminary' }, /final/],
    ['a method', observation, { method: { text: 'x' } }, /Observation\.method/],
    ['a subject by reference', observation, { subject: { reference: 'Patient/1' } }, /Observation\.subject/],
    ['a text as value', observation, { valueQuantity: undefined, valueString: 'x' }, /string is not allowed/],
    [
      'another interpretation',
      observation,
      { interpretation: { coding: [{ system: 'http://hl7.org/fhir/v2/0078', code: 'H' }] } },
      /value set/,
    ],
    [
      'two reference ranges',
      observation,
      { referenceRange: [{ low: { value: 1 } }, { low: { value: 2 } }] },
      /referenceRange/,
    ],
    ['an allergy that is not active', allergy, { clinicalStatus: 'resolved' }, /active/],
    ['two reactions', allergy, { reaction: [...allergy.reaction, ...allergy.reaction] }, /reaction/],
    ['a category', allergy, { category: ['food'] }, /category/],
    ['a source', answers, { source: { reference: 'Patient/1' } }, /source/],
    [
      'an answer by reference',
      answers,
      { item: [{ linkId: '1', answer: [{ valueReference: { reference: 'Patient/1' } }] }] },
      /Reference is not allowed/,
    ],
    ['an identifier without system', answers, { identifier: { value: '1' } }, /system/],
    ['a flag in an encounter', flag, { encounter: { reference: 'Encounter/1' } }, /encounter/],
    ['a flag about a place', flag, { subject: { reference: 'Location/1' } }, /Location|target/],
  ])('finds %s', (_what, resource, changes, message) => {
    expect(errorsOf(opened.validator, changed(resource, changes)).join('\n')).toMatch(message);
  });
});
