import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { reporters, reportFromJson, reportToJson } from '../../src/report/index.ts';
import { rewriteStrings } from '../fixtures/rewrite-strings.ts';
import { sampleReport } from '../fixtures/sample-report.ts';

const OPTIONS = { colour: false, width: 80 };
const SEED = { seed: 7, numRuns: 40 };

const nasty = fc.constantFrom(
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='x",
  '</style><script>',
  '<!--',
  ']]>',
  '&amp;&#0;',
  '\u0000\u0007\u001b[31m',
  '\ud800 lone',
  '\ufffe\uffff',
  '\u202egnp',
  '`{{x}}',
  'javascript:alert(1)',
);
const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), nasty);
const anyBody = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  anyText.map((text) => new TextEncoder().encode(text)),
);

/** The sample with every free string replaced by texts in turn, and every body by one body. */
const anyReport = fc.tuple(fc.array(anyText, { minLength: 1, maxLength: 12 }), anyBody).map(([texts, body]) => {
  let next = 0;
  return rewriteStrings(sampleReport(), () => texts[next++ % texts.length] ?? '', body);
});

/** A tag as the page writes it: double-quoted attributes without angle brackets, or none. */
const TAG = /^<(?:!doctype html|\/?[a-z][a-z0-9]*(?: (?!on)[a-z-]+(?:="[^"<>]*")?)*)>$/;
const XML_CHARACTERS = /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u;

describe('whatever strings and bytes a report holds', () => {
  it('JUnit is well-formed, holds only characters of XML 1.0, and its totals are right', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const xml = reporters.get('junit').render(report, OPTIONS);
        expect(xml).toMatch(XML_CHARACTERS);
        expect(XMLValidator.validate(xml)).toBe(true);
        const parsed = new XMLParser({ ignoreAttributes: false, isArray: (name) => name !== 'testsuites' }).parse(xml);
        const cases = parsed.testsuites.testsuite.flatMap((suite: { testcase: unknown[] }) => suite.testcase);
        expect(Number(parsed.testsuites['@_tests'])).toBe(cases.length);
        for (const [kind, total] of [
          ['failure', 'failures'],
          ['error', 'errors'],
          ['skipped', 'skipped'],
        ] as const) {
          expect(cases.filter((test: object) => kind in test)).toHaveLength(Number(parsed.testsuites[`@_${total}`]));
        }
      }),
      SEED,
    );
  });

  it('HTML holds no tag but its own', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const page = reporters
          .get('html')
          .render(report, OPTIONS)
          .replace(/<style>[^<]*<\/style>/, '');
        expect(/<script|<img|<!--/i.exec(page)?.[0]).toBeUndefined();
        const foreign = [...page.matchAll(/<[^>]*>/g)].map(([tag]) => tag).filter((tag) => !TAG.test(tag));
        expect(foreign).toEqual([]);
        expect(page.split('<').length).toBe(page.split('>').length);
        expect(/href="(?!#|https:\/\/).{0,40}/.exec(page)?.[0]).toBeUndefined();
      }),
      SEED,
    );
  });

  it('the console gets no control character and no line beyond its width', () => {
    fc.assert(
      fc.property(anyReport, fc.integer({ min: 40, max: 160 }), (report, width) => {
        const text = reporters.get('console').render(report, { colour: false, width });
        expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
        for (const line of text.split('\n')) expect([...line].length).toBeLessThanOrEqual(width);
      }),
      SEED,
    );
  });

  it('JSON comes back from disk as it was', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        expect(reportFromJson(reportToJson(report))).toEqual(report);
      }),
      SEED,
    );
  });
});
