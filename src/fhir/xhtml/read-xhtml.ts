import { placeProblem, textProblem } from './content-model.ts';

/** A start tag of a narrative, with its place among its ancestors. */
export interface XhtmlTag {
  readonly name: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly path: string;
}

/** What a reading of a narrative found: its tags, ids, whether it has text or images, and breaches of well-formedness. */
export interface XhtmlReading {
  readonly tags: readonly XhtmlTag[];
  readonly hasContent: boolean;
  readonly problems: readonly string[];
  /** Elements and text where HTML does not allow them. */
  readonly misplaced: readonly string[];
}

const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<![^>]*>|<\/([^\s>]+)\s*>|<([^\s/>!?]+)((?:[^>"']|"[^"]*"|'[^']*')*?)(\/?)>|[^<]+|</gy;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')|(\S+)/g;
const ENTITY = /&([^;&\s<]{0,32})(;?)/g;
const XML_ENTITIES = new Set(['amp', 'lt', 'gt', 'quot', 'apos']);
const LONGEST = 4_000_000;

/** Read the XHTML of a narrative as XML. */
export function readXhtml(source: string): XhtmlReading {
  if (source.length > LONGEST)
    return {
      tags: [],
      hasContent: true,
      problems: [`The narrative is longer than ${LONGEST} characters`],
      misplaced: [],
    };
  const tags: XhtmlTag[] = [];
  const problems: string[] = [];
  const misplaced = new Set<string>();
  const open: string[] = [];
  let hasContent = false;
  let roots = 0;
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(source); match; match = TOKEN.exec(source)) {
    const [token, closing, name, attributes = '', selfClosed] = match;
    if (closing !== undefined) {
      const expected = open.pop();
      if (expected !== closing)
        problems.push(
          `Malformed XHTML: found </${closing}>, expected ${expected === undefined ? 'no end tag' : `</${expected}>`}`,
        );
    } else if (name !== undefined) {
      if (open.length === 0) roots++;
      const place = placeProblem(name, open);
      if (place !== undefined && misplaced.size < 50) misplaced.add(place);
      open.push(name);
      tags.push({ name, attributes: attributesOf(attributes, problems), path: open.join('/') });
      if (name === 'img') hasContent = true;
      if (selfClosed === '/') open.pop();
    } else if (token === '<') problems.push("Malformed XHTML: a '<' that opens no tag");
    else if (token.startsWith('<!') && !token.startsWith('<!--') && !token.startsWith('<![CDATA['))
      problems.push('Malformed XHTML: a document type declaration is not allowed');
    else if (!token.startsWith('<')) {
      checkEntities(token, problems);
      if (/[^ \t\r\n]/.test(token)) {
        hasContent ||= open.length > 0;
        const place = textProblem(open.at(-1));
        if (place !== undefined && misplaced.size < 50) misplaced.add(place);
        if (open.length === 0) problems.push('Malformed XHTML: there is text outside the div');
      }
    }
    if (problems.length > 50) break;
  }
  if (open.length > 0) problems.push(`Malformed XHTML: <${open.at(-1)}> is not closed`);
  if (roots > 1) problems.push('Malformed XHTML: there is more than one root element');
  return { tags, hasContent, problems, misplaced: [...misplaced] };
}

function attributesOf(source: string, problems: string[]): [string, string][] {
  const found: [string, string][] = [];
  for (const [, name, double, single, bare] of source.matchAll(ATTRIBUTE)) {
    if (bare !== undefined) problems.push(`Malformed XHTML: the attribute '${bare}' has no value in quotes`);
    else if (name !== undefined) {
      const value = double ?? single ?? '';
      checkEntities(value, problems);
      if (found.some(([other]) => other === name))
        problems.push(`Malformed XHTML: the attribute '${name}' occurs twice`);
      found.push([name, value]);
    }
  }
  return found;
}

function checkEntities(text: string, problems: string[]): void {
  if (!text.includes('&')) return;
  for (const [whole, name = '', end] of text.matchAll(ENTITY)) {
    if (end === '') problems.push(`Malformed XHTML: '${whole}' is no entity; write &amp;`);
    else if (!XML_ENTITIES.has(name) && !/^#(?:[0-9]+|x[0-9a-fA-F]+)$/.test(name))
      problems.push(`Invalid entity in the XHTML ('&${name};')`);
  }
}
