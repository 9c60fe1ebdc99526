import { defineSuite } from 'assay';

/** The clinic answers with valid FHIR R4 resources alone: this suite measures the judging of resources, not the API. */
export default defineSuite({
  name: 'clinic/v1',
  title: 'Clinic, a small FHIR API v1',
  spec: '../../specs/clinic/v1.yaml',
  fhir: { version: '4.0' },
  environments: {
    emulator: {
      kind: 'emulator',
      emulator: { system: 'clinic', mode: 'clean' },
      identities: { default: { credentials: { token: { emulatorToken: 'default' } } } },
      rate: '5000/1m',
      retired: false,
    },
  },
  budget: 150,
});
