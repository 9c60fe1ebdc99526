import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/kernel/clock.ts';
import { emulators, serve } from '../../src/sandbox/index.ts';
import { assay, listen } from './shared/assay.ts';

const DOCUMENT = 'specs/npq-registration/v3.yaml';
const definition = emulators.get('npq-registration');
const token = definition.credentials['default']?.token ?? '';

async function served(mode: 'clean' | 'faithful') {
  return serve(definition.create({ mode, clock: systemClock }));
}

function written(text: string, name = 'api.yaml'): string {
  const file = join(mkdtempSync(join(tmpdir(), 'assay-document-')), name);
  writeFileSync(file, text);
  return file;
}

describe('exit codes of real runs', () => {
  let clean: Awaited<ReturnType<typeof served>>;
  let faithful: Awaited<ReturnType<typeof served>>;
  beforeAll(async () => {
    [clean, faithful] = [await served('clean'), await served('faithful')];
  });
  afterAll(async () => {
    await Promise.all([clean.close(), faithful.close()]);
  });

  test('0: a bare run on a conformant server, every artefact in place', async () => {
    const run = await assay(['run', DOCUMENT, '--url', clean.url, '-H', 'Authorization: env:TOKEN', '--out', '{out}'], {
      TOKEN: `Bearer ${token}`,
    });
    expect(run.stderr).toContain('requests planned');
    expect(run.stdout).toContain('CONFORMANT');
    expect(run.exitCode).toBe(0);
    for (const file of ['report.html', 'junit.xml', 'report.json', 'events.ndjson'])
      expect(existsSync(join(run.out, file))).toBe(true);
  });

  test('1: a bare run on a deviating server, with a replay command that shows a finding again', async () => {
    const run = await assay(
      ['run', DOCUMENT, '--url', faithful.url, '-H', 'Authorization: env:TOKEN', '--rate', '1000/5m', '--out', '{out}'],
      { TOKEN: token },
    );
    expect(run.exitCode).toBe(1);
    const report = JSON.parse(readFileSync(join(run.out, 'report.json'), 'utf8'));
    const body = report.findings.find((finding: { check: string }) => finding.check === 'response-body');
    const replay = await assay(['replay', body.fingerprint, '--from', run.out], { TOKEN: token });
    expect(replay.stdout).toContain('Shown again');
    expect(replay.exitCode).toBe(1);
  });

  test('1: a new deviation beside a baseline that knows the others', async () => {
    const run = await assay(['run', 'npq-registration/v3', '--defect', 'wrong-media-type', '--out', '{out}']);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('undeclared-media-type');
  });

  test.each([
    ['a missing document', ['run', 'nowhere.yaml'], 'input-not-found'],
    ['a misspelt suite', ['run', 'npq-registraton/v3'], 'Did you mean npq-registration/v3'],
    ['a document of no known format', ['run', written('hello: world'), '--url', 'http://127.0.0.1:1'], 'spec-'],
    ['a document that is no YAML', ['run', written('paths: ['), '--url', 'http://127.0.0.1:1'], 'spec-not-parsable'],
    ['an unknown flag', ['run', DOCUMENT, '--sed', '1'], 'Did you mean --seed'],
    ['an unknown command', ['rnu'], 'Did you mean run'],
    ['a rate that is none', ['run', DOCUMENT, '--rate', 'fast'], 'bad-rate'],
    ['a seed that is none', ['run', DOCUMENT, '--seed', 'x'], 'bad-flag'],
    ['an unknown environment', ['run', 'npq-registration/v3', '--env', 'sandbx'], 'Did you mean sandbox'],
    ['a secret on the command line', ['run', DOCUMENT, '-H', 'Authorization: Bearer abcdef'], 'secret-in-argv'],
    ['an unknown defect', ['run', 'npq-registration/v3', '--defect', 'D99'], 'unknown-defect'],
    ['an unknown reporter', ['run', 'npq-registration/v3', '--format', 'junt'], 'Did you mean junit'],
    ['nothing to explain', ['explain', 'undeclared-stats'], 'Did you mean undeclared-status'],
  ])('2: %s is told in one message, and nothing is written', async (_name, argv, message) => {
    const run = await assay([...argv, ...(argv[0] === 'run' ? ['--out', '{out}'] : [])]);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain(message);
    expect(run.stderr).not.toMatch(/\n\s+at /);
    expect(existsSync(run.out)).toBe(false);
  });

  test('2: a secret given as a flag is not repeated in the message', async () => {
    const run = await assay(['run', DOCUMENT, '-H', 'Authorization: Bearer hunter2hunter2']);
    expect(run.stdout + run.stderr).not.toContain('hunter2');
  });

  test('3: nothing answers', async () => {
    const dead = await listen(() => undefined);
    dead.close();
    const run = await assay(['run', DOCUMENT, '--url', dead.url, '-H', 'Authorization: env:TOKEN', '--out', '{out}'], {
      TOKEN: token,
    });
    expect(run.exitCode).toBe(3);
    expect(run.stderr).toContain('target-unreachable');
    expect(existsSync(run.out)).toBe(false);
  });

  test.each([
    ['as an environment, with every consent', ['--env', 'production', '--production']],
    [
      'as a URL of another environment',
      [
        '--env',
        'sandbox',
        '--url',
        'https://REGISTER-national-professional-qualifications.education.gov.uk:443/',
        '--production',
      ],
    ],
  ])('3: the production host is refused %s', async (_name, flags) => {
    const run = await assay(['run', 'npq-registration/v3', ...flags], {
      NPQ_PRODUCTION_TOKEN: 'x'.repeat(20),
      NPQ_SANDBOX_TOKEN: 'y'.repeat(20),
    });
    expect(run.exitCode).toBe(3);
    expect(run.stderr).toContain('never-host');
  });

  test('4: the credential is missing', async () => {
    const run = await assay(['run', DOCUMENT, '--url', clean.url, '-H', 'Authorization: env:TOKEN', '--out', '{out}']);
    expect(run.stderr).toContain('TOKEN');
    expect(run.stdout).toContain('INCONCLUSIVE');
    expect(run.exitCode).toBe(4);
  });

  test('4: no credential was given at all', async () => {
    const run = await assay(['run', DOCUMENT, '--url', clean.url, '--out', '{out}']);
    expect(run.exitCode).toBe(4);
  });

  test('4: the credential is wrong', async () => {
    const run = await assay(['run', DOCUMENT, '--url', clean.url, '-H', 'Authorization: env:TOKEN', '--out', '{out}'], {
      TOKEN: 'not-a-token-of-this-system',
    });
    expect(run.exitCode).toBe(4);
    expect(run.stdout).not.toContain('not-a-token-of-this-system');
  });

  test('4: a server that only ever fails is down, not judged', async () => {
    const down = await listen((_request, response) =>
      response.writeHead(500, { 'content-type': 'application/json' }).end('{}'),
    );
    const run = await assay(['run', DOCUMENT, '--url', down.url, '-H', 'Authorization: env:TOKEN', '--out', '{out}'], {
      TOKEN: token,
    });
    down.close();
    expect(run.exitCode).toBe(4);
  });

  test('4: a server that throttles everything is not judged', async () => {
    const full = await listen((_request, response) => response.writeHead(429).end());
    const run = await assay(['run', DOCUMENT, '--url', full.url, '-H', 'Authorization: env:TOKEN', '--out', '{out}'], {
      TOKEN: token,
    });
    full.close();
    expect(run.exitCode).toBe(4);
    expect(run.stdout).toContain('429');
  });
});
