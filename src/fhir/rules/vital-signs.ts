import { object, objects, text } from '../definitions/members.ts';
import { applyProfiles } from '../profile/apply.ts';
import type { ResourceFrame, Session } from '../validate/session.ts';

const BASE = 'http://hl7.org/fhir/StructureDefinition/';

/** The profile that each vital sign must conform to, by LOINC code (FHIR, observation-vitalsigns.html). */
const PROFILES: Readonly<Record<string, string>> = {
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

/** An Observation whose code is a vital sign conforms to that sign's profile. */
export function checkVitalSigns(session: Session, frame: ResourceFrame): void {
  for (const coding of objects(object(frame.value, 'code'), 'coding')) {
    const profile = PROFILES[text(coding, 'code') ?? ''];
    if (profile !== undefined && text(coding, 'system') === 'http://loinc.org') applyProfiles(session, frame, [BASE + profile]);
  }
}
