import { type Answer, type Fault, notFound, notYours, ok, refuseIfAny } from './answer.ts';
import { type BodyShape, readBody } from './body.ts';
import type { Call } from './call.ts';
import { partnerFaults, partnersOf } from './declaration-partners.ts';
import { showDeclaration, visibleDeclaration } from './declarations.ts';
import { type Declaration, outcomeOf } from './state.ts';
import { openStatement } from './statements.ts';

const CHANGE_PARTNER: BodyShape = {
  type: 'participant-declaration',
  closed: true,
  attributes: {
    participant_id: { is: 'uuid' },
    declaration_type: { is: ['completed'] },
    delivery_partner_id: { is: 'uuid', required: true },
    secondary_delivery_partner_id: { is: 'uuid' },
  },
};

/** The same, with eyes for the partners alone. */
const CHANGE_PARTNER_ALONE: BodyShape = {
  ...CHANGE_PARTNER,
  attributes: {
    ...CHANGE_PARTNER.attributes,
    participant_id: { is: 'anything' },
    declaration_type: { is: 'anything' },
  },
};

/** PUT /participant-declarations/{id}/void */
export function voidDeclaration(call: Call): Answer {
  const declaration = visibleDeclaration(call);
  if (declaration.provider !== call.provider) throw call.defects.has('D12') ? notYours() : notFound();
  const faults = voidFaults(call, declaration);
  if (call.defects.has('D12')) refuseIfAny(faults);
  if (faults.length === 0) takeBack(call, declaration);
  return ok(showDeclaration(call, declaration));
}

const VOIDABLE: readonly string[] = ['submitted', 'eligible', 'payable', 'ineligible'];

function voidFaults(call: Call, declaration: Declaration): Fault[] {
  if (VOIDABLE.includes(declaration.state)) return [];
  if (declaration.state !== 'paid') {
    return [{ title: 'declaration', detail: 'This declaration has already been voided or clawed back' }];
  }
  return openStatement(call, declaration.application)
    ? []
    : [{ title: 'declaration', detail: 'No open statement can take the clawback' }];
}

function takeBack(call: Call, declaration: Declaration): void {
  if (declaration.state === 'paid') {
    declaration.state = 'awaiting_clawback';
    declaration.clawbackStatement = openStatement(call, declaration.application) ?? null;
  } else {
    declaration.state = 'voided';
  }
  declaration.updatedAt = call.now;
  const outcome = outcomeOf(call.world, declaration);
  if (outcome) {
    outcome.state = 'voided';
    outcome.updatedAt = call.now;
  }
}

/** PUT /participant-declarations/{id}/change-delivery-partner */
export function changeDeliveryPartner(call: Call): Answer {
  const declaration = visibleDeclaration(call);
  if (declaration.provider !== call.provider) throw notFound();
  const attributes = readBody(call, call.defects.has('D21') ? CHANGE_PARTNER_ALONE : CHANGE_PARTNER);
  refuseIfAny(partnerFaults(call, declaration.application, attributes));
  Object.assign(declaration, partnersOf(call, attributes), { updatedAt: call.now });
  return ok(showDeclaration(call, declaration));
}
