/** One level of a query string in bracket notation: `filter[cohort]=2021&sort=name`. */
export interface Query {
  /** The value of a plain parameter, the last one given. */
  scalar(name: string): string | undefined;
  /** The value of `name[member]`, the last one given; arrays and deeper nesting are not seen. */
  member(name: string, member: string): string | undefined;
}

/** Read a query string (without the question mark); broken percent-encoding stands for itself. */
export function parseQuery(text: string): Query {
  const values = new Map<string, string>();
  for (const pair of text === '' ? [] : text.split('&')) {
    const cut = pair.indexOf('=');
    const name = decode(cut < 0 ? pair : pair.slice(0, cut));
    values.set(name, cut < 0 ? '' : decode(pair.slice(cut + 1)));
  }
  return {
    scalar: (name) => values.get(name),
    member: (name, member) => values.get(`${name}[${member}]`),
  };
}

function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
