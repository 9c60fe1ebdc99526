const names = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** What the elements that hold no text may hold (HTML 4.01, sections 10.2, 10.3, 11.2 and 13.6). */
const CHILDREN: Readonly<Record<string, ReadonlySet<string>>> = {
  ul: names('li'),
  ol: names('li'),
  dl: names('dt dd'),
  table: names('caption colgroup col thead tfoot tbody tr'),
  colgroup: names('col'),
  thead: names('tr'),
  tfoot: names('tr'),
  tbody: names('tr'),
  tr: names('td th'),
};

/** Where the parts of lists and tables may stand (the same sections). */
const PARENTS: Readonly<Record<string, ReadonlySet<string>>> = {
  li: names('ul ol'),
  dt: names('dl'),
  dd: names('dl'),
  caption: names('table'),
  colgroup: names('table'),
  col: names('colgroup table'),
  thead: names('table'),
  tfoot: names('table'),
  tbody: names('table'),
  tr: names('table thead tfoot tbody'),
  td: names('tr'),
  th: names('tr'),
};

/** Elements that never have content (HTML 4.01, sections 9.3.2, 11.2.4, 13.2 and 15.3). */
const EMPTY = names('br hr img col area');

/** Elements that hold inline content only (HTML 4.01, section 7.5.3). */
const INLINE_ONLY = names(
  'p h1 h2 h3 h4 h5 h6 pre a span b em i strong small big tt dfn q var abbr acronym cite bdo kbd sub sup dt address caption code samp',
);
const BLOCKS = names('div ul ol pre table');
const NOT_IN_PARAGRAPH = names('p div ul ol pre table blockquote');

/** What is wrong with an element below its ancestors, outermost first; undefined when nothing is. */
export function placeProblem(name: string, ancestors: readonly string[]): string | undefined {
  const parent = ancestors.at(-1);
  if (parent === undefined) return undefined;
  if (EMPTY.has(parent)) return `The element '${parent}' cannot have content`;
  const children = CHILDREN[parent];
  if (children && !children.has(name)) return `The element '${parent}' cannot hold '${name}'`;
  const parents = PARENTS[name];
  if (parents && !parents.has(parent))
    return `The element '${name}' must stand in ${[...parents].join(' or ')}, not in '${parent}'`;
  if (name === 'a' && ancestors.includes('a')) return "The element 'a' cannot hold another 'a'";
  if (ancestors.includes('p') && NOT_IN_PARAGRAPH.has(name)) return `A paragraph cannot hold '${name}'`;
  if (INLINE_ONLY.has(parent) && BLOCKS.has(name))
    return `The element '${parent}' holds inline content only, not '${name}'`;
  return undefined;
}

/** What is wrong with text directly in an element. */
export function textProblem(parent: string | undefined): string | undefined {
  if (parent === undefined) return undefined;
  if (EMPTY.has(parent)) return `The element '${parent}' cannot have content`;
  return CHILDREN[parent] || parent === 'map' ? `The element '${parent}' cannot hold text` : undefined;
}
