import { describe, expect, it } from 'vitest';
import { client, type Resource } from './client.ts';

const ids = (items: Resource[]) => items.map(({ id }) => id);
const LISTS = [
  '/npq-applications',
  '/participant-declarations',
  '/participants/npq',
  '/participants/npq/outcomes',
  '/statements',
  '/delivery-partners',
];

describe('pages', () => {
  it.each(LISTS)(
    '%s: pages joined are the whole, without repetition, and the page after the last is empty',
    async (path) => {
      const { list } = client();
      const whole = ids(await list(`${path}?page[per_page]=3000`));
      const pages: string[] = [];
      for (let page = 1; ; page++) {
        const items = await list(`${path}?page[page]=${page}&page[per_page]=37`);
        if (items.length === 0) break;
        pages.push(...ids(items));
      }
      expect(pages).toEqual(whole);
      expect(new Set(whole).size).toBe(whole.length);
    },
  );

  it('are 100 long unless asked, and there are at least 301 applications', async () => {
    const { list } = client();
    expect(await list('/npq-applications')).toHaveLength(100);
    expect((await list('/npq-applications?page[per_page]=3001')).length).toBeGreaterThanOrEqual(301);
  });

  it.each(['page[page]=0', 'page[per_page]=-1', 'page[page]=x', 'page[per_page]=1x', 'page=2', 'page[page][]=2'])(
    '%s is ignored',
    async (query) => {
      const { list } = client();
      expect(ids(await list(`/npq-applications?${query}`))).toEqual(ids(await list('/npq-applications')));
    },
  );
});

describe('order', () => {
  it('of applications and participants is the oldest first, and can be turned round', async () => {
    const { list } = client();
    for (const path of ['/npq-applications', '/participants/npq']) {
      const up = await list(`${path}?page[per_page]=3000&sort=updated_at`);
      const times = up.map(({ attributes }) => attributes['updated_at']);
      expect(times).toEqual([...times].sort());
      const down = await list(`${path}?page[per_page]=3000&sort=-updated_at`);
      expect(down.map(({ attributes }) => attributes['updated_at'])).toEqual([...times].reverse());
    }
    const created = (await list('/npq-applications?page[per_page]=3000')).map(
      ({ attributes }) => attributes['created_at'],
    );
    expect(created).toEqual([...created].sort());
  });

  it('of delivery partners is by name unless asked', async () => {
    const { list } = client();
    const names = (await list('/delivery-partners')).map(({ attributes }) => attributes['name']);
    expect(names).toEqual([...names].sort());
    const turned = (await list('/delivery-partners?sort=-name')).map(({ attributes }) => attributes['name']);
    expect(turned).toEqual([...names].reverse());
  });

  it('of statements is by the day of payment', async () => {
    const days = (await client().list('/statements?page[per_page]=3000')).map(
      ({ attributes }) => attributes['payment_date'],
    );
    expect(days).toEqual([...days].sort());
  });

  it('that is unknown is the usual one', async () => {
    const { list } = client();
    expect(ids(await list('/npq-applications?sort=shoe_size'))).toEqual(ids(await list('/npq-applications')));
  });
});

describe('filters', () => {
  it('by cohort take a list of years; an unknown one gives nothing', async () => {
    const { list } = client();
    const found = await list('/npq-applications?page[per_page]=3000&filter[cohort]=2021,2024');
    expect(new Set(found.map(({ attributes }) => attributes['cohort']))).toEqual(new Set(['2021', '2024']));
    expect(await list('/npq-applications?filter[cohort]=1999')).toEqual([]);
    for (const partner of await list('/delivery-partners?filter[cohort]=2026')) {
      expect(partner.attributes['cohort']).toContain('2026');
    }
  });

  it('by participant give what is theirs', async () => {
    const { list } = client();
    const [participant] = await list('/participants/npq?page[page]=2&page[per_page]=1');
    const applications = await list(`/npq-applications?filter[participant_id]=${participant?.id}`);
    expect(applications).toHaveLength(1);
    const declarations = await list(`/participant-declarations?filter[participant_id]=${participant?.id}`);
    expect(new Set(declarations.map(({ attributes }) => attributes['participant_id']))).toEqual(
      new Set([participant?.id]),
    );
    expect(await list('/npq-applications?filter[participant_id]=nobody')).toEqual([]);
  });

  it('by time include the moment itself, with any offset', async () => {
    const { list } = client();
    const all = await list('/npq-applications?page[per_page]=3000&sort=updated_at');
    const moment = all[200]?.attributes['updated_at'];
    const wanted = all.filter(({ attributes }) => attributes['updated_at'] >= moment).length;
    const east = `${new Date(Date.parse(moment) + 3_600_000).toISOString().slice(0, 19)}+01:00`;
    for (const since of [moment, encodeURIComponent(east)]) {
      expect(await list(`/npq-applications?page[per_page]=3000&filter[updated_since]=${since}`)).toHaveLength(wanted);
    }
  });

  it('by training status and by earlier id choose participants', async () => {
    const { list, ask } = client();
    for (const status of ['active', 'deferred', 'withdrawn']) {
      const found = await list(`/participants/npq?filter[training_status]=${status}`);
      expect(found.length).toBeGreaterThan(0);
      for (const { attributes } of found) {
        expect(attributes['npq_enrolments'].map((one: Resource['attributes']) => one['training_status'])).toContain(
          status,
        );
      }
    }
    const merged = (await list('/participants/npq?page[per_page]=3000')).filter(
      ({ attributes }) => attributes['participant_id_changes'].length > 0,
    );
    const earlier = merged[0]?.attributes['participant_id_changes'][0]['from_participant_id'];
    expect(ids(await list(`/participants/npq?filter[from_participant_id]=${earlier}`))).toEqual([merged[0]?.id]);
    expect((await ask(`/participants/npq/${earlier}`)).status).toBe(404);
  });

  it.each(['filter=x', 'filter[updated_since]=yesterday', 'filter[training_status]=asleep', 'filter[shoe_size]=44'])(
    '%s is ignored',
    async (query) => {
      const { list } = client();
      expect(ids(await list(`/participants/npq?${query}`))).toEqual(ids(await list('/participants/npq')));
    },
  );
});
