import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/kernel/json.ts';
import { type Client, client, type Reply, type Resource, titles } from './client.ts';

const COURSE = { course_identifier: 'npq-leading-teaching' };

/** One of each kind at the head of the list. */
async function head({ list }: Client): Promise<[Resource, Resource, Resource, Resource]> {
  const [deferred, started, , undeclared, completed] = await list('/participants/npq?page[per_page]=5');
  return [undeclared, started, deferred, completed] as [Resource, Resource, Resource, Resource];
}

function change(
  emulated: Client,
  who: Resource,
  action: string,
  attributes: Record<string, Json> = {},
): Promise<Reply> {
  return emulated.write('PUT', `/participants/npq/${who.id}/${action}`, { ...COURSE, ...attributes });
}

const enrolment = (reply: Reply) => reply.json.data.attributes.npq_enrolments[0];

describe('training status', () => {
  it('active, deferred, active again, withdrawn, active again', async () => {
    const emulated = client();
    const [, started] = await head(emulated);
    const deferred = await change(emulated, started, 'defer', { reason: 'career-break' });
    expect(enrolment(deferred)).toMatchObject({
      training_status: 'deferred',
      deferral: { reason: 'career-break', date: '2026-06-15T12:00:00Z' },
      withdrawal: null,
    });
    expect(enrolment(await change(emulated, started, 'resume'))).toMatchObject({
      training_status: 'active',
      deferral: null,
    });
    const withdrawn = await change(emulated, started, 'withdraw', { reason: 'other' });
    expect(enrolment(withdrawn)).toMatchObject({ training_status: 'withdrawn', withdrawal: { reason: 'other' } });
    expect(enrolment(await change(emulated, started, 'resume')).training_status).toBe('active');
  });

  it('has no step to where it already is', async () => {
    const emulated = client();
    const [, started, deferred] = await head(emulated);
    expect(titles(await change(emulated, started, 'resume'))).toEqual(['participant_id']);
    expect(titles(await change(emulated, deferred, 'defer', { reason: 'other' }))).toEqual(['participant_id']);
    await change(emulated, started, 'withdraw', { reason: 'other' });
    expect(titles(await change(emulated, started, 'withdraw', { reason: 'other' }))).toEqual(['participant_id']);
    expect(titles(await change(emulated, started, 'defer', { reason: 'other' }))).toEqual(['participant_id']);
  });

  it('needs a declaration to pause or end', async () => {
    const emulated = client();
    const [undeclared] = await head(emulated);
    for (const action of ['defer', 'withdraw']) {
      expect(titles(await change(emulated, undeclared, action, { reason: 'other' }))).toEqual(['participant_id']);
    }
  });

  it('takes only the documented reasons, each for its step, and the full stop of one', async () => {
    const emulated = client();
    const [, started] = await head(emulated);
    expect(titles(await change(emulated, started, 'defer', { reason: 'started-in-error' }))).toEqual(['reason']);
    expect(titles(await change(emulated, started, 'withdraw', { reason: 'bereavement' }))).toEqual(['reason']);
    const reason = 'quality-of-programme-structure-not-suitable.';
    expect((await change(emulated, started, 'withdraw', { reason })).status).toBe(200);
  });

  it('of a course the participant is not on is refused; of nobody it is 404, after the body is 400', async () => {
    const emulated = client();
    const [, started] = await head(emulated);
    expect(titles(await change(emulated, started, 'resume', { course_identifier: 'npq-senco' }))).toEqual([
      'participant_id',
    ]);
    const nobody = '/participants/npq/00000000-0000-4000-8000-000000000000/resume';
    expect((await emulated.write('PUT', nobody, COURSE)).status).toBe(404);
    expect((await emulated.ask(nobody, { method: 'PUT', json: {} })).status).toBe(400);
  });

  it('moves updated_at of the participant and of the application', async () => {
    const emulated = client();
    const [, started] = await head(emulated);
    await change(emulated, started, 'defer', { reason: 'other' });
    const since = 'filter[updated_since]=2026-06-15T12:00:00Z';
    expect((await emulated.list(`/participants/npq?${since}`)).map(({ id }) => id)).toEqual([started.id]);
    expect(await emulated.list(`/npq-applications?${since}`)).toHaveLength(1);
  });
});

describe('schedule', () => {
  it('moves within the course, back and forth', async () => {
    const emulated = client();
    const [, started] = await head(emulated);
    for (const schedule_identifier of ['npq-specialist-spring', 'npq-specialist-autumn']) {
      const reply = await change(emulated, started, 'change-schedule', { schedule_identifier, cohort: '2025' });
      expect(enrolment(reply).schedule_identifier).toBe(schedule_identifier);
    }
  });

  it.each([
    ['the same schedule', { schedule_identifier: 'npq-specialist-autumn' }, 'schedule_identifier'],
    ['one of another course', { schedule_identifier: 'npq-leadership-autumn' }, 'schedule_identifier'],
    ['one the cohort lacks', { schedule_identifier: 'npq-aso-june' }, 'schedule_identifier'],
    ['a year without a cohort', { schedule_identifier: 'npq-specialist-spring', cohort: '1999' }, 'cohort'],
    ['a fully funded cohort', { schedule_identifier: 'npq-specialist-spring', cohort: '2023' }, 'cohort'],
  ])('%s is refused', async (_, attributes, title) => {
    const emulated = client();
    const [undeclared] = await head(emulated);
    const reply = await change(emulated, undeclared, 'change-schedule', attributes);
    expect([reply.status, titles(reply)]).toEqual([422, [title]]);
  });

  it('moves to another capped cohort only while nothing is declared', async () => {
    const emulated = client();
    const [undeclared, started] = await head(emulated);
    const move = { schedule_identifier: 'npq-specialist-spring', cohort: '2024' };
    expect(titles(await change(emulated, started, 'change-schedule', move))).toEqual(['cohort']);
    expect(enrolment(await change(emulated, undeclared, 'change-schedule', move)).cohort).toBe('2024');
  });

  it('that begins after what was declared is refused', async () => {
    const emulated = client();
    const [, started] = await head(emulated);
    const move = { schedule_identifier: 'npq-specialist-spring', cohort: '2026' };
    expect(titles(await change(emulated, started, 'change-schedule', move))).toContain('schedule_identifier');
  });

  it('to a capped cohort brings a funded place to who is eligible', async () => {
    const emulated = client();
    const full = (await emulated.list('/participants/npq?page[per_page]=3000')).find(
      ({ attributes }) => attributes['participant_id_changes'].length > 0,
    ) as Resource;
    const reply = await change(emulated, full, 'change-schedule', {
      course_identifier: 'npq-senior-leadership',
      schedule_identifier: 'npq-leadership-spring',
      cohort: '2024',
    });
    const { eligible_for_funding, funded_place } = enrolment(reply);
    expect(funded_place).toBe(eligible_for_funding);
  });
});

describe('outcomes', () => {
  const outcome = (emulated: Client, who: Resource, state: string, completion_date: string) =>
    emulated.write('POST', `/participants/npq/${who.id}/outcomes`, { ...COURSE, state, completion_date });

  it('repeat the latest one with its id, and follow a changed one with a new id', async () => {
    const emulated = client();
    const [, , , completed] = await head(emulated);
    const [first] = await emulated.list(`/participants/npq/${completed.id}/outcomes`);
    expect((await outcome(emulated, completed, 'passed', '2026-06-12')).json.data.id).toBe(first?.id);
    const failed = await outcome(emulated, completed, 'failed', '2026-06-12');
    expect(failed.json.data.id).not.toBe(first?.id);
    expect((await outcome(emulated, completed, 'failed', '2026-06-12')).json.data.id).toBe(failed.json.data.id);
    expect((await outcome(emulated, completed, 'failed', '2026-06-13')).json.data.id).not.toBe(failed.json.data.id);
    const declarations = await emulated.list(`/participant-declarations?filter[participant_id]=${completed.id}`);
    expect(declarations.map(({ attributes }) => attributes['has_passed'])).toContain('false');
  });

  it.each([
    ['2026-06-16', 'completion_date'],
    ['2026-02-30', 'completion_date'],
    ['12/06/2026', 'completion_date'],
  ])('of %s are refused', async (date, title) => {
    const emulated = client();
    const [, , , completed] = await head(emulated);
    const reply = await outcome(emulated, completed, 'passed', date);
    expect([reply.status, titles(reply)]).toEqual([422, [title]]);
  });

  it('need a completed declaration', async () => {
    const emulated = client();
    const [, started] = await head(emulated);
    expect(titles(await outcome(emulated, started, 'passed', '2026-06-12'))).toEqual(['base']);
  });
});
