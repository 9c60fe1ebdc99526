import { type Answer, notFound, ok } from './answer.ts';
import { timestamp } from './calendar.ts';
import type { Call } from './call.ts';
import { answerList } from './listing.ts';
import type { DeliveryPartner } from './state.ts';

/** GET /delivery-partners */
export function listDeliveryPartners(call: Call): Answer {
  if (call.defects.has('error-500-at-valid-boundary') && call.query.member('page', 'per_page') === '1') {
    return { status: 500, body: { error: 'Internal server error' } };
  }
  const year = call.query.member('filter', 'cohort');
  const found = call.world.deliveryPartners.filter((partner) => {
    const years = yearsOf(call, partner);
    return years.length > 0 && (year === undefined || years.includes(year));
  });
  return answerList(call, found, (partner) => showDeliveryPartner(call, partner), {
    keys: {
      name: (partner) => partner.name,
      created_at: (partner) => partner.createdAt,
      updated_at: (partner) => partner.updatedAt,
    },
    sortable: true,
  });
}

/** GET /delivery-partners/{id} */
export function readDeliveryPartner(call: Call): Answer {
  const found = call.world.byId.deliveryPartner.get(call.id);
  if (!found || yearsOf(call, found).length === 0) throw notFound();
  return ok(showDeliveryPartner(call, found));
}

function yearsOf(call: Call, partner: DeliveryPartner): string[] {
  const years = (partner.cohorts.get(call.provider.name) ?? []).map((cohort) => String(cohort.year));
  return [...new Set(years)];
}

function showDeliveryPartner(call: Call, partner: DeliveryPartner): unknown {
  const years = yearsOf(call, partner);
  return {
    id: partner.id,
    type: 'delivery-partner',
    attributes: {
      name: partner.name,
      cohort: call.defects.has('D10') ? years.map(Number) : years,
      created_at: timestamp(partner.createdAt),
      updated_at: timestamp(partner.updatedAt),
    },
  };
}
