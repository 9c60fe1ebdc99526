import { defineSuite } from 'assay';
import { baselineOf } from './legacy.baseline.ts';
import { casesOf } from './legacy.cases.ts';

export default defineSuite({
  name: 'npq-registration/v1',
  title: 'NPQ registration API v1',
  spec: '../../specs/npq-registration/v1.yaml',
  requirements: '../../specs/npq-registration/v1.requirements.yaml',
  limit: '1000/5m',
  budget: 850,
  // The guidance forbids testing the production environment: real participants and payments may be affected.
  neverHosts: [
    'register-national-professional-qualifications.education.gov.uk',
    'npq-registration-web.teacherservices.cloud',
    'npq-registration-production-web.teacherservices.cloud',
  ],
  environments: {
    // The version is retired everywhere else.
    emulator: {
      kind: 'emulator',
      emulator: { system: 'npq-registration', mode: 'faithful' },
      rate: '1000/5m',
      identities: {
        default: { credentials: { api_key: { emulatorToken: 'default' } } },
        'other-provider': { credentials: { api_key: { emulatorToken: 'other-provider' } } },
        'wrong-scope': { credentials: { api_key: { emulatorToken: 'wrong-scope' } }, notEntitled: true },
      },
    },
  },
  cases: casesOf('v1'),
  baseline: baselineOf('v1'),
});
