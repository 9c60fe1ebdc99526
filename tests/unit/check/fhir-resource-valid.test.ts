import { describe, expect, it } from 'vitest';
import { fhirResourceValid } from '../../../src/check/fhir-resource-valid.ts';
import { createFhirAnswers, createFhirValidator, type FhirAnswers } from '../../../src/fhir/index.ts';
import { answer, type Scene, stage } from './shared/scene.ts';

const FHIR = { 'content-type': 'application/fhir+json; charset=utf-8' };
const VALID = { resourceType: 'Patient', id: 'p', active: true };
const INVALID = { resourceType: 'Patient', gender: 'malee', name: [{ given: [1, 2] }, { given: [3] }] };

const answers = (version: '3.0' | '4.0' = '4.0') =>
  createFhirAnswers(version, () => createFhirValidator({ version, warnings: false, unknownExtensions: 'not-checked' }));
const shared = answers();

function judge(body: unknown, { fhir = shared, headers = FHIR, status = 200, ...scene }: Judged = {}) {
  const { input, context } = stage({ ...scene, response: answer(status, body, headers) });
  return fhirResourceValid.judge(input, { ...context, ...(fhir === 'absent' ? {} : { fhir }) });
}
interface Judged extends Omit<Scene, 'response'> {
  readonly fhir?: FhirAnswers | 'absent';
  readonly headers?: Record<string, string>;
  readonly status?: number;
}

describe('fhir-resource-valid', () => {
  it('passes a valid resource, in JSON and in XML', () => {
    expect(judge(VALID)).toEqual([{ outcome: 'pass' }]);
    const xml = '<Patient xmlns="http://hl7.org/fhir"><active value="true"/></Patient>';
    expect(judge(xml, { headers: { 'content-type': 'application/fhir+xml' } })).toEqual([{ outcome: 'pass' }]);
  });

  it('accuses once for each cause, with its clause, its place and how often it occurs', () => {
    const found = judge(INVALID);
    expect(found).toHaveLength(2);
    expect(found).toContainEqual({
      outcome: 'fail',
      message: expect.stringMatching(/^Patient\.gender: 'malee' is not in the value set/),
      signature: 'Patient.gender binding',
      evidence: [
        {
          at: 'response.body',
          pointer: '/gender',
          expected: expect.any(String),
          found: expect.stringContaining('(line 1, column'),
        },
      ],
      basis: { kind: 'clause', source: 'FHIR R4', section: expect.stringContaining('administrative-gender') },
    });
    expect(found).toContainEqual(
      expect.objectContaining({
        signature: 'Patient.name.given type-string',
        message: expect.stringContaining('And 2 more of its kind'),
        basis: expect.objectContaining({ url: 'http://hl7.org/fhir/StructureDefinition/string' }),
      }),
    );
  });

  it('judges error answers too', () => {
    expect(judge({ resourceType: 'OperationOutcome', issue: [] }, { status: 404 })[0]).toMatchObject({
      outcome: 'fail',
    });
    const sound = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'not-found' }] };
    expect(judge(sound, { status: 404 })).toEqual([{ outcome: 'pass' }]);
  });

  it('judges plain JSON only where it is a resource', () => {
    const headers = { 'content-type': 'application/json' };
    expect(judge(INVALID, { headers })).toHaveLength(2);
    expect(judge({ data: [] }, { headers })).toEqual([]);
    expect(judge({ data: [{ resourceType: 'Patient' }] }, { headers })).toEqual([]);
    expect(judge(INVALID, { headers, fhir: 'absent' })).toEqual([]);
    expect(judge('<p>', { headers: { 'content-type': 'text/html' } })).toEqual([]);
  });

  it('judges by the version of the API', () => {
    const animal = { resourceType: 'Patient', animal: { species: { text: 'cat' } } };
    expect(judge(animal, { fhir: answers('3.0') })).toEqual([{ outcome: 'pass' }]);
    expect(judge(animal)[0]).toMatchObject({ basis: { source: 'FHIR R4' } });
  });

  it('accuses what says that it is FHIR and is not', () => {
    expect(judge('oops')).toMatchObject([{ outcome: 'fail' }]);
    expect(judge({ data: [] })).toMatchObject([{ outcome: 'fail' }]);
  });

  it('doubts where it cannot judge', () => {
    expect(judge(VALID, { fhir: 'absent' })).toMatchObject([{ outcome: 'inconclusive', reason: /--fhir/ }]);
    expect(judge(VALID, { status: 429 })).toMatchObject([{ outcome: 'inconclusive' }]);
    expect(judge(new Uint8Array([0xff, 0xfe]))).toMatchObject([{ outcome: 'inconclusive' }]);
    expect(judge(VALID, { headers: { ...FHIR, 'content-encoding': 'gzip' } })).toMatchObject([
      { outcome: 'inconclusive' },
    ]);
    const profiled = { ...VALID, meta: { profile: ['http://example.org/absent'] } };
    expect(judge(profiled)).toMatchObject([{ outcome: 'inconclusive', reason: /http:\/\/example\.org\/absent/ }]);
  });

  it('has nothing to say of answers without a body', () => {
    expect(judge(undefined, { status: 204 })).toEqual([]);
    expect(judge(VALID, { method: 'HEAD' })).toEqual([]);
  });
});

describe('the judge of answers', () => {
  it('validates each distinct body once, and only when one comes', () => {
    const validated: string[] = [];
    let made = 0;
    const fhir = createFhirAnswers('4.0', () => {
      made++;
      const validator = createFhirValidator();
      const validateText = (text: string) => {
        validated.push(text);
        return validator.validateText(text);
      };
      return { ...validator, validateText };
    });
    expect(made).toBe(0);
    for (let i = 0; i < 3; i++) judge(VALID, { fhir });
    judge(INVALID, { fhir });
    expect(made).toBe(1);
    expect(validated).toEqual([JSON.stringify(VALID), JSON.stringify(INVALID)]);
  });

  it('counts what was left unchecked, by distinct body, most frequent first', () => {
    const fhir = answers();
    const profile = (...profiles: string[]) => ({ meta: { profile: profiles } });
    for (const id of ['a', 'b', 'b'])
      judge({ ...VALID, id, ...profile('http://example.org/x', 'http://example.org/y') }, { fhir });
    judge({ ...VALID, ...profile('http://example.org/y') }, { fhir });
    expect(fhir.gaps()).toMatchObject([
      { kind: 'profile', subject: 'http://example.org/y', bodies: 3 },
      { kind: 'profile', subject: 'http://example.org/x', bodies: 2 },
    ]);
  });
});
