import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runSuite } from '../../../src/index.ts';

const DOCUMENT = {
  openapi: '3.0.3',
  info: { title: 'Patients', version: '1' },
  paths: {
    '/Patient/1': {
      get: {
        responses: {
          200: { description: 'A patient', content: { 'application/fhir+json': { schema: { type: 'object' } } } },
        },
      },
    },
  },
};
const PROFILE = 'http://example.org/StructureDefinition/absent';

let room: string;
let server: Server;
let body: unknown;
beforeEach(async () => {
  room = mkdtempSync(join(tmpdir(), 'assay-fhir-run-'));
  writeFileSync(join(room, 'api.json'), JSON.stringify(DOCUMENT));
  server = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'application/fhir+json' }).end(JSON.stringify(body)),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(room, { recursive: true, force: true });
});

const run = (flags: { readonly fhir?: string } = {}) =>
  runSuite(join(room, 'api.json'), { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, ...flags });
const verdictsOf = (report: Awaited<ReturnType<typeof run>>) =>
  report.coverage[0]?.checks.find(({ check }) => check === 'fhir-resource-valid');

test('a run on a FHIR API finds resources that are not valid', async () => {
  body = { resourceType: 'Patient', gender: 'malee' };
  const report = await run({ fhir: '4.0' });
  const found = report.findings.filter(({ check }) => check === 'fhir-resource-valid');
  expect(found).toMatchObject([{ signature: 'Patient.gender binding', outcome: 'fail' }]);
  expect(report.run.command).toContain('--fhir 4.0');
});

test('the report says what of the resources was not checked', async () => {
  body = { resourceType: 'Patient', meta: { profile: [PROFILE] } };
  const report = await run({ fhir: '4.0' });
  expect(report.findings).toEqual([]);
  expect(verdictsOf(report)).toMatchObject({ pass: 0, fail: 0 });
  expect(report.notTested).toContainEqual({ what: `FHIR profile ${PROFILE} (1 body)`, reason: expect.any(String) });
});

test('without a FHIR version nothing is guessed', async () => {
  body = { resourceType: 'Patient', gender: 'malee' };
  const report = await run();
  expect(report.findings).toEqual([]);
  expect(verdictsOf(report)).toMatchObject({ pass: 0, fail: 0 });
  expect(verdictsOf(report)?.reasons.join()).toContain('--fhir');
});

test('a version that assay does not know is refused', async () => {
  await expect(run({ fhir: '5.0' })).rejects.toThrow(/3\.0 or 4\.0/);
});
