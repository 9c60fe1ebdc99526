import { visible } from '../shared/visible.ts';

/** Markup that is safe to put into a page; only `markup` makes it. */
export interface Markup {
  readonly markup: string;
}

/** What may stand in a template: text is escaped, markup is not, nothing is left out. */
export type Part = string | number | Markup | readonly Part[] | null | undefined | false;

/** Longer texts are cut: one field must not fill the file. */
const LONGEST_TEXT = 4_000;

/** A template whose every inserted text is escaped, for content and double-quoted attributes alike. */
export function markup(literals: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return {
    markup: literals.map((literal, index) => (index === 0 ? '' : written(parts[index - 1])) + literal).join(''),
  };
}

function written(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return escapeHtml(part);
  return 'markup' in part ? part.markup : part.map(written).join('');
}

/** The only escaping function of the page. */
function escapeHtml(text: string): string {
  const cut = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)} … (${text.length} characters)` : text;
  return visible(cut).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Long paths and pointers, with places where a line may break. */
export function breakable(text: string): Markup {
  const pieces = text.split(/(?<=[/~}])/);
  return markup`${pieces.map((piece, index) => (index === 0 ? piece : markup`<wbr>${piece}`))}`;
}
