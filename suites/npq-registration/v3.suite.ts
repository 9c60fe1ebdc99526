import { defineSuite } from 'assay';
import { baselineOf } from './baseline.ts';
import { emulator, neverHosts, sandbox } from './places.ts';
import { cases } from './v3.cases.ts';

export default defineSuite({
  name: 'npq-registration/v3',
  title: 'NPQ registration API v3',
  spec: '../../specs/npq-registration/v3.yaml',
  requirements: '../../specs/npq-registration/requirements.yaml',
  limit: '1000/5m',
  limitPolicy: {
    algorithm: 'rolling',
    per: 'credential',
    status: 429,
    operation: 'GET /api/v3/delivery-partners',
    requirements: {
      quota: 'NPQ3-RATE-01',
      status: 'NPQ3-RATE-02',
      window: 'NPQ3-RATE-03',
      isolation: 'NPQ3-RATE-04',
    },
  },
  budget: 900,
  neverHosts,
  environments: {
    emulator,
    sandbox,
    // Here so that asking for it is answered by the guard, which refuses its host whatever the flags.
    production: {
      kind: 'production',
      url: 'https://register-national-professional-qualifications.education.gov.uk',
      identities: { default: { credentials: { api_key: { env: 'NPQ_PRODUCTION_TOKEN' } } } },
    },
  },
  cases,
  baseline: baselineOf('v3'),
});
