import { acceptApplication, changeFundedPlace, rejectApplication } from './application-decisions.ts';
import { listApplications, readApplication } from './applications.ts';
import type { Handler } from './call.ts';
import { changeDeliveryPartner, voidDeclaration } from './declaration-changes.ts';
import { createDeclaration } from './declaration-create.ts';
import { listDeclarations, readDeclaration } from './declarations.ts';
import { listDeliveryPartners, readDeliveryPartner } from './delivery-partners.ts';
import { createOutcome, listOutcomes, listOutcomesOfParticipant } from './outcomes.ts';
import { deferParticipant, resumeParticipant, withdrawParticipant } from './participant-actions.ts';
import { changeSchedule } from './participant-schedule.ts';
import { listParticipants, readParticipant } from './participants.ts';
import { listStatements, readStatement } from './statements.ts';

/** One operation. */
export interface Route {
  readonly method: string;
  /** Below `/api/` and the version; `{id}` stands for one segment. */
  readonly path: string;
  readonly handle: Handler;
  /** True when the answer is a list that knows filters or pages. */
  readonly list?: boolean;
  /** True when a body means something. */
  readonly takesBody?: boolean;
  /** True when the answer is documented as CSV, refusals for want of a token included. */
  readonly csv?: boolean;
}

/** An operation that version 3 has without saying so. */
export const UNPUBLISHED: Route = { method: 'GET', path: '/delivery-partners/{id}', handle: readDeliveryPartner };

/** Every operation of version 3. */
export const ROUTES: readonly Route[] = [
  { method: 'GET', path: '/npq-applications', handle: listApplications, list: true },
  { method: 'GET', path: '/npq-applications/{id}', handle: readApplication },
  { method: 'POST', path: '/npq-applications/{id}/accept', handle: acceptApplication, takesBody: true },
  { method: 'POST', path: '/npq-applications/{id}/reject', handle: rejectApplication },
  { method: 'PUT', path: '/npq-applications/{id}/change-funded-place', handle: changeFundedPlace, takesBody: true },
  { method: 'GET', path: '/participant-declarations', handle: listDeclarations, list: true },
  { method: 'POST', path: '/participant-declarations', handle: createDeclaration, takesBody: true },
  { method: 'GET', path: '/participant-declarations/{id}', handle: readDeclaration },
  { method: 'PUT', path: '/participant-declarations/{id}/void', handle: voidDeclaration },
  {
    method: 'PUT',
    path: '/participant-declarations/{id}/change-delivery-partner',
    handle: changeDeliveryPartner,
    takesBody: true,
  },
  { method: 'GET', path: '/delivery-partners', handle: listDeliveryPartners, list: true },
  { method: 'GET', path: '/participants/npq/outcomes', handle: listOutcomes, list: true },
  { method: 'GET', path: '/participants/npq/{id}/outcomes', handle: listOutcomesOfParticipant, list: true },
  { method: 'POST', path: '/participants/npq/{id}/outcomes', handle: createOutcome, takesBody: true },
  { method: 'GET', path: '/participants/npq', handle: listParticipants, list: true },
  { method: 'GET', path: '/participants/npq/{id}', handle: readParticipant },
  { method: 'PUT', path: '/participants/npq/{id}/resume', handle: resumeParticipant, takesBody: true },
  { method: 'PUT', path: '/participants/npq/{id}/defer', handle: deferParticipant, takesBody: true },
  { method: 'PUT', path: '/participants/npq/{id}/withdraw', handle: withdrawParticipant, takesBody: true },
  { method: 'PUT', path: '/participants/npq/{id}/change-schedule', handle: changeSchedule, takesBody: true },
  { method: 'GET', path: '/statements', handle: listStatements, list: true },
  { method: 'GET', path: '/statements/{id}', handle: readStatement },
];
