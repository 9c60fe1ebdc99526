/** Elements that a narrative may hold (FHIR, narrative.html#content). */
export const ELEMENTS: ReadonlySet<string> = new Set(
  (
    'p br div h1 h2 h3 h4 h5 h6 a span b em i strong small big tt dfn q var abbr acronym cite blockquote hr address bdo kbd sub sup ' +
    'ul ol li dl dt dd pre table caption colgroup col thead tr tfoot tbody th td code samp img map area strike u s del ins font center'
  )
    .split(' ')
    .filter((name) => !['strike', 'u', 's', 'del', 'ins', 'font', 'center'].includes(name)),
);

/** Attributes that every element may have. */
const COMMON = new Set(
  'title style class id lang xml:lang xml:space dir accesskey tabindex span width align valign char charoff abbr axis headers scope rowspan colspan xmlns'.split(
    ' ',
  ),
);

/** Attributes of single elements. */
const OWN = new Set(
  (
    'a.charset a.type a.name a.href a.hreflang a.rel a.rev a.shape a.coords img.src img.alt img.border img.longdesc img.height img.width img.usemap ' +
    'img.ismap map.name area.shape area.coords area.href area.nohref area.alt table.border table.cellpadding table.cellspacing ' +
    'table.summary table.frame table.rules table.width pre.space q.cite blockquote.cite td.nowrap th.nowrap ol.start ol.type li.value ul.type'
  ).split(' '),
);

/** Whether an element may have an attribute; namespace declarations may stand anywhere. */
export function attributeAllowed(element: string, attribute: string): boolean {
  return COMMON.has(attribute) || OWN.has(`${element}.${attribute}`) || attribute.startsWith('xmlns:');
}
