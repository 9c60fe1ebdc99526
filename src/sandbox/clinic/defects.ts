import { generic as defect } from '../shared/generic-defect.ts';

/** Ways to answer with a resource that FHIR R4 does not allow, each on one kind of answer. */
export const DEFECTS = [
  defect(
    'member-unknown',
    'Unknown member',
    'A Patient has the members of its definition.',
    'Patients have `nickname`.',
  ),
  defect('date-impossible', 'Impossible date', '`birthDate` is a date of the calendar.', 'It is 30 February.'),
  defect('member-missing', 'Missing member', 'An Observation has a `status`.', 'It has none.'),
  defect('code-unknown', 'Code outside its value set', '`gender` is bound to four codes.', 'It is `m`.'),
  defect('list-for-one', 'List where one is allowed', '`birthDate` is one date.', 'It is a list of one.'),
  defect('list-empty', 'Empty list', 'A list that is there has an item.', 'Patients have an empty `name`.'),
  defect(
    'invariant-broken',
    'Invariant broken',
    'Contacts of a Patient say something of themselves (pat-1).',
    'One has only a gender.',
  ),
  defect(
    'choice-twice',
    'Two values of one choice',
    'An Observation has one `value[x]`.',
    'It has a Quantity and a text.',
  ),
  defect(
    'reference-astray',
    'Reference to a wrong type',
    '`subject` is a Patient, Group, Device or Location.',
    'It is a Practitioner.',
  ),
  defect(
    'extension-torn',
    'Extension with value and children',
    'An Extension has a value or extensions (ext-1).',
    'It has both.',
  ),
  defect('narrative-active', 'Active content in the narrative', 'Narratives hold no script (txt-1).', 'It holds one.'),
  defect(
    'profile-broken',
    'Claimed profile not kept',
    'What claims the profile bodyweight keeps it.',
    'Its unit is stone.',
  ),
  defect(
    'total-astray',
    'Total where none belongs',
    'Only searchsets and histories have a `total` (bdl-1).',
    'Searches answer a collection with one.',
  ),
  defect(
    'outcome-empty',
    'Outcome without an issue',
    'An OperationOutcome has at least one issue.',
    'Refusals have none.',
  ),
  defect('member-twice', 'Member twice', 'A JSON object names a member once.', 'Patients have `gender` twice.'),
] as const;

/** Ids of the switches. */
export type DefectId = (typeof DEFECTS)[number]['id'];
