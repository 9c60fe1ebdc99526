import { defineSuite } from 'assay';

/** The reference API keeps every promise: this suite measures the toolkit, not the API. */
export default defineSuite({
  name: 'reference/v1',
  title: 'Parcels, the reference API v1',
  spec: '../../specs/reference/v1.yaml',
  environments: {
    emulator: {
      kind: 'emulator',
      emulator: { system: 'reference', mode: 'clean' },
      identities: {
        default: { credentials: { key: { emulatorToken: 'default' } } },
        'other-tenant': { credentials: { key: { emulatorToken: 'other-tenant' } } },
        revoked: { credentials: { key: { emulatorToken: 'revoked' } }, notEntitled: true },
      },
      rate: '300/1m',
      retired: false,
    },
  },
  limit: '300/1m',
  budget: 300,
});
