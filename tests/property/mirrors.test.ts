import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../src/config/resolve.ts';
import { run } from '../../src/run/run.ts';
import { loadSpec } from '../../src/spec/index.ts';
import { DOCUMENTS, LARGEST } from '../fixtures/documents.ts';
import { openMirror } from '../fixtures/mirror/index.ts';

/** A mirror has no memory, so what depends on one is rightly found. */
const NEEDS_MEMORY = new Set([
  'created-resource-unreadable',
  'deleted-resource-readable',
  'existence-leak',
  'filter-not-honoured',
  'foreign-access',
  'location-wrong',
  'page-size',
  'paging',
  'partial-update-overreach',
  'refused-write-applied',
  'sort-not-honoured',
  'text-altered',
  'update-lost',
  'update-not-idempotent',
]);

/** Twins and the largest say nothing new here; two cannot be used at all, and one asks for a security scheme that it does not define. */
const LEFT_OUT = / yaml\/|galaxy yaml|\/(title|webhooks|response-http-behavior)\.json$/;
const SUBJECTS = DOCUMENTS.filter(({ name }) => !LEFT_OUT.test(name) && name !== LARGEST);

describe.each(SUBJECTS)('a server that keeps to the letter of $name', ({ path, present }) => {
  // What is not at hand is the published documents of the real service.
  it.skipIf(!present)('is accused of nothing', async () => {
    const model = await loadSpec(path);
    const mirror = await openMirror(model);
    try {
      const { headers, variables } = mirror.keyring;
      const flags = { url: mirror.url, headers, budget: '200', rate: '100000/1s', concurrency: '4' };
      const config = await resolveConfig(path, flags, { cwd: dirname(path), env: variables });
      const { findings, health } = await run(config, { version: '0.0.0' });
      expect(health.requests).toBeGreaterThan(0);
      const accused = findings.filter(
        ({ check, operation, outcome }) =>
          outcome === 'fail' && !NEEDS_MEMORY.has(check) && !mirror.unsure.has(operation),
      );
      expect(accused.map(({ operation, check, message }) => `${operation} ${check}: ${message}`)).toEqual([]);
    } finally {
      mirror.stop();
    }
  });
});
