import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFhirValidator } from '../../src/fhir/index.ts';
import { isPlainXhtml } from '../../src/fhir/xhtml/plain-xhtml.ts';

const START = '<div xmlns="http://www.w3.org/1999/xhtml">';
const validator = createFhirValidator();

/** Problems of a narrative; a text that is not looked at by the shortcut takes the full check. */
function problems(div: string): readonly string[] {
  const { issues } = validator.validateResource({
    resourceType: 'Basic',
    code: { text: 'a' },
    text: { status: 'generated', div },
  });
  return issues.map(({ message }) => message);
}

const NAMES = [
  'p',
  'h1',
  'b',
  'em',
  'span',
  'div',
  'ul',
  'li',
  'table',
  'thead',
  'tbody',
  'tr',
  'td',
  'th',
  'a',
  'font',
];
const TREES = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom('text', ' ', '<br/>', '&amp;', 'é', '\u00a0', '\n'),
    fc
      .tuple(
        fc.constantFrom(...NAMES),
        fc.constantFrom('', '', ' class="x"', ' title="a b"', ' onclick="x"', ' class=x'),
        fc.array(tie('node'), { maxLength: 3 }),
      )
      .map(([name, attribute, children]) => `<${name}${attribute}>${children.join('')}</${name}>`),
  ),
})).node;

test('a plain narrative has no problem, even when it is made to take the full check', () => {
  let plain = 0;
  fc.assert(
    fc.property(fc.array(TREES, { maxLength: 3 }), fc.nat(), (nodes, cut) => {
      const whole = `${START}${nodes.join('')}</div>`;
      for (const source of [whole, whole.slice(0, cut % whole.length) + whole.slice((cut % whole.length) + 1)]) {
        if (!isPlainXhtml(source)) continue;
        plain++;
        // A comment says nothing and sends the narrative to the full check.
        expect(problems(`${source.slice(0, -6)}<!-- a --></div>`)).toEqual([]);
      }
    }),
    { numRuns: 3000 },
  );
  expect(plain).toBeGreaterThan(100);
});

test.each([
  [`${START}<p>a</p></div>`, true],
  [`${START}<table class="grid"><tr><td>a<br/>b</td></tr></table></div>`, true],
  [`${START}<ul><li>a</li></ul></div>`, true],
  [`${START}</div>`, false],
  [`${START}<p>a</div></p>`, false],
  [`${START}<ul>a</ul></div>`, false],
  [`${START}a</div>b`, false],
  ['<div>a</div>', false],
])('%s is plain: %s', (source, expected) => {
  expect(isPlainXhtml(source)).toBe(expected);
});
