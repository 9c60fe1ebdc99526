/** Characters that no URI reference has (RFC 3986, section 2). */
const FORBIDDEN = /[\s<>"{}|\\^`]/;
const ACTIVE = /^(?:javascript|vbscript):/i;

/** What is wrong with the value of an `href` or `src`; undefined when nothing is. */
export function hyperlinkProblem(attribute: string, url: string): string | undefined {
  if (url === '') return `The URL of '${attribute}' is empty`;
  if (attribute === 'href' && ACTIVE.test(url.trim()))
    return `The hyperlink '${url.slice(0, 80)}' has active content, which a narrative must not have`;
  const odd = url.startsWith('data:') ? null : FORBIDDEN.exec(url);
  return odd ? `The URL '${url.slice(0, 80)}' holds the character '${odd[0]}', which no URL has` : undefined;
}
