import type { Client } from './client.ts';

/** How a defect shows: what a probe sees with the switch off and on. */
export interface Showing {
  see(emulated: Client): Promise<unknown>;
  off: unknown;
  on: unknown;
}

const anonymous = { authorization: null };

/** Defects of the retired versions, and drifts that came to the emulator after the first ones. */
export const DRIFT_SHOWINGS: Record<string, Showing> = {
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
