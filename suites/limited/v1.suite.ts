import { defineSuite } from 'assay';

/** A small API behind a limiter of any kind, run in virtual time: a run keeps its limit, and `assay limits` tells which limiter it is. */
export default defineSuite({
  name: 'limited/v1',
  title: 'Tides, an API behind any limiter, v1',
  spec: '../../specs/limited/v1.yaml',
  requirements: '../../specs/limited/requirements.yaml',
  limit: '60/10s',
  limitPolicy: {
    algorithm: 'rolling',
    per: 'credential',
    status: 429,
    operation: 'listStations',
    requirements: {
      quota: 'LIMIT-RATE-01',
      window: 'LIMIT-RATE-02',
      isolation: 'LIMIT-RATE-03',
      status: 'LIMIT-RATE-04',
      headers: 'LIMIT-RATE-05',
    },
  },
  environments: {
    emulator: {
      kind: 'emulator',
      emulator: { system: 'limited', mode: 'clean', time: 'virtual' },
      rate: '60/10s',
      identities: {
        default: { credentials: { token: { emulatorToken: 'default' } } },
        'other-tenant': { credentials: { token: { emulatorToken: 'other-tenant' } } },
      },
    },
  },
});
