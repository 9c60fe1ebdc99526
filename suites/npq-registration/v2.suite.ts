import { defineSuite } from 'assay';
import { baselineOf } from './baseline.ts';
import { casesOf } from './legacy.cases.ts';
import { emulator, neverHosts, sandbox } from './places.ts';

export default defineSuite({
  name: 'npq-registration/v2',
  title: 'NPQ registration API v2',
  spec: '../../specs/npq-registration/v2.yaml',
  requirements: '../../specs/npq-registration/v2.requirements.yaml',
  limit: '1000/5m',
  budget: 960,
  neverHosts,
  environments: {
    emulator,
    // Retired there since July 2025: a request or so per operation shows that it is gone.
    sandbox: { ...sandbox, retired: true },
  },
  cases: casesOf('v2'),
  baseline: baselineOf('v2'),
});
