import type { SuiteEnvironment } from 'assay';

/** The guidance forbids testing the production environment: real participants and payments may be affected. */
export const neverHosts: readonly string[] = [
  'register-national-professional-qualifications.education.gov.uk',
  'npq-registration-web.teacherservices.cloud',
  'npq-registration-production-web.teacherservices.cloud',
];

/** The embedded emulator, in which every version is promised. */
export const emulator: SuiteEnvironment = {
  kind: 'emulator',
  emulator: { system: 'npq-registration', mode: 'faithful' },
  rate: '1000/5m',
  retired: false,
  identities: {
    default: { credentials: { api_key: { emulatorToken: 'default' } } },
    'other-provider': { credentials: { api_key: { emulatorToken: 'other-provider' } } },
    'wrong-scope': { credentials: { api_key: { emulatorToken: 'wrong-scope' } }, notEntitled: true },
  },
};

/** The provider's sandbox; address and tokens come from the environment. */
export const sandbox: SuiteEnvironment = {
  kind: 'sandbox',
  url: { env: 'NPQ_SANDBOX_URL' },
  identities: {
    default: { credentials: { api_key: { env: 'NPQ_SANDBOX_TOKEN' } } },
    'other-provider': { credentials: { api_key: { env: 'NPQ_SANDBOX_OTHER_TOKEN' } } },
  },
};
