import { defineSuite } from 'assay';

/** The harbour, wherever it listens. */
export default defineSuite({
  name: 'bench/bookings',
  title: 'Berths of a harbour',
  spec: './bookings.yaml',
  limit: '200/1m',
  limitPolicy: { algorithm: 'rolling', per: 'credential', status: 429, operation: 'GET /tides' },
  budget: 80,
  defaultEnvironment: 'sandbox',
  environments: {
    sandbox: {
      kind: 'sandbox',
      url: { env: 'HARBOUR_URL' },
      identities: {
        default: { credentials: { key: { env: 'HARBOUR_KEY' } } },
        'other-skipper': { credentials: { key: { env: 'HARBOUR_OTHER_KEY' } } },
      },
    },
  },
});
