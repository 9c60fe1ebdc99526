/** One part of a pattern that takes characters, with how often it stands. */
export interface Atom {
  /** The part as written, without its quantifier. */
  readonly source: string;
  readonly least: number;
  /** Infinity where it is unbounded. */
  readonly most: number;
}

const QUANTIFIER = /^(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/;
const ESCAPE = /^\\(?:u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[A-Za-z]|[pP]\{[^}]*\}|[\s\S])/u;

/**
 * The parts of a pattern in order, anchors left out; of alternatives at the top level the first. Undefined for what cannot be taken
 * apart: look-around, back references, word boundaries.
 */
export function patternAtoms(pattern: string): readonly Atom[] | undefined {
  const atoms: Atom[] = [];
  let rest = pattern;
  while (rest !== '' && !rest.startsWith('|')) {
    if (rest.startsWith('^') || rest.startsWith('$')) {
      rest = rest.slice(1);
      continue;
    }
    const source = nextPart(rest);
    if (source === undefined) return undefined;
    rest = rest.slice(source.length);
    const quantifier = QUANTIFIER.exec(rest);
    rest = rest.slice(quantifier?.[0].length ?? 0);
    atoms.push({ source, ...times(quantifier) });
  }
  return atoms.length > 0 ? atoms : undefined;
}

function nextPart(rest: string): string | undefined {
  if (rest.startsWith('\\')) return /^\\[1-9bBk]/.test(rest) ? undefined : ESCAPE.exec(rest)?.[0];
  if (rest.startsWith('[')) return /^\[(?:\\[\s\S]|[^\]\\])*\]/.exec(rest)?.[0];
  if (rest.startsWith('(')) return /^\((?:\?<?[=!])/.test(rest) ? undefined : group(rest);
  return /^[)*+?]/.test(rest) ? undefined : [...rest][0];
}

/** A group up to the bracket that closes it; undefined when something in it cannot be taken out of its place. */
function group(text: string): string | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const rest = text.slice(at);
    if (rest.startsWith('\\') || rest.startsWith('[')) {
      const part = nextPart(rest);
      if (part === undefined) return undefined;
      at += part.length - 1;
    } else if (rest.startsWith('(')) {
      if (/^\(\?<?[=!]/.test(rest)) return undefined;
      depth++;
    } else if (rest.startsWith(')') && --depth === 0) return text.slice(0, at + 1);
  }
  return undefined;
}

function times(quantifier: RegExpExecArray | null): Pick<Atom, 'least' | 'most'> {
  if (!quantifier) return { least: 1, most: 1 };
  const [, sign, least, comma, most] = quantifier;
  if (sign) return { least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Infinity };
  if (!comma) return { least: Number(least), most: Number(least) };
  return { least: Number(least), most: most ? Number(most) : Infinity };
}
