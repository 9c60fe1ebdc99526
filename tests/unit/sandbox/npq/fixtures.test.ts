import { describe, expect, it } from 'vitest';
import { client } from './client.ts';

describe('fixtures', () => {
  it('are the same for a seed and others for another', async () => {
    const [one, again, other] = [client({ seed: 7 }), client({ seed: 7 }), client({ seed: 8 })];
    const path = '/npq-applications?page[per_page]=3000';
    expect((await one.ask(path)).text).toBe((await again.ask(path)).text);
    expect((await one.ask(path)).text).not.toBe((await other.ask(path)).text);
  });

  it('begin with two pending applications and an accepted one by turns', async () => {
    const statuses = (await client().list('/npq-applications?page[per_page]=60')).map(
      ({ attributes }) => attributes['status'],
    );
    expect(statuses).toEqual(statuses.map((_, index) => (index % 3 === 2 ? 'accepted' : 'pending')));
  });

  it('end with pending applications', async () => {
    const newest = await client().list('/npq-applications?sort=-created_at&page[per_page]=24');
    expect(newest.every(({ attributes }) => attributes['status'] === 'pending')).toBe(true);
  });

  it('have applications of every status and cohort, and declarations in every state', async () => {
    const { list } = client();
    const seen = async (path: string, member: string) =>
      new Set((await list(`${path}?page[per_page]=3000`)).map(({ attributes }) => attributes[member]));
    expect(await seen('/npq-applications', 'status')).toEqual(new Set(['pending', 'accepted', 'rejected']));
    expect((await seen('/npq-applications', 'cohort')).size).toBe(6);
    expect(await seen('/npq-applications', 'cohort_suffix')).toEqual(new Set(['a', 'b']));
    expect((await seen('/participant-declarations', 'state')).size).toBe(8);
    expect(await seen('/participant-declarations', 'has_passed')).toEqual(new Set([null, 'true', 'false']));
    expect(await seen('/participants/npq/outcomes', 'state')).toEqual(new Set(['passed', 'failed', 'voided']));
    expect(await seen('/statements', 'paid')).toEqual(new Set([true, false]));
  });

  it('show declarations whose statement, partner and application exist', async () => {
    const { list, ask } = client();
    const partners = new Set((await list('/delivery-partners')).map(({ id }) => id));
    for (const { attributes } of await list('/participant-declarations?page[per_page]=200')) {
      const { statement_id, clawback_statement_id, application_id, delivery_partner_id } = attributes;
      if (attributes['lead_provider_name'] !== 'Ambition Institute') continue;
      for (const id of [statement_id, clawback_statement_id]) {
        if (id !== null) expect((await ask(`/statements/${id}`)).status).toBe(200);
      }
      expect((await ask(`/npq-applications/${application_id}`)).json.data.attributes.status).toBe('accepted');
      if (delivery_partner_id !== null) expect(partners).toContain(delivery_partner_id);
    }
  });

  it('come back after a reset', async () => {
    const { list, ask, emulator } = client();
    const before = (await ask('/npq-applications')).text;
    const [first] = await list('/npq-applications');
    await ask(`/npq-applications/${first?.id}/reject`, { method: 'POST' });
    expect((await ask('/npq-applications')).text).not.toBe(before);
    emulator.reset();
    expect((await ask('/npq-applications')).text).toBe(before);
  });

  it('are apart for every emulator', async () => {
    const [one, two] = [client(), client()];
    const [first] = await one.list('/npq-applications');
    await one.ask(`/npq-applications/${first?.id}/reject`, { method: 'POST' });
    const untouched = await two.ask(`/npq-applications/${first?.id}`);
    expect(untouched.json.data.attributes.status).toBe('pending');
  });
});
