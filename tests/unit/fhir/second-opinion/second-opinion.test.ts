import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FhirVerdict } from '../../../../src/fhir/index.ts';
import { officialByJar } from '../../../../src/fhir/second-opinion/by-jar.ts';
import { compareVerdicts, formatDisagreement } from '../../../../src/fhir/second-opinion/compare.ts';
import { officialOverHttp } from '../../../../src/fhir/second-opinion/over-http.ts';
import { readOutcome } from '../../../../src/fhir/second-opinion/read-outcome.ts';
import { createSample } from '../../../../src/fhir/second-opinion/sample.ts';
import { createRedactor } from '../../../../src/kernel/redaction.ts';
import { fhirValidate } from '../../../../src/run/fhir-validate.ts';
import { postText } from '../../../../src/target/post-text.ts';

const EXT = 'http://hl7.org/fhir/StructureDefinition/operationoutcome-';
const CLEAN = { resourceType: 'OperationOutcome', issue: [{ severity: 'information', code: 'informational' }] };
const BROKEN = {
  resourceType: 'OperationOutcome',
  issue: [
    {
      severity: 'error',
      code: 'structure',
      details: { text: 'No!' },
      expression: ['Patient.active'],
      extension: [
        { url: `${EXT}issue-line`, valueInteger: 3 },
        { url: `${EXT}issue-col`, valueInteger: 7 },
        { url: `${EXT}message-id`, valueString: 'Some_Message' },
      ],
    },
  ],
};
const PATIENT = '{"resourceType":"Patient"}';
const verdict = (answer: FhirVerdict['answer'], resourceType = 'Patient'): FhirVerdict => ({
  answer,
  resourceType,
  notChecked: [],
  issues:
    answer === 'invalid'
      ? [{ severity: 'error', code: 'x', expression: 'Patient', rule: 'r', clause: 'c', message: 'bad' }]
      : [],
});
const failure = expect.objectContaining({ kind: 'config', code: 'second-opinion' });

describe('an OperationOutcome of the official validator', () => {
  it('is read with place and message id', () => {
    expect(readOutcome(BROKEN)).toEqual({
      answer: 'invalid',
      resourceType: undefined,
      notChecked: [],
      issues: [
        {
          severity: 'error',
          code: 'structure',
          expression: 'Patient.active',
          line: 3,
          column: 7,
          rule: 'Some_Message',
          clause: 'official validator',
          message: 'No!',
        },
      ],
    });
    expect(readOutcome(CLEAN)?.answer).toBe('valid');
  });

  it('is nothing else', () => {
    for (const other of [undefined, null, [], {}, { resourceType: 'Patient' }])
      expect(readOutcome(other)).toBeUndefined();
  });
});

describe('the official validator over HTTP', () => {
  let server: Server;
  let seen: { url: string | undefined; type: string | undefined; body: string }[];
  let reply: string;
  beforeEach(async () => {
    seen = [];
    reply = JSON.stringify(CLEAN);
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        seen.push({ url: request.url, type: request.headers['content-type'], body });
        response.end(reply);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));
  const at = (path = '') => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;

  it('asks the official server by its own parameter, and others by theirs', async () => {
    const xml = '<Patient xmlns="http://hl7.org/fhir"/>';
    await officialOverHttp(at(), postText).judge(
      [
        { name: 'a', text: PATIENT },
        { name: 'b', text: xml },
      ],
      ['urn:a', 'urn:b'],
    );
    await officialOverHttp(at('/fhir/Patient/$validate'), postText).judge([{ name: 'c', text: PATIENT }], ['urn:a']);
    expect(seen).toEqual([
      { url: '/validateResource?profiles=urn%3Aa%2Curn%3Ab', type: 'application/fhir+json', body: PATIENT },
      { url: '/validateResource?profiles=urn%3Aa%2Curn%3Ab', type: 'application/fhir+xml', body: xml },
      { url: '/fhir/Patient/$validate?profile=urn%3Aa', type: 'application/fhir+json', body: PATIENT },
    ]);
  });

  it('fails when the answer is no OperationOutcome, or none comes', async () => {
    for (reply of ['busy', '{"resourceType":"Bundle"}'])
      await expect(officialOverHttp(at(), postText).judge([{ name: 'a', text: PATIENT }], [])).rejects.toThrow(failure);
    await expect(
      officialOverHttp('http://127.0.0.1:9', postText).judge([{ name: 'a', text: PATIENT }], []),
    ).rejects.toThrow(failure);
  });

  it('gives disagreements, and an inconclusive end, beside the native answers', async () => {
    const room = mkdtempSync(join(tmpdir(), 'assay-opinion-'));
    const said: string[] = [];
    const printed: string[] = [];
    writeFileSync(join(room, 'p.json'), PATIENT);
    const validate = (engine: 'hl7' | 'both') =>
      fhirValidate(
        {
          inputs: ['p.json'],
          cwd: room,
          version: '4.0',
          profiles: [],
          packages: [],
          format: 'json',
          strict: false,
          packageSource: { folders: [], offline: true },
          opinion: { engine, place: at(), every: 5 },
        },
        { print: (text) => printed.push(text), say: (text) => said.push(text), redactor: createRedactor(), env: {} },
      );
    expect(await validate('both')).toBe(0);
    expect(said).toContain('second opinion on 1 resources: 0 disagreements with the official validator');
    reply = JSON.stringify(BROKEN);
    expect(await validate('both')).toBe(4);
    expect(said.join('\n')).toContain(
      'the official validator finds errors, the native one none\n  Patient.active No! [Some_Message]',
    );
    printed.length = 0;
    expect(await validate('hl7')).toBe(1);
    expect(printed.map((line) => JSON.parse(line))).toMatchObject([
      { name: 'p.json', answer: 'invalid', issues: [{ rule: 'Some_Message' }] },
    ]);
    rmSync(room, { recursive: true });
  });
});

describe('the official validator as a jar', () => {
  let room: string;
  beforeEach(() => {
    room = mkdtempSync(join(tmpdir(), 'assay-jar-'));
  });
  afterEach(() => rmSync(room, { recursive: true, force: true }));

  /** A program that stands where Java would: it is given the command line of the official validator. */
  function javaThat(does: string): string {
    const path = join(room, 'java.cjs');
    writeFileSync(
      path,
      `#!${process.execPath}\nconst fs = require('fs'); const argv = process.argv.slice(2);\nconst output = argv[argv.indexOf('-output') + 1];\n${does}\n`,
    );
    chmodSync(path, 0o755);
    return path;
  }

  const bundling = `
    fs.writeFileSync(${JSON.stringify('ARGV')}, JSON.stringify(argv));
    const files = argv.filter((word) => /resource-\\d+\\.(json|xml)$/.test(word));
    const outcome = (file) => ({ resourceType: 'OperationOutcome', extension: [{ url: '${EXT}file', valueString: file }],
      issue: [{ severity: fs.readFileSync(file, 'utf8').includes('bad') ? 'error' : 'information', code: 'x' }] });
    const all = files.map(outcome).reverse();
    fs.writeFileSync(output, JSON.stringify(all.length === 1 ? all[0] : { resourceType: 'Bundle', entry: all.map((resource) => ({ resource })) }));
    process.exit(1);`;

  it('judges a batch in one process and gives verdicts in the order of the requests', async () => {
    const java = javaThat(bundling.replace('"ARGV"', JSON.stringify(join(room, 'argv.json'))));
    const official = officialByJar('/x/validator_cli.jar', { version: '3.0', packages: ['own#1'], java });
    const requests = ['{"bad":1}', '<a xmlns="x"/>', '{}'].map((text, index) => ({ name: `n${index}`, text }));
    expect((await official.judge(requests, ['urn:p'])).map(({ answer }) => answer)).toEqual([
      'invalid',
      'valid',
      'valid',
    ]);
    const argv = JSON.parse(readFileSync(join(room, 'argv.json'), 'utf8')) as string[];
    expect(argv.slice(0, 10)).toEqual([
      '-jar',
      '/x/validator_cli.jar',
      '-version',
      '3.0.2',
      '-tx',
      'n/a',
      '-ig',
      'own#1',
      '-profile',
      'urn:p',
    ]);
    expect((await official.judge([{ name: 'one', text: '{"bad":1}' }], []))[0]?.answer).toBe('invalid');
    expect(await official.judge([], [])).toEqual([]);
  });

  it('fails, and says why, when there is no Java, or no outcome', async () => {
    const judge = (java: string) =>
      officialByJar('v.jar', { version: '4.0', packages: [], java }).judge([{ name: 'a', text: '{}' }], []);
    await expect(judge(join(room, 'absent'))).rejects.toThrow(/cannot be run/);
    await expect(judge(javaThat("console.error('Unable to access jarfile v.jar')"))).rejects.toThrow(
      /Unable to access jarfile/,
    );
    await expect(judge(javaThat("fs.writeFileSync(output, '{}')"))).rejects.toThrow(failure);
  });

  it('leaves nothing behind', async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('assay-second-opinion-'));
    await officialByJar('v.jar', { version: '4.0', packages: [], java: javaThat('') })
      .judge([{ name: 'a', text: '{}' }], [])
      .catch(() => undefined);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('assay-second-opinion-'))).toEqual(before);
  });
});

describe('comparison', () => {
  it('finds only differences in having errors', () => {
    expect(compareVerdicts('a', verdict('valid'), verdict('not-checked'))).toBeUndefined();
    expect(compareVerdicts('a', verdict('invalid'), verdict('invalid'))).toBeUndefined();
    expect(compareVerdicts('a', verdict('invalid'), verdict('valid'))).toMatchObject({
      errorsOf: 'native',
      errors: [{ rule: 'r' }],
    });
    const disagreement = compareVerdicts('a', verdict('valid'), verdict('invalid'));
    expect(disagreement && formatDisagreement(disagreement)).toBe(
      'a disagreement: the official validator finds errors, the native one none\n  Patient bad [r]',
    );
  });

  it('asks for every refusal, the first of each type, and every n-th of the rest', () => {
    const wanted = createSample(3);
    const answers = ['valid', 'valid', 'invalid', 'valid', 'valid', 'valid'] as const;
    expect(answers.map((answer) => wanted(verdict(answer)))).toEqual([true, false, true, false, true, false]);
    expect(wanted(verdict('valid', 'Bundle'))).toBe(true);
  });
});
