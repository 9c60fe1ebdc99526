import { describe, expect, it } from 'vitest';
import { type Client, client, OTHER, type Resource, titles } from './client.ts';

type Wanted = Record<string, unknown>;

/** The first application with these attributes. */
async function application({ list }: Client, wanted: Wanted): Promise<Resource> {
  const all = await list('/npq-applications?page[per_page]=3000');
  const found = all.find(({ attributes }) =>
    Object.entries(wanted).every(([name, value]) => attributes[name] === value),
  );
  if (!found) throw new Error(`no application with ${JSON.stringify(wanted)}`);
  return found;
}

const CAPPED = { status: 'pending', cohort: '2025', eligible_for_funding: true };

describe('accepting', () => {
  it('makes a pending application accepted, on a schedule of its course, and its person a participant', async () => {
    const emulated = client();
    const { id, attributes } = await application(emulated, CAPPED);
    expect((await emulated.ask(`/participants/npq/${attributes['participant_id']}`)).status).toBe(404);
    const reply = await emulated.write('POST', `/npq-applications/${id}/accept`, { funded_place: true });
    expect(reply.status).toBe(200);
    expect(reply.json.data.attributes).toMatchObject({
      status: 'accepted',
      funded_place: true,
      schedule_identifier: 'npq-specialist-spring',
      updated_at: '2026-06-15T12:00:00Z',
    });
    const participant = await emulated.ask(`/participants/npq/${attributes['participant_id']}`);
    expect(participant.json.data.attributes.npq_enrolments).toMatchObject([
      { npq_application_id: id, training_status: 'active', created_at: '2026-06-15T12:00:00Z' },
    ]);
  });

  it('takes the schedule given, and refuses one of another course or cohort', async () => {
    const emulated = client();
    const { id } = await application(emulated, CAPPED);
    const accept = (schedule_identifier: string | null) =>
      emulated.write('POST', `/npq-applications/${id}/accept`, { funded_place: false, schedule_identifier });
    expect(titles(await accept('npq-leadership-spring'))).toEqual(['schedule_identifier']);
    expect(titles(await accept('npq-aso-march'))).toEqual(['schedule_identifier']);
    expect((await accept('npq-specialist-autumn')).json.data.attributes.schedule_identifier).toBe(
      'npq-specialist-autumn',
    );
  });

  it('asks for a funded place in a capped cohort, and for none where there is no funding', async () => {
    const emulated = client();
    const capped = await application(emulated, CAPPED);
    expect(titles(await emulated.write('POST', `/npq-applications/${capped.id}/accept`, {}))).toEqual(['funded_place']);
    const zero = await application(emulated, { status: 'pending', cohort: '2026', cohort_suffix: 'b' });
    const accept = (funded_place: boolean) =>
      emulated.write('POST', `/npq-applications/${zero.id}/accept`, { funded_place });
    expect(titles(await accept(true))).toEqual(['funded_place']);
    expect((await accept(false)).json.data.attributes).toMatchObject({ status: 'accepted', funded_place: null });
  });

  it('needs no funded place in a fully funded cohort and keeps none', async () => {
    const emulated = client();
    const { id } = await application(emulated, { status: 'pending', cohort: '2022' });
    const reply = await emulated.write('POST', `/npq-applications/${id}/accept`, { funded_place: true });
    expect(reply.json.data.attributes).toMatchObject({ status: 'accepted', funded_place: null });
  });

  it('refuses a funded place to who is not eligible', async () => {
    const emulated = client();
    const { id } = await application(emulated, { ...CAPPED, eligible_for_funding: false });
    const reply = await emulated.write('POST', `/npq-applications/${id}/accept`, { funded_place: true });
    expect([reply.status, titles(reply)]).toEqual([422, ['application']]);
  });

  it('happens once, and not after rejection', async () => {
    const emulated = client();
    for (const status of ['accepted', 'rejected']) {
      const { id } = await application(emulated, { status, cohort: '2025' });
      const reply = await emulated.write('POST', `/npq-applications/${id}/accept`, { funded_place: false });
      expect([reply.status, titles(reply)]).toEqual([422, ['application']]);
    }
  });

  it("rejects the person's other applications for the course and cohort, also with the other provider", async () => {
    const emulated = client();
    const literacy = (await emulated.list('/npq-applications?page[per_page]=3000')).filter(
      ({ attributes }) =>
        attributes['course_identifier'] === 'npq-leading-literacy' && attributes['status'] === 'pending',
    );
    const others = await emulated.list('/npq-applications?page[per_page]=3000', OTHER);
    let rivals = 0;
    for (const { id, attributes } of literacy) {
      const person = attributes['participant_id'];
      const rival = [...literacy, ...others].find(
        (one) => one.id !== id && one.attributes['participant_id'] === person,
      );
      if (!rival) continue;
      const accepted = await emulated.write('POST', `/npq-applications/${id}/accept`, { funded_place: true });
      if (accepted.status !== 200) continue;
      rivals++;
      const authorization = others.includes(rival) ? OTHER : 'Bearer ambition-token';
      const lost = await emulated.ask(`/npq-applications/${rival.id}`, { authorization });
      expect(lost.json.data.attributes).toMatchObject({
        status: 'rejected',
        reason_for_rejection: 'other_application_in_this_cohort_accepted',
      });
    }
    expect(rivals).toBe(2);
  });

  it('refuses a second record of a person who is accepted, known by a verified reference number', async () => {
    const emulated = client();
    const all = await emulated.list('/npq-applications?page[per_page]=3000');
    const accepted = all.filter(({ attributes }) => attributes['status'] === 'accepted');
    const twin = all.find(
      ({ attributes }) =>
        attributes['status'] === 'pending' &&
        accepted.some(
          (one) =>
            one.attributes['participant_id'] !== attributes['participant_id'] &&
            one.attributes['teacher_reference_number'] !== null &&
            one.attributes['teacher_reference_number'] === attributes['teacher_reference_number'],
        ),
    );
    const reply = await emulated.write('POST', `/npq-applications/${twin?.id}/accept`, { funded_place: false });
    expect([reply.status, titles(reply)]).toEqual([422, ['application']]);
  });

  it('without data is 400, and of nobody 404 before the body is read', async () => {
    const emulated = client();
    const { id } = await application(emulated, CAPPED);
    expect((await emulated.ask(`/npq-applications/${id}/accept`, { method: 'POST' })).status).toBe(400);
    expect((await emulated.ask(`/npq-applications/${id}/accept`, { method: 'POST', json: {} })).status).toBe(400);
    expect((await emulated.ask('/npq-applications/nobody/accept', { method: 'POST' })).status).toBe(404);
  });
});

describe('rejecting', () => {
  it('turns down pending and accepted applications; an accepted one leaves the participants', async () => {
    const emulated = client();
    const pending = await application(emulated, CAPPED);
    const accepted = await application(emulated, { ...CAPPED, status: 'accepted' });
    for (const { id } of [pending, accepted]) {
      const reply = await emulated.ask(`/npq-applications/${id}/reject`, { method: 'POST' });
      expect(reply.status).toBe(200);
      expect(reply.json.data.attributes).toMatchObject({
        status: 'rejected',
        reason_for_rejection: 'rejected_by_provider',
      });
    }
    expect((await emulated.ask(`/participants/npq/${accepted.attributes['participant_id']}`)).status).toBe(404);
  });

  it('changes nothing the second time, nor where declarations stand', async () => {
    const emulated = client();
    const rejected = await application(emulated, { status: 'rejected' });
    const [, declared] = (await emulated.list('/npq-applications')).filter(
      ({ attributes }) => attributes['status'] === 'accepted',
    );
    for (const before of [rejected, declared]) {
      const reply = await emulated.ask(`/npq-applications/${before?.id}/reject`, { method: 'POST' });
      expect([reply.status, reply.json.data]).toEqual([200, before]);
    }
  });
});

describe('changing the funded place', () => {
  it('goes both ways while nothing is declared', async () => {
    const emulated = client();
    const { id } = await application(emulated, { ...CAPPED, status: 'accepted' });
    for (const funded_place of [false, true]) {
      const reply = await emulated.write('PUT', `/npq-applications/${id}/change-funded-place`, { funded_place });
      expect([reply.status, reply.json.data.attributes.funded_place]).toEqual([200, funded_place]);
    }
  });

  it.each([
    ['a pending application', CAPPED],
    ['a rejected application', { status: 'rejected', cohort: '2025' }],
    ['a fully funded cohort', { status: 'accepted', cohort: '2021' }],
  ])('is refused for %s', async (_, wanted) => {
    const emulated = client();
    const { id } = await application(emulated, wanted);
    const reply = await emulated.write('PUT', `/npq-applications/${id}/change-funded-place`, { funded_place: false });
    expect([reply.status, new Set(titles(reply))]).toEqual([422, new Set(['application'])]);
  });

  it('is refused once a stage is declared', async () => {
    const emulated = client();
    const [, declared] = (await emulated.list('/npq-applications')).filter(
      ({ attributes }) => attributes['status'] === 'accepted',
    );
    const path = `/npq-applications/${declared?.id}/change-funded-place`;
    expect(titles(await emulated.write('PUT', path, { funded_place: false }))).toEqual(['application']);
  });

  it('without data is 400, with another type than a boolean 422', async () => {
    const emulated = client();
    const { id } = await application(emulated, { ...CAPPED, status: 'accepted' });
    const path = `/npq-applications/${id}/change-funded-place`;
    expect((await emulated.ask(path, { method: 'PUT', json: {} })).status).toBe(400);
    expect(titles(await emulated.write('PUT', path, { funded_place: 'true' }))).toEqual(['funded_place']);
  });
});
