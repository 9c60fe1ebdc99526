import type { JsonObject } from '../../kernel/json.ts';
import type { Fault } from './answer.ts';
import { text } from './body.ts';
import type { Call } from './call.ts';
import type { Application, DeliveryPartner } from './state.ts';

const PRIMARY = 'delivery_partner_id';
const SECONDARY = 'secondary_delivery_partner_id';
const FIRST_COHORT_WITH_PARTNERS = 2024;

/** The partners that a body names. */
export function partnersOf(call: Call, attributes: JsonObject) {
  return {
    deliveryPartner: partner(call, attributes, PRIMARY) ?? null,
    secondaryDeliveryPartner: partner(call, attributes, SECONDARY) ?? null,
  };
}

/** What is wrong with the partners that a body names for a declaration on an application. */
export function partnerFaults(call: Call, application: Application, attributes: JsonObject): Fault[] {
  const primary = text(attributes, PRIMARY);
  const secondary = text(attributes, SECONDARY);
  if (application.cohort.year >= FIRST_COHORT_WITH_PARTNERS && application.profile.catchment) {
    if (primary === undefined)
      return [{ title: PRIMARY, detail: "The property '#/delivery_partner_id' must be present" }];
  } else if (primary !== undefined) {
    return [{ title: PRIMARY, detail: 'No delivery partner may be given for this participant' }];
  }
  const faults = [PRIMARY, SECONDARY].flatMap((name) => listingFaults(call, application, attributes, name));
  if (secondary !== undefined && (primary === undefined || primary.toLowerCase() === secondary.toLowerCase())) {
    faults.push({ title: SECONDARY, detail: 'A secondary delivery partner needs another, primary one' });
  }
  return faults;
}

function listingFaults(call: Call, application: Application, attributes: JsonObject, name: string): Fault[] {
  if (text(attributes, name) === undefined) return [];
  const cohorts = partner(call, attributes, name)?.cohorts.get(call.provider.name);
  return cohorts?.includes(application.cohort)
    ? []
    : [{ title: name, detail: `The property '#/${name}' must be a delivery partner of yours in the cohort` }];
}

function partner(call: Call, attributes: JsonObject, name: string): DeliveryPartner | undefined {
  return call.world.byId.deliveryPartner.get((text(attributes, name) ?? '').toLowerCase());
}
