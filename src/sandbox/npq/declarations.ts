import { type Answer, notFound, ok } from './answer.ts';
import { timestamp } from './calendar.ts';
import type { Call } from './call.ts';
import { answerList, idsFilter, listFilter, sinceFilter } from './listing.ts';
import { type Declaration, outcomeOf } from './state.ts';

/** GET /participant-declarations */
export function listDeclarations(call: Call): Answer {
  const people = idsFilter(call, 'participant_id');
  const since = sinceFilter(call, 'updated_since');
  const years = listFilter(call, 'cohort');
  const found = call.world.declarations.filter(
    (declaration) =>
      isVisible(call, declaration) &&
      (people?.includes(declaration.application.user.id) ?? true) &&
      (since === undefined || declaration.updatedAt >= since) &&
      (years?.includes(String(declaration.application.cohort.year)) ?? true),
  );
  return answerList(call, found, (declaration) => showDeclaration(call, declaration), {
    keys: { created_at: (declaration) => declaration.createdAt },
  });
}

/** GET /participant-declarations/{id} */
export function readDeclaration(call: Call): Answer {
  return ok(showDeclaration(call, visibleDeclaration(call)));
}

/** The declaration of the path's id, made by the provider or on one of its applications; refuses with 404. */
export function visibleDeclaration(call: Call): Declaration {
  const found = call.world.byId.declaration.get(call.id);
  if (!found || !isVisible(call, found)) throw notFound();
  return found;
}

function isVisible(call: Call, declaration: Declaration): boolean {
  return declaration.provider === call.provider || declaration.application.provider === call.provider;
}

/** The resource as sent. */
export function showDeclaration(call: Call, declaration: Declaration): unknown {
  const { application, deliveryPartner, secondaryDeliveryPartner } = declaration;
  return {
    id: declaration.id,
    type: 'participant-declaration',
    attributes: {
      participant_id: application.user.id,
      declaration_type: declaration.type,
      declaration_date: timestamp(declaration.date),
      course_identifier: application.course,
      state: call.defects.has('D7') ? declaration.state.replaceAll('_', '-') : declaration.state,
      has_passed: hasPassed(call, declaration),
      application_id: application.id,
      uplift_paid: false,
      lead_provider_name: declaration.provider.name,
      ineligible_for_funding_reason: declaration.ineligibleReason,
      statement_id: declaration.statement?.id ?? null,
      clawback_statement_id: declaration.clawbackStatement?.id ?? null,
      delivery_partner_id: deliveryPartner?.id ?? null,
      delivery_partner_name: deliveryPartner?.name ?? null,
      secondary_delivery_partner_id: secondaryDeliveryPartner?.id ?? null,
      secondary_delivery_partner_name: secondaryDeliveryPartner?.name ?? null,
      created_at: timestamp(declaration.createdAt),
      ...(call.defects.has('missing-declared-field') ? {} : { updated_at: timestamp(declaration.updatedAt) }),
    },
  };
}

function hasPassed(call: Call, declaration: Declaration): boolean | string | null {
  const state = declaration.type === 'completed' ? outcomeOf(call.world, declaration)?.state : undefined;
  if (state === undefined || state === 'voided') return null;
  const passed = state === 'passed';
  return call.defects.has('D8') ? passed : String(passed);
}
