import { object, objects, text } from '../definitions/members.ts';
import { applyProfiles } from '../profile/apply.ts';
import type { ResourceFrame, Session } from '../validate/session.ts';

const BASE = 'http://hl7.org/fhir/StructureDefinition/';

/** The SNOMED CT concepts of the same vital signs. */
const BY_CONCEPT: Readonly<Record<string, string>> = {
  '46680005': 'vitalspanel',
  '86290005': 'resprate',
  '78564009': 'heartrate',
  '103228002': 'oxygensat',
  '276885007': 'bodytemp',
  '50373000': 'bodyheight',
  '363812007': 'headcircum',
  '27113001': 'bodyweight',
  '60621009': 'bmi',
  '75367002': 'bp',
};

/** The profile that each vital sign must conform to, by LOINC code (FHIR, observation-vitalsigns.html). */
const BY_LOINC: Readonly<Record<string, string>> = {
  '85353-1': 'vitalspanel',
  '9279-1': 'resprate',
  '8867-4': 'heartrate',
  '2708-6': 'oxygensat',
  '8310-5': 'bodytemp',
  '8302-2': 'bodyheight',
  '9843-4': 'headcircum',
  '29463-7': 'bodyweight',
  '39156-5': 'bmi',
  '85354-9': 'bp',
};

const TABLES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'http://loinc.org': BY_LOINC,
  'http://snomed.info/sct': BY_CONCEPT,
};

/** An Observation whose code is a vital sign conforms to that sign's profile. */
export function checkVitalSigns(session: Session, frame: ResourceFrame): void {
  for (const coding of objects(object(frame.value, 'code'), 'coding')) {
    const code = text(coding, 'code') ?? '';
    const table = TABLES[text(coding, 'system') ?? ''];
    const profile = table?.[code];
    if (profile !== undefined) applyProfiles(session, frame, [BASE + profile]);
  }
}
