import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/kernel/json.ts';
import { errorsOf, judge, observation, patient, rulesOf } from './judge.ts';

const XHTML = 'xmlns="http://www.w3.org/1999/xhtml"';
const withText = (inner: string) => patient({ text: { status: 'generated', div: `<div ${XHTML}>${inner}</div>` } });
const HOST = 'http://a.test/fhir';

describe('definitions are those that FHIR publishes', () => {
  test.each<[string, JsonObject]>([
    ['Meta.project', patient({ meta: { project: 'x' } })],
    ['Binary.url', { resourceType: 'Binary', contentType: 'text/plain', url: 'http://a.test/x' }],
    ['ObservationDefinition.publisher', { resourceType: 'ObservationDefinition', code: { text: 'a' }, publisher: 'x' }],
  ])('there is no %s', (_name, resource) => expect(rulesOf(resource)).toEqual(['unknown-member']));

  test('EvidenceVariable.characteristic.definition[x] is there', () => {
    const characteristic = [{ definitionCodeableConcept: { text: 'a' } }];
    expect(rulesOf({ resourceType: 'EvidenceVariable', status: 'draft', characteristic })).toEqual([]);
    expect(rulesOf({ resourceType: 'EvidenceVariable', status: 'draft' })).toEqual(['cardinality']);
  });
});

describe('narratives keep the content model of HTML', () => {
  test.each([
    '<ul><li>a</li></ul>',
    '<table><tr><td>a</td></tr></table>',
    '<p>a<br/><b>c</b></p>',
    '<dl><dt>a</dt><dd><p>b</p></dd></dl>',
    '<a href="http://a.test">a</a>',
  ])('takes %s', (inner) => expect(rulesOf(withText(inner))).toEqual([]));
  test.each([
    '<li>a</li>',
    '<ul><p>a</p></ul>',
    '<ul>a</ul>',
    '<td>a</td>',
    '<p>a<div>b</div></p>',
    '<b>a<table><tr><td>b</td></tr></table></b>',
    '<a href="http://a.test">a<b><a href="http://b.test">c</a></b></a>',
    '<br>a</br>',
    '<a href="javascript:x()">a</a>',
    '<a href="">a</a>',
    '<a href="a b">a</a>',
    '<img src="#nowhere" alt="a"/>',
    '<p xmlns="http://a.test">a</p>',
  ])('refuses %s', (inner) => expect(rulesOf(withText(inner))).toContain('xhtml'));
});

describe('references and what is contained', () => {
  test('a contained resource has an id', () => {
    expect(rulesOf(patient({ contained: [{ resourceType: 'Organization', name: 'a' }] }))).toEqual(['contained-id']);
  });

  test('# is the container, of which the type counts too', () => {
    const contained = (reference: string) => [
      { resourceType: 'Patient', id: 'x', managingOrganization: { reference } },
    ];
    expect(rulesOf(patient({ contained: contained('#') }))).toEqual(['reference-target']);
    expect(rulesOf(observation({ subject: { reference: '#' } }))).toContain('reference-resolves');
  });

  test('a type alone must be one of the targets', () => {
    expect(rulesOf(observation({ subject: { type: 'Account', display: 'x' } }))).toEqual(['reference-target']);
  });

  test('the part of an extension is one that it defines', () => {
    const parts = (url: string) => [
      {
        url: 'http://hl7.org/fhir/StructureDefinition/geolocation',
        extension: [
          { url: 'latitude', valueDecimal: 1 },
          { url: 'longitude', valueDecimal: 1 },
          ...(url ? [{ url, valueDecimal: 1 }] : []),
        ],
      },
    ];
    expect(rulesOf(patient({ address: [{ extension: parts('') }] }))).toEqual([]);
    expect(rulesOf(patient({ address: [{ extension: parts('height') }] }))).toEqual(['extension-part']);
  });
});

describe('Bundles', () => {
  const entry = (resource: JsonObject, more: JsonObject = {}) => ({
    fullUrl: `${HOST}/${String(resource['resourceType'])}/${String(resource['id'])}`,
    resource,
    ...more,
  });
  const bundle = (type: string, entries: readonly JsonObject[], more: JsonObject = {}) => ({
    resourceType: 'Bundle',
    type,
    entry: entries,
    ...more,
  });
  const someone = patient({ id: 'p', active: true });

  test('links between pages are for search results and histories, once each', () => {
    const link = (relation: string) => ({ relation, url: `${HOST}/Patient?x` });
    expect(rulesOf(bundle('searchset', [entry(someone)], { link: [link('self'), link('next')] }))).toEqual([]);
    expect(rulesOf(bundle('collection', [entry(someone)], { link: [link('next')] }))).toEqual(['bundle-link']);
    expect(rulesOf(bundle('searchset', [entry(someone)], { link: [link('self'), link('self')] }))).toEqual([
      'bundle-link',
    ]);
  });

  test('entries have full URLs, except where the server gives them', () => {
    expect(rulesOf(bundle('collection', [{ resource: someone }]))).toEqual(['bundle-full-url']);
    expect(rulesOf(bundle('batch', [{ resource: someone, request: { method: 'POST', url: 'Patient' } }]))).toEqual([]);
    const { id: _id, ...nameless } = someone;
    expect(rulesOf(bundle('collection', [{ fullUrl: `${HOST}/Patient/p`, resource: nameless }]))).toEqual([
      'bundle-full-url',
    ]);
  });

  test('conditional references are for batches and transactions', () => {
    const resource = observation({ id: 'o', subject: { reference: 'Patient?identifier=a' } });
    expect(rulesOf(bundle('collection', [entry(resource)]))).toEqual(['reference-form']);
    expect(
      rulesOf(bundle('transaction', [{ resource, request: { method: 'POST', url: 'Observation' } }])),
    ).not.toContain('reference-form');
  });

  test('all of a document is reached from its Composition', () => {
    const composition = {
      resourceType: 'Composition',
      id: 'c',
      status: 'final',
      type: { text: 'a' },
      date: '2020',
      title: 'a',
      author: [{ reference: 'Patient/p' }],
    };
    const document = (more: readonly JsonObject[]) =>
      bundle('document', [entry(composition), entry(someone), ...more], {
        timestamp: '2020-01-01T00:00:00Z',
        identifier: { system: 'urn:a:b', value: '1' },
      });
    expect(rulesOf(document([]))).toEqual([]);
    expect(rulesOf(document([entry(observation({ id: 'o', subject: { reference: 'Patient/p' } }))]))).toEqual([]);
    expect(
      errorsOf(document([entry({ resourceType: 'Organization', id: 'x', name: 'a' })])).map(
        ({ expression }) => expression,
      ),
    ).toEqual(['Bundle.entry[2]']);
  });
});

describe('conformance resources', () => {
  const gender = 'http://hl7.org/fhir/administrative-gender';
  const map = (code: string, more: JsonObject = {}) => ({
    resourceType: 'ConceptMap',
    status: 'draft',
    group: [{ source: gender, target: gender, element: [{ code, target: [{ code: 'male', equivalence: 'equal' }] }] }],
    ...more,
  });

  test('the codes of a map exist, and its scope is a value set that has them', () => {
    expect(rulesOf(map('male'))).toEqual([]);
    expect(rulesOf(map('zz'))).toEqual(['concept-map-code']);
    expect(rulesOf(map('male', { sourceUri: 'http://hl7.org/fhir/ValueSet/marital-status' }))).toEqual([
      'concept-map-code',
    ]);
    expect(rulesOf(map('male', { sourceUri: gender }))).toEqual(['concept-map-scope']);
  });

  test('a system has no version in it', () => {
    const compose = { include: [{ system: `${gender}|4.0.1` }] };
    expect(rulesOf({ resourceType: 'ValueSet', status: 'draft', compose })).toEqual(['value-set-include']);
  });

  test('functions of FHIRPath exist, and criteria are booleans', () => {
    const parameter = (expression: string) => ({
      resourceType: 'SearchParameter',
      url: 'http://a.test/s',
      name: 's',
      status: 'draft',
      description: 'a',
      code: 's',
      base: ['Patient'],
      type: 'token',
      expression,
    });
    expect(rulesOf(parameter('Patient.name.where(use.exists()).family'))).toEqual([]);
    expect(rulesOf(parameter('Patient.name.foo()'))).toEqual(['search-parameter']);
    expect(rulesOf(parameter('Patient.name.where(family)'))).toEqual(['search-parameter']);
  });
});

describe('what is never checked is said', () => {
  test.each<[string, JsonObject]>([
    [
      'reports against measures',
      {
        resourceType: 'MeasureReport',
        status: 'complete',
        type: 'summary',
        measure: 'http://a.test/m',
        period: { start: '2020' },
      },
    ],
    [
      'signatures',
      {
        resourceType: 'Bundle',
        type: 'collection',
        signature: {
          type: [{ system: 'urn:iso-astm:E1762-95:2013', code: '1.2.840.10065.1.12.1.1' }],
          when: '2020-01-01T00:00:00Z',
          who: { reference: 'Patient/1' },
          data: 'YQ==',
        },
      },
    ],
    [
      'logical models',
      {
        resourceType: 'StructureDefinition',
        url: 'http://a.test/l',
        name: 'L',
        status: 'draft',
        kind: 'logical',
        abstract: false,
        type: 'http://a.test/l',
      },
    ],
  ])('%s', (_what, resource) => expect(judge(resource).notChecked.map(({ kind }) => kind)).toContain('rule'));
});
