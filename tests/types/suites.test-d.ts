import { defineSuite, type RunReport, runSuite, type SuiteDefinition } from 'assay';
import { expectTypeOf } from 'vitest';

const suite = defineSuite({
  name: 'parcels/v1',
  title: 'Parcels',
  spec: 'openapi.yaml',
  environments: {
    sandbox: {
      kind: 'sandbox',
      url: { env: 'SANDBOX_URL' },
      identities: { default: { credentials: { key: { env: 'KEY' } } } },
    },
  },
});
expectTypeOf(suite).toExtend<SuiteDefinition>();
expectTypeOf(runSuite('parcels/v1', { seed: '1', environment: { KEY: 'x' } })).resolves.toEqualTypeOf<RunReport>();

const literal = { credentials: { key: 'secret' } };
// @ts-expect-error a secret is named, never given
defineSuite({ ...suite, environments: { a: { kind: 'sandbox', identities: { literal } } } });
// @ts-expect-error there is no such kind of environment
defineSuite({ ...suite, environments: { a: { kind: 'prod', identities: {} } } });
// @ts-expect-error a suite has a description
defineSuite({ name: 'a', title: 'A', environments: {} });
