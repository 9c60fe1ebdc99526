import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/kernel/json.ts';
import { errorsOf, judge, observation, patient, rulesOf } from './judge.ts';

const XHTML = 'xmlns="http://www.w3.org/1999/xhtml"';
const withText = (div: string) => patient({ text: { status: 'generated', div } });

describe('extensions', () => {
  const core = 'http://hl7.org/fhir/StructureDefinition/';

  test('a known extension in its place is valid', () => {
    expect(
      judge(patient({ extension: [{ url: `${core}patient-birthPlace`, valueAddress: { city: 'A' } }] })).answer,
    ).toBe('valid');
  });

  test('the wrong value type breaks its definition', () => {
    expect(rulesOf(patient({ extension: [{ url: `${core}patient-birthPlace`, valueString: 'A' }] }))).toContain(
      'profile-type',
    );
  });

  test('an extension elsewhere breaks its context', () => {
    const extension = [{ url: `${core}patient-birthPlace`, valueAddress: { city: 'A' } }];
    expect(rulesOf(observation({ extension }))).toContain('extension-context');
  });

  test('a value and extensions at once break ext-1, and so does neither', () => {
    expect(rulesOf(patient({ extension: [{ url: 'http://example.org/x' }] }))).toEqual(['ext-1']);
  });

  test('an unknown extension is an error, or not checked on request, and never checked in the HL7 namespace', () => {
    const extension = [{ url: 'http://unknown.test/x', valueString: 'a' }];
    expect(rulesOf(patient({ extension }))).toEqual(['extension-unknown']);
    expect(judge(patient({ extension }), { unknownExtensions: 'not-checked' })).toMatchObject({
      answer: 'not-checked',
      notChecked: [{ kind: 'extension', subject: 'http://unknown.test/x', expression: 'Patient.extension[0]' }],
    });
    expect(judge(patient({ extension: [{ url: `${core}not-yet-known`, valueString: 'a' }] })).answer).toBe(
      'not-checked',
    );
  });
});

describe('narrative', () => {
  test.each([
    `<div ${XHTML}><p>a<br/>b &amp; &#169;</p></div>`,
    `<div ${XHTML}><a href="#x">y</a><p id="x">z</p></div>`,
    `<div ${XHTML}><img src="a.png" alt="a"/></div>`,
  ])('%s is allowed', (div) => {
    expect(judge(withText(div)).answer).toBe('valid');
  });

  test.each([
    [`<div ${XHTML}><script>a</script></div>`, ['txt-1', 'xhtml']],
    [`<div ${XHTML}><p onclick="a">b</p></div>`, ['txt-1', 'xhtml']],
    [`<div ${XHTML}>&nbsp;a</div>`, ['xhtml']],
    [`<div ${XHTML}><p>a</div>`, ['xhtml', 'xhtml']],
    ['<div>a</div>', ['xhtml']],
    [`<div ${XHTML}> </div>`, ['txt-2']],
    [`<div ${XHTML}><a href="#nowhere">a</a></div>`, ['xhtml']],
    [`<!DOCTYPE div><div ${XHTML}>a</div>`, ['xhtml']],
    [`<p ${XHTML}>a</p>`, ['xhtml']],
  ])('%s breaks %j', (div, rules) => {
    expect(rulesOf(withText(div))).toEqual(rules);
  });

  test('tags that never close are read in linear time', () => {
    const started = performance.now();
    judge(withText(`<div ${XHTML}>${'<a b="'.repeat(20_000)}</div>`));
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('references and contained resources', () => {
  test('a local reference must resolve', () => {
    expect(rulesOf(patient({ managingOrganization: { reference: '#o' } }))).toEqual(['ref-1', 'reference-resolves']);
  });

  test('the type of a reference must be one that the element allows', () => {
    expect(rulesOf(patient({ managingOrganization: { reference: 'Patient/1' } }))).toEqual(['reference-target']);
  });

  test('a contained resource that nothing refers to breaks dom-3', () => {
    expect(errorsOf(patient({ contained: [{ resourceType: 'Organization', id: 'o', name: 'A' }] }))[0]).toMatchObject({
      rule: 'dom-3',
      expression: 'Patient.contained[0]',
    });
  });
});

describe('Bundles', () => {
  const bundle = (type: string, entry: unknown[], more: object = {}) => ({
    resourceType: 'Bundle',
    type,
    entry,
    ...more,
  });

  test.each([
    ['Patient/1', ['bundle-full-url']],
    ['http://a.test/Patient/2', ['bundle-full-url']],
    ['http://a.test/Patient/1', []],
    ['urn:uuid:c757873d-ec9a-4326-a141-556f43239520', []],
  ])('the fullUrl %s gives %j', (fullUrl, rules) => {
    expect(rulesOf(bundle('collection', [{ fullUrl, resource: patient({ id: '1' }) }]))).toEqual(rules);
  });

  test('search results have ids and the type that was searched for', () => {
    const link = [{ relation: 'self', url: 'http://a.test/Observation?x=1' }];
    const entry = [
      { fullUrl: 'http://a.test/Patient/1', resource: patient({ active: true }), search: { mode: 'match' } },
    ];
    expect(rulesOf(bundle('searchset', entry, { link }))).toEqual(['bundle-search-id', 'bundle-search-type']);
  });

  test('a URN reference should lead to an entry: a warning, as the specification does not demand it', () => {
    const subject = { reference: 'urn:uuid:c757873d-ec9a-4326-a141-556f43239520' };
    const fullUrl = 'urn:uuid:d757873d-ec9a-4326-a141-556f43239520';
    const { answer, issues } = judge(bundle('collection', [{ fullUrl, resource: observation({ subject }) }]));
    expect(answer).toBe('valid');
    expect(issues.filter(({ rule }) => rule === 'bundle-reference-resolves')).toHaveLength(1);
  });

  test('a document holds what its Composition refers to', () => {
    const composition = {
      resourceType: 'Composition',
      id: 'c',
      status: 'final',
      type: { text: 'a' },
      date: '2020',
      title: 'A',
      author: [{ reference: 'Practitioner/p' }],
      subject: { reference: 'Patient/1' },
    };
    const entry = [
      { fullUrl: 'http://a.test/Composition/c', resource: composition },
      { fullUrl: 'http://a.test/Patient/1', resource: patient({ id: '1' }) },
    ];
    const more = { identifier: { system: 'urn:x', value: '1' }, timestamp: '2020-01-01T00:00:00Z' };
    expect(errorsOf(bundle('document', entry, more))).toMatchObject([
      { rule: 'bundle-reference-resolves', expression: 'Bundle.entry[0].resource.author[0]' },
    ]);
  });
});

describe('codes', () => {
  const coded = (coding: JsonObject) => observation({ code: { coding: [coding] } });

  test.each([
    ['coding-code', { system: 'http://hl7.org/fhir/observation-status', code: 'none' }],
    ['coding-display', { system: 'http://hl7.org/fhir/observation-status', code: 'final', display: 'Wrong' }],
    ['coding-system', { system: 'observation-status', code: 'final' }],
    ['coding-system', { system: 'http://hl7.org/fhir/ValueSet/observation-status', code: 'final' }],
  ])('%s is found', (rule, coding) => {
    expect(rulesOf(coded(coding))).toEqual([rule]);
  });

  test('a system that is not held is neither right nor wrong', () => {
    expect(rulesOf(coded({ system: 'http://snomed.info/sct', code: '1' }))).toEqual([]);
  });

  test('units are UCUM expressions', () => {
    const quantity = (code: string) =>
      observation({ valueQuantity: { value: 1, system: 'http://unitsofmeasure.org', code } });
    for (const code of ['mg', 'mm[Hg]', '10*9/L', '{score}', 'kg/m2', '/min', 'umol/(8.h)'])
      expect(rulesOf(quantity(code))).toEqual([]);
    for (const code of ['lbs', 'mg/', 'bpm', 'm)']) expect(rulesOf(quantity(code))).toEqual(['quantity-code']);
  });

  test('a vital sign must keep its profile', () => {
    const coding = [{ system: 'http://loinc.org', code: '8310-5' }];
    expect(rulesOf(observation({ code: { coding } }))).toContain('profile-cardinality');
  });
});

describe('conformance resources', () => {
  test('a complete CodeSystem has as many concepts as it says', () => {
    const system = {
      resourceType: 'CodeSystem',
      status: 'active',
      content: 'complete',
      count: 2,
      concept: [{ code: 'a' }],
    };
    expect(rulesOf(system)).toEqual(['code-system-count']);
  });

  test('a composite SearchParameter has components, and its expression keeps to its base', () => {
    const parameter = {
      resourceType: 'SearchParameter',
      url: 'http://a.test/s',
      name: 'A',
      status: 'active',
      description: 'a',
      code: 'a',
      base: ['Patient'],
      type: 'composite',
      expression: 'Organization.name',
    };
    expect(rulesOf(parameter)).toEqual(['search-parameter', 'search-parameter']);
  });

  test('an enableWhen names an item', () => {
    const item = [
      { linkId: '1', type: 'string', enableWhen: [{ question: '2', operator: 'exists', answerBoolean: true }] },
    ];
    expect(rulesOf({ resourceType: 'Questionnaire', status: 'active', item })).toEqual(['questionnaire-enable-when']);
  });

  test('the expression of a constraint is FHIRPath', () => {
    const element = [
      {
        id: 'Patient',
        path: 'Patient',
        constraint: [{ key: 'a-1', severity: 'error', human: 'a', expression: 'name.where(' }],
      },
    ];
    const definition = {
      resourceType: 'StructureDefinition',
      url: 'http://a.test/p',
      name: 'A',
      status: 'active',
      kind: 'resource',
      abstract: false,
      type: 'Patient',
      baseDefinition: 'http://hl7.org/fhir/StructureDefinition/Patient',
      derivation: 'constraint',
      differential: { element },
    };
    expect(rulesOf(definition)).toEqual(['fhirpath-syntax']);
  });

  test('a differential names elements of its base', () => {
    const definition = {
      resourceType: 'StructureDefinition',
      url: 'http://a.test/p',
      name: 'A',
      status: 'active',
      kind: 'resource',
      abstract: false,
      type: 'Patient',
      baseDefinition: 'http://hl7.org/fhir/StructureDefinition/Patient',
      derivation: 'constraint',
      differential: { element: [{ id: 'Patient.nose', path: 'Patient.nose', min: 1 }] },
    };
    expect(rulesOf(definition)).toEqual(['profile-snapshot']);
  });
});
