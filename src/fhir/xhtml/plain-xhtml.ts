const START = '<div xmlns="http://www.w3.org/1999/xhtml">';
const LONGEST = 1_000_000;
const DEEPEST = 50;

/** What an element may hold: running text, blocks and running text, or only parts of a list or table. */
type Holds = 'inline' | 'flow' | 'items' | 'sections' | 'rows' | 'cells';

const HOLDS: ReadonlyMap<string, Holds> = new Map<string, Holds>([
  ...['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'b', 'i', 'em', 'strong', 'span', 'small'].map(
    (name): [string, Holds] => [name, 'inline'],
  ),
  ...['div', 'li', 'td', 'th'].map((name): [string, Holds] => [name, 'flow']),
  ['ul', 'items'],
  ['ol', 'items'],
  ['table', 'sections'],
  ['thead', 'rows'],
  ['tbody', 'rows'],
  ['tr', 'cells'],
]);

const INLINE = ['b', 'i', 'em', 'strong', 'span', 'small'];
const CHILDREN: Readonly<Record<Holds, ReadonlySet<string>>> = {
  inline: new Set(INLINE),
  flow: new Set([...INLINE, 'p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'table', 'div']),
  items: new Set(['li']),
  sections: new Set(['thead', 'tbody', 'tr']),
  rows: new Set(['tr']),
  cells: new Set(['td', 'th']),
};

/** One attribute that any element may have, without markup or entities in its value. */
const ATTRIBUTE = /^ (?:class|style|title|colspan|rowspan)="[^"<>&]*"$/;

/**
 * True for a narrative of headings, paragraphs, lists and tables in which nothing can be wrong (FHIR, narrative.html#content); false leaves it to
 * the full check. Takes time in proportion to the text.
 */
export function isPlainXhtml(source: string): boolean {
  if (source.length > LONGEST || !source.startsWith(START)) return false;
  const open = ['div'];
  let content = false;
  let at = START.length;
  for (;;) {
    const tag = source.indexOf('<', at);
    if (tag < 0) return false;
    const kind = textKind(source, at, tag);
    const parent = open[open.length - 1] ?? '';
    const holds = HOLDS.get(parent);
    if (kind === UNSURE || holds === undefined) return false;
    if (kind === WORDS) {
      if (holds !== 'inline' && holds !== 'flow') return false;
      content = true;
    }
    const end = source.indexOf('>', tag);
    if (end < 0) return false;
    at = end + 1;
    if (source.charCodeAt(tag + 1) === 47) {
      if (!source.startsWith(parent, tag + 2) || end !== tag + 2 + parent.length) return false;
      open.pop();
      if (open.length === 0) return content && at === source.length;
      continue;
    }
    const name = openedBy(source.slice(tag + 1, end), holds);
    if (name === undefined || open.length > DEEPEST) return false;
    if (name !== 'br') open.push(name);
  }
}

/** The element that a start tag opens, where its parent may hold it; `br` for an empty one. */
function openedBy(tag: string, parent: Holds): string | undefined {
  if (tag === 'br/' || tag === 'br /') return parent === 'inline' || parent === 'flow' ? 'br' : undefined;
  const space = tag.indexOf(' ');
  const name = space < 0 ? tag : tag.slice(0, space);
  if (!CHILDREN[parent].has(name)) return undefined;
  return space < 0 || ATTRIBUTE.test(tag.slice(space)) ? name : undefined;
}

const BLANK = 0;
const WORDS = 1;
const UNSURE = 2;

/** Whether a stretch of text is blank, has words, or has something that needs a closer look (an entity, another alphabet's space). */
function textKind(source: string, start: number, end: number): number {
  let kind = BLANK;
  for (let i = start; i < end; i++) {
    const code = source.charCodeAt(i);
    if (code === 38) return UNSURE;
    if (code > 32 && code < 127) kind = WORDS;
    else if (code < 32 && code !== 10 && code !== 13 && code !== 9) return UNSURE;
  }
  return kind === BLANK && !isBlank(source, start, end) ? UNSURE : kind;
}

function isBlank(source: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (source.charCodeAt(i) > 32) return false;
  return true;
}
