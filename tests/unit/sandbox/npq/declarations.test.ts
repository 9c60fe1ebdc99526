import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/kernel/json.ts';
import { type Client, client, type Reply, type Resource, titles } from './client.ts';

/** The participants at the head of the list, beginning with one who has nothing declared; then one who started. */
async function participants({ list }: Client): Promise<Resource[]> {
  const [, started, , undeclared, ...others] = await list('/participants/npq?page[per_page]=16');
  return [undeclared, started, ...others].filter((participant) => participant !== undefined);
}

/** One within the catchment area who has nothing declared. */
async function withinCatchment({ list }: Client): Promise<Resource | undefined> {
  return (await list('/participants/npq?page[page]=9&page[per_page]=1'))[0];
}

function declare(
  emulated: Client,
  participant: Resource | undefined,
  changes: Record<string, Json> = {},
): Promise<Reply> {
  const attributes = {
    participant_id: participant?.id ?? '',
    declaration_type: 'started',
    declaration_date: '2025-11-03T09:00:00Z',
    course_identifier: 'npq-leading-teaching',
    ...changes,
  };
  return emulated.write('POST', '/participant-declarations', attributes, 'participant-declaration');
}

async function inState({ list }: Client, state: string): Promise<Resource> {
  const all = await list('/participant-declarations?page[per_page]=3000');
  const found = all.find(({ attributes }) => attributes['state'] === state);
  if (!found) throw new Error(`no declaration is ${state}`);
  return found;
}

const voiding = (emulated: Client, id: string | undefined) =>
  emulated.ask(`/participant-declarations/${id}/void`, { method: 'PUT' });

describe('declaring', () => {
  it('answers 200 with an eligible declaration on the next open statement', async () => {
    const emulated = client();
    const [participant] = await participants(emulated);
    const reply = await declare(emulated, participant);
    expect(reply.status).toBe(200);
    const { data } = reply.json;
    expect(data.attributes).toMatchObject({ participant_id: participant?.id, state: 'eligible', has_passed: null });
    const statement = await emulated.ask(`/statements/${data.attributes.statement_id}`);
    expect(statement.json.data.attributes).toMatchObject({ month: 'June', year: '2026', cohort: '2025', paid: false });
    expect((await emulated.ask(`/participant-declarations/${data.id}`)).json.data).toEqual(data);
  });

  it('a second time is refused, and possible again once voided', async () => {
    const emulated = client();
    const [participant] = await participants(emulated);
    const { id } = (await declare(emulated, participant)).json.data;
    expect(titles(await declare(emulated, participant))).toEqual(['base']);
    expect((await voiding(emulated, id)).json.data.attributes.state).toBe('voided');
    expect((await declare(emulated, participant)).status).toBe(200);
  });

  it('without a funded place is only submitted', async () => {
    const emulated = client();
    const [participant] = await participants(emulated);
    const application = participant?.attributes['npq_enrolments'][0].npq_application_id;
    await emulated.write('PUT', `/npq-applications/${application}/change-funded-place`, { funded_place: false });
    const { attributes } = (await declare(emulated, participant)).json.data;
    expect([attributes.state, attributes.statement_id]).toEqual(['submitted', null]);
  });

  it('completion makes an outcome', async () => {
    const emulated = client();
    const [participant] = await participants(emulated);
    const changes = { declaration_type: 'completed', declaration_date: '2026-06-01T09:00:00Z', has_passed: false };
    expect((await declare(emulated, participant, changes)).json.data.attributes.has_passed).toBe('false');
    const outcomes = await emulated.list(`/participants/npq/${participant?.id}/outcomes`);
    expect(outcomes.map(({ attributes }) => attributes)).toMatchObject([
      { state: 'failed', completion_date: '2026-06-01T00:00:00+00:00', participant_id: participant?.id },
    ]);
  });

  it.each([
    ['a date to come', { declaration_date: '2026-06-15T12:00:01Z' }, 'declaration_date'],
    ['a date before the schedule', { declaration_date: '2025-08-31T23:59:59Z' }, 'declaration_date'],
    ['a stage the schedule lacks', { declaration_type: 'retained-2' }, 'declaration_type'],
    ['an unknown stage', { declaration_type: 'retained-9' }, 'declaration_type'],
    ['a course of somebody else', { course_identifier: 'npq-senco' }, 'course_identifier'],
    ['nobody', { participant_id: '00000000-0000-4000-8000-000000000000' }, 'participant_id'],
    [
      'a partner outside England',
      { delivery_partner_id: '00000000-0000-4000-8000-000000000000' },
      'delivery_partner_id',
    ],
    ['an unknown member', { colour: 'green' }, 'colour'],
    ['passing at the start', { has_passed: true }, 'has_passed'],
    ['a completion without a result', { declaration_type: 'completed' }, 'has_passed'],
  ])('%s is refused', async (_, changes, title) => {
    const emulated = client({ defects: ['D23'] });
    const [participant] = await participants(emulated);
    const reply = await declare(emulated, participant, changes);
    expect([reply.status, titles(reply)]).toEqual([422, [title]]);
  });

  it('in the catchment area needs a delivery partner of the cohort, and a second one that differs', async () => {
    const emulated = client();
    const participant = await withinCatchment(emulated);
    const [first, second] = await emulated.list('/delivery-partners');
    const [a = '', b = ''] = [first?.id, second?.id];
    expect(titles(await declare(emulated, participant))).toEqual(['delivery_partner_id']);
    const same = { delivery_partner_id: a, secondary_delivery_partner_id: a };
    expect(titles(await declare(emulated, participant, same))).toEqual(['secondary_delivery_partner_id']);
    const both = { delivery_partner_id: a, secondary_delivery_partner_id: b };
    expect((await declare(emulated, participant, both)).json.data.attributes).toMatchObject({
      delivery_partner_name: first?.attributes['name'],
      secondary_delivery_partner_name: second?.attributes['name'],
    });
  });

  it('after withdrawal is refused', async () => {
    const emulated = client();
    const started = (await participants(emulated))[1];
    const path = `/participants/npq/${started?.id}/withdraw`;
    await emulated.write('PUT', path, { course_identifier: 'npq-leading-teaching', reason: 'other' });
    emulated.clock.advance(86_400_000);
    const changes = { declaration_type: 'retained-1', declaration_date: '2026-06-16T11:00:00Z' };
    expect(titles(await declare(emulated, started, changes))).toEqual(['participant_id']);
  });
});

describe('voiding', () => {
  it.each([
    ['submitted', 'voided'],
    ['eligible', 'voided'],
    ['payable', 'voided'],
    ['ineligible', 'voided'],
    ['paid', 'awaiting_clawback'],
    ['voided', 'voided'],
    ['awaiting_clawback', 'awaiting_clawback'],
    ['clawed_back', 'clawed_back'],
  ])('takes %s to %s', async (before, after) => {
    const emulated = client();
    const { id } = await inState(emulated, before);
    const reply = await voiding(emulated, id);
    expect([reply.status, reply.json.data.attributes.state]).toEqual([200, after]);
    if (before === 'paid') expect(reply.json.data.attributes.clawback_statement_id).toEqual(expect.any(String));
  });

  it('a completion voids its outcome', async () => {
    const emulated = client();
    const completed = (await emulated.list('/participant-declarations?page[per_page]=3000')).find(
      ({ attributes }) => attributes['has_passed'] === 'true' && attributes['state'] === 'eligible',
    );
    expect((await voiding(emulated, completed?.id)).json.data.attributes.has_passed).toBeNull();
    const outcomes = await emulated.list(`/participants/npq/${completed?.attributes['participant_id']}/outcomes`);
    expect(outcomes.map(({ attributes }) => attributes['state'])).toEqual(['voided']);
  });

  it('what another provider declared is not found', async () => {
    const emulated = client();
    const all = await emulated.list('/participant-declarations?page[per_page]=3000');
    const shared = all.find(({ attributes }) => attributes['lead_provider_name'] !== 'Ambition Institute');
    expect((await emulated.ask(`/participant-declarations/${shared?.id}`)).status).toBe(200);
    expect((await voiding(emulated, shared?.id)).status).toBe(404);
  });
});

describe('changing the delivery partner', () => {
  it('replaces it, and takes the secondary one away when none is given', async () => {
    const emulated = client();
    const [declaration] = await emulated.list('/participant-declarations');
    const partners = await emulated.list('/delivery-partners?filter[cohort]=2024');
    const wanted = partners.find(({ id }) => id !== declaration?.attributes['delivery_partner_id']);
    const path = `/participant-declarations/${declaration?.id}/change-delivery-partner`;
    const body = { delivery_partner_id: wanted?.id ?? '' };
    const reply = await emulated.write('PUT', path, body, 'participant-declaration');
    expect(reply.status).toBe(200);
    expect(reply.json.data.attributes).toMatchObject({
      delivery_partner_id: wanted?.id,
      delivery_partner_name: wanted?.attributes['name'],
      secondary_delivery_partner_id: null,
      updated_at: '2026-06-15T12:00:00Z',
    });
  });

  it('to one outside the cohort is refused', async () => {
    const emulated = client();
    const [declaration] = await emulated.list('/participant-declarations');
    const outside = (await emulated.list('/delivery-partners')).find(
      ({ attributes }) => !attributes['cohort'].includes('2024'),
    );
    const path = `/participant-declarations/${declaration?.id}/change-delivery-partner`;
    const body = { delivery_partner_id: outside?.id ?? '' };
    expect(titles(await emulated.write('PUT', path, body, 'participant-declaration'))).toEqual(['delivery_partner_id']);
  });
});

describe('the finance side', () => {
  it('pays and claws back through the hooks', async () => {
    const emulated = client();
    const { id } = await inState(emulated, 'eligible');
    const state = async () => (await emulated.ask(`/participant-declarations/${id}`)).json.data.attributes.state;
    const { admin } = emulated.emulator;
    admin['make-payable']?.run(id);
    expect(await state()).toBe('payable');
    admin['pay']?.run(id);
    expect(await state()).toBe('paid');
    await voiding(emulated, id);
    admin['claw-back']?.run(id);
    expect(await state()).toBe('clawed_back');
    expect(() => admin['pay']?.run(id)).toThrow(/no declaration .* in state payable/);
  });

  it('pays a statement with the payable declarations on it', async () => {
    const emulated = client();
    const [participant] = await participants(emulated);
    const { id, attributes } = (await declare(emulated, participant)).json.data;
    const { admin } = emulated.emulator;
    admin['make-payable']?.run(id);
    admin['pay-statement']?.run(attributes.statement_id);
    expect((await emulated.ask(`/statements/${attributes.statement_id}`)).json.data.attributes.paid).toBe(true);
    expect((await emulated.ask(`/participant-declarations/${id}`)).json.data.attributes.state).toBe('paid');
    expect(() => admin['pay-statement']?.run(attributes.statement_id)).toThrow(/no unpaid statement/);
  });
});
