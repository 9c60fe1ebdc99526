import { defineSuite } from 'assay';
import { baselineOf } from './baseline.ts';
import { casesOf } from './legacy.cases.ts';
import { emulator, neverHosts } from './places.ts';

export default defineSuite({
  name: 'npq-registration/v2',
  title: 'NPQ registration API v2',
  spec: '../../specs/npq-registration/v2.yaml',
  requirements: '../../specs/npq-registration/v2.requirements.yaml',
  limit: '1000/5m',
  budget: 960,
  neverHosts,
  environments: {
    // The version is retired everywhere else.
    emulator,
  },
  cases: casesOf('v2'),
  baseline: baselineOf('v2'),
});
