import type { JsonObject } from '../../kernel/json.ts';
import { seededRandom } from '../../kernel/random.ts';
import type { DefectId } from './defects.ts';

type Broken = (id: DefectId) => boolean;

const GENDERS = ['female', 'male', 'other', 'unknown'] as const;
const FAMILIES = ['Ahlberg', 'Okafor', 'Rossi', 'Novák', 'Tanaka', 'Ferreira'];
const BODYWEIGHT = 'http://hl7.org/fhir/StructureDefinition/bodyweight';

/** The patients of the clinic; the same seed gives the same ones. */
export function patientsOf(seed: number, broken: Broken): readonly JsonObject[] {
  const random = seededRandom(seed);
  return Array.from({ length: 9 }, (_, place) => {
    const family = random.pick(FAMILIES);
    const gender = GENDERS[place % GENDERS.length] ?? 'unknown';
    return {
      resourceType: 'Patient',
      id: `p${place + 1}`,
      text: narrative(`${family}, ${gender}`, broken),
      ...(broken('extension-torn') ? { extension: [tornExtension()] } : {}),
      identifier: [{ system: 'urn:oid:2.16.756.5.30.1.123.100.1.1', value: String(100 + place) }],
      name: broken('list-empty') ? [] : [{ family, given: ['Kim'] }],
      ...(broken('member-unknown') ? { nickname: 'Kimmy' } : {}),
      gender: broken('code-unknown') ? gender.slice(0, 1) : gender,
      birthDate: birthDate(place, broken),
      ...(broken('invariant-broken') ? { contact: [{ gender: 'female' }] } : {}),
    };
  });
}

/** One body weight of each patient, as the vital-signs profile of the specification has it. */
export function observationsOf(seed: number, broken: Broken): readonly JsonObject[] {
  const random = seededRandom(seed + 1);
  return Array.from({ length: 9 }, (_, place) => ({
    resourceType: 'Observation',
    id: `o${place + 1}`,
    meta: { profile: [BODYWEIGHT] },
    text: narrative('Body weight', () => false),
    ...(broken('member-missing') ? {} : { status: 'final' }),
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] },
    ],
    code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }], text: 'Body weight' },
    subject: { reference: broken('reference-astray') ? `Practitioner/d${place + 1}` : `Patient/p${place + 1}` },
    effectiveDateTime: `2026-03-${String(place + 10)}T08:30:00Z`,
    valueQuantity: {
      value: 50 + random.below(500) / 10,
      ...(broken('profile-broken')
        ? { unit: 'stone', system: 'http://unitsofmeasure.org', code: '[stone_av]' }
        : { unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' }),
    },
    ...(broken('choice-twice') ? { valueString: 'heavy' } : {}),
  }));
}

function birthDate(place: number, broken: Broken): string | string[] {
  const date = broken('date-impossible') ? '1984-02-30' : `19${60 + place}-0${(place % 9) + 1}-14`;
  return broken('list-for-one') ? [date] : date;
}

function narrative(text: string, broken: Broken): JsonObject {
  const active = broken('narrative-active') ? '<script>alert(1)</script>' : '';
  return { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml"><p>${text}</p>${active}</div>` };
}

function tornExtension(): JsonObject {
  return {
    url: 'http://hl7.org/fhir/StructureDefinition/patient-birthPlace',
    extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }],
    valueAddress: { city: 'Basel' },
  };
}
