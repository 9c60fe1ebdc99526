import { acceptApplication, changeFundedPlace, rejectApplication } from '../application-decisions.ts';
import { listApplications, readApplication } from '../applications.ts';
import { voidDeclaration } from '../declaration-changes.ts';
import { createDeclaration } from '../declaration-create.ts';
import { listDeclarations, readDeclaration } from '../declarations.ts';
import { createOutcome, listOutcomes, listOutcomesOfParticipant } from '../outcomes.ts';
import { deferParticipant, resumeParticipant, withdrawParticipant } from '../participant-actions.ts';
import { changeSchedule } from '../participant-schedule.ts';
import { listParticipants, readParticipant } from '../participants.ts';
import type { Route } from '../routes.ts';
import type { LegacyVersion } from '../version.ts';
import { csvList, enrolmentRows } from './csv.ts';
import { APPLICATION_COLUMNS, DECLARATION_COLUMNS, ENROLMENT_COLUMNS } from './fields.ts';
import { older } from './older.ts';
import { applicationView, declarationView, outcomeView, participantView } from './views.ts';

/** Every operation of an older version. */
export function legacyRoutes(version: LegacyVersion): readonly Route[] {
  return [...applications(version), ...declarations(version), ...outcomes(version), ...participants(version)];
}

const CSV = { method: 'GET', list: true, csv: true } as const;

function applications(version: LegacyVersion): readonly Route[] {
  const one = { version, view: applicationView };
  const list = { ...one, filters: ['cohort', 'updated_since'] };
  const path = '/npq-applications';
  const csv = { ...list, columns: APPLICATION_COLUMNS };
  const accept = older(acceptApplication, { ...one, unread: ['schedule_identifier'] });
  return [
    { method: 'GET', path, handle: older(listApplications, list), list: true },
    { ...CSV, path: `${path}.csv`, handle: csvList(listApplications, csv) },
    { method: 'GET', path: `${path}/{id}`, handle: older(readApplication, one) },
    { method: 'POST', path: `${path}/{id}/accept`, handle: accept, takesBody: true },
    { method: 'POST', path: `${path}/{id}/reject`, handle: older(rejectApplication, one) },
    { method: 'PUT', path: `${path}/{id}/change-funded-place`, handle: older(changeFundedPlace, one), takesBody: true },
  ];
}

function declarations(version: LegacyVersion): readonly Route[] {
  const one = { version, view: declarationView };
  const list = { ...one, filters: ['participant_id', 'updated_since'] };
  const path = '/participant-declarations';
  const csv = { ...list, columns: DECLARATION_COLUMNS[version], emptyWithoutRows: true };
  return [
    { method: 'GET', path, handle: older(listDeclarations, list), list: true },
    { ...CSV, path: `${path}.csv`, handle: csvList(listDeclarations, csv) },
    { method: 'POST', path, handle: older(createDeclaration, one), takesBody: true },
    { method: 'GET', path: `${path}/{id}`, handle: older(readDeclaration, one) },
    { method: 'PUT', path: `${path}/{id}/void`, handle: older(voidDeclaration, one) },
  ];
}

function outcomes(version: LegacyVersion): readonly Route[] {
  const one = { version, view: outcomeView };
  const all = older(listOutcomes, { ...one, filters: ['created_since'] });
  const path = '/participants/npq/{id}/outcomes';
  return [
    { method: 'GET', path: '/participants/npq/outcomes', handle: all, list: true },
    { method: 'GET', path, handle: older(listOutcomesOfParticipant, one), list: true },
    { method: 'POST', path, handle: older(createOutcome, one), takesBody: true },
  ];
}

function participants(version: LegacyVersion): readonly Route[] {
  const one = { version, view: participantView };
  const list = { ...one, filters: ['updated_since'] };
  const path = '/participants/npq';
  const change = (name: string, handle: Route['handle']): Route => ({
    method: 'PUT',
    path: `${path}/{id}/${name}`,
    handle: older(handle, one),
    takesBody: true,
  });
  const enrolments = csvList(listParticipants, { ...list, columns: ENROLMENT_COLUMNS, rows: enrolmentRows });
  return [
    { method: 'GET', path, handle: older(listParticipants, list), list: true },
    { method: 'GET', path: `${path}/{id}`, handle: older(readParticipant, one) },
    change('resume', resumeParticipant),
    change('defer', deferParticipant),
    change('withdraw', withdrawParticipant),
    change('change-schedule', changeSchedule),
    ...(version === 'v2' ? [{ ...CSV, path: '/npq-enrolments.csv', handle: enrolments }] : []),
  ];
}
