import { type Client, OTHER, type Resource } from './client.ts';

/** How a defect shows: what a probe sees with the switch off and on. */
export interface Showing {
  see(emulated: Client): Promise<unknown>;
  off: unknown;
  on: unknown;
}

const anonymous = { authorization: null };
const ALL = 'page[per_page]=3000';

const attribute = (name: string) => (resource: Resource) => resource.attributes[name];
const isNull = (name: string) => (resource: Resource) => resource.attributes[name] === null;

/** Defects of the retired versions, and drifts that came to the emulator after the first ones. */
export const DRIFT_SHOWINGS: Record<string, Showing> = {
  D6: {
    see: async ({ ask }) => [
      (await ask('/statements', { authorization: 'ambition-token' })).status,
      (await ask('/statements', { authorization: 'trs-token' })).status,
    ],
    off: [200, 401],
    on: [401, 401],
  },
  D9: {
    see: async ({ list }) =>
      [...new Set((await list(`/npq-applications?${ALL}`)).map(attribute('works_as_senco')))].sort(),
    off: [false, null, true],
    on: ['no_i_do_not_plan_to_be_a_SENCO', null, 'yes'],
  },
  D11: {
    see: async ({ list, ask }) => {
      const all = await list(`/npq-applications?${ALL}`);
      const older = (await ask(`/api/v1/participants/npq?${ALL}`)).json.data;
      const names = ['school_urn', 'headteacher_status', 'works_in_school'];
      return [...names.map((name) => all.some(isNull(name))), older.some(isNull('email'))];
    },
    off: [false, false, false, false],
    on: [true, true, true, true],
  },
  D14: {
    see: async ({ list, ask }) => {
      const merged = (await list(`/participants/npq?${ALL}`)).find(
        ({ attributes }) => attributes['participant_id_changes'].length > 0,
      );
      const [change] = merged?.attributes['participant_id_changes'] ?? [];
      const path = `/participants/npq/${change.from_participant_id}`;
      const reply = await ask(path, { authorization: OTHER });
      const told = reply.json.errors?.[0].participant_id_changes[0].to_participant_id === merged?.id;
      return [reply.status, told, (await ask(`${path}/outcomes`)).status];
    },
    off: [404, false, 404],
    on: [410, true, 410],
  },
  D17: {
    see: async ({ list, ask }) => {
      const [partnered] = (await list(`/participant-declarations?${ALL}`)).filter(
        ({ attributes }) => attributes['delivery_partner_id'] !== null,
      );
      const attributes = { delivery_partner_id: partnered?.attributes['delivery_partner_id'], colour: 'green' };
      const path = `/participant-declarations/${partnered?.id}/change-delivery-partner`;
      return (await ask(path, { method: 'PUT', json: { data: { attributes } } })).status;
    },
    off: 422,
    on: 200,
  },
  D18: {
    see: async ({ list, ask }) => {
      const [partner] = await list('/delivery-partners?page[per_page]=1');
      const replies = [await ask(`/delivery-partners/${partner?.id}`), await ask('/delivery-partners/x')];
      return [...replies, await ask(`/delivery-partners/${partner?.id}`, anonymous)].map(({ status }) => status);
    },
    off: [404, 404, 401],
    on: [200, 404, 401],
  },
  D19: {
    see: async ({ ask }) => {
      const moments = ['2025-03-01T00:00:00%2B01:00', '2025-03-01T00:00:00Z', '2025-03-01T00:00:00-01:00'];
      const replies = await Promise.all(moments.map((moment) => ask(`/statements?filter[updated_since]=${moment}`)));
      const rolled = await ask('/statements?filter[updated_since]=2099-02-30T00:00:00Z');
      return [...replies.map(({ status }) => status), rolled.json.data?.length === 0];
    },
    off: [200, 200, 200, false],
    on: [400, 200, 200, true],
  },
  D21: {
    see: async ({ list, write }) => {
      const [partnered] = (await list(`/participant-declarations?${ALL}`)).filter(
        ({ attributes }) => attributes['delivery_partner_id'] !== null,
      );
      const attributes = {
        delivery_partner_id: partnered?.attributes['delivery_partner_id'],
        participant_id: 7,
        declaration_type: 'ended',
      };
      const path = `/participant-declarations/${partnered?.id}/change-delivery-partner`;
      return (await write('PUT', path, attributes, 'participant-declaration')).status;
    },
    off: 422,
    on: 200,
  },
  D23: {
    see: async ({ list, write }) => {
      const [participant] = await list('/participants/npq?page[per_page]=1');
      const [enrolment] = participant?.attributes['npq_enrolments'] ?? [];
      const attributes = {
        participant_id: participant?.id ?? '',
        declaration_type: 'started',
        declaration_date: '2000-01-01T00:00:00Z',
        course_identifier: enrolment.course_identifier,
      };
      return (await write('POST', '/participant-declarations', attributes, 'participant-declaration')).status;
    },
    off: 200,
    on: 422,
  },
  D24: {
    see: async ({ list }) => {
      const people = await list(`/participants/npq?${ALL}`);
      const enrolments = people.flatMap(({ attributes }) => attributes['npq_enrolments']);
      const stored = new Map(enrolments.map((one) => [one.npq_application_id, one.eligible_for_funding]));
      const applications = (await list(`/npq-applications?${ALL}`)).filter(({ id }) => stored.has(id));
      return applications.every(({ id, attributes }) => attributes['eligible_for_funding'] === stored.get(id));
    },
    off: true,
    on: false,
  },
  D25: {
    see: async ({ list }) => {
      const whole = await list('/participants/npq?page[per_page]=4');
      const pages = [1, 2].map((page) => list(`/participants/npq?page[per_page]=2&page[page]=${page}`));
      const ids = (await Promise.all(pages)).flat().map(({ id }) => id);
      return [new Set(ids).size, whole.every(({ id }) => ids.includes(id))];
    },
    off: [4, true],
    on: [3, false],
  },
  D26: {
    see: async ({ list }) => {
      const names = (await list(`/npq-applications?sort=full_name&${ALL}`)).map(attribute('full_name'));
      return names.join() === [...names].sort().join();
    },
    off: false,
    on: true,
  },
  D27: {
    see: async ({ list, write }) => {
      const [outcome] = await list('/participants/npq/outcomes?page[per_page]=1');
      const path = `/participants/npq/${outcome?.attributes['participant_id']}/outcomes`;
      const common = { course_identifier: outcome?.attributes['course_identifier'], state: 'passed' };
      const impossible = await write('POST', path, { ...common, completion_date: '2021-99-99' });
      const nul = await write('POST', path, { ...common, completion_date: '2021\u0000' });
      return [impossible, nul].map(({ status, json }) => [status, json.errors[0].detail.includes('#/')]);
    },
    off: [
      [422, true],
      [422, true],
    ],
    on: [
      [400, false],
      [400, false],
    ],
  },
  D28: {
    see: async ({ ask }) => {
      const replies = [await ask('/api/v1/npq-applications'), await ask('/api/v2/npq-applications.csv', anonymous)];
      return [...replies.map(({ status }) => status), (await ask('/statements')).status];
    },
    off: [200, 401, 200],
    on: [404, 404, 200],
  },
  D29: {
    see: async ({ ask }) => {
      const reply = await ask('/api/v2/npq-enrolments.csv', anonymous);
      return [reply.status, reply.headers.get('content-type')];
    },
    off: [401, 'text/csv'],
    on: [401, 'application/json'],
  },
  'csv-sent-as-plain-text': {
    see: async ({ ask }) => (await ask('/api/v1/npq-applications.csv')).headers.get('content-type'),
    off: 'text/csv',
    on: 'text/plain',
  },
};
