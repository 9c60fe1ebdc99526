import { compilePattern, patternSamples } from './pattern.ts';
import { type Atom, patternAtoms } from './pattern-atoms.ts';

/** A text that a pattern does not match, and why. */
export type PatternMiss = readonly [text: string, reason: string];

/** Characters of every kind that patterns tell apart; one of them is foreign to most parts. */
const FOREIGN = ['!', 'x', 'X', '0', ' ', 'é', '-', '_', '.'];
/** ASCII from the plainest on. */
const PRINTABLE = [...'aA0', ...Array.from({ length: 95 }, (_, index) => String.fromCharCode(index + 32)).reverse()];
/** A part that stands more often than this is not repeated once more. */
const MOST_REPEATED = 1000;

/** For each part of a pattern: a text with one foreign character there, one with the part too seldom, one with it too often. */
export function atomMisses(pattern: string): readonly PatternMiss[] {
  const regex = compilePattern(pattern);
  const atoms = patternAtoms(pattern);
  const pieces = atoms?.map((atom) => pieceOf(atom));
  if (!regex || !atoms || !pieces?.every((piece) => piece !== undefined)) return [];
  const base = atoms.map(({ least }, index) =>
    (pieces[index] ?? '').repeat(Math.max(least, 1) > MOST_REPEATED ? 0 : least),
  );
  const withPart = (index: number, part: string) => base.map((piece, at) => (at === index ? part : piece)).join('');
  const kinds = [replaced, dropped, repeated].map((mutate) =>
    atoms.flatMap((atom, index): PatternMiss[] => {
      const change = mutate(atom, pieces[index] ?? '', base[index] ?? '');
      return change ? [[withPart(index, change[0]), `${change[1]} ${atom.source}`]] : [];
    }),
  );
  const seen = new Set<string>();
  return kinds.flat().filter(([text]) => !regex.test(text) && !seen.has(text) && seen.add(text));
}

/** A text of one occurrence of the part. */
function pieceOf({ source }: Atom): string | undefined {
  const anchored = `^(?:${source})$`;
  const regex = compilePattern(anchored);
  return PRINTABLE.find((character) => regex?.test(character)) ?? patternSamples(anchored)[0];
}

type Change = readonly [part: string, what: string];

function replaced({ source, most }: Atom, piece: string, part: string): Change | undefined {
  const regex = compilePattern(`^(?:${source})$`);
  const foreign = FOREIGN.find((character) => !regex?.test(character));
  if (foreign === undefined || most === 0 || piece === '') return undefined;
  return [
    part === '' ? foreign : foreign + part.slice(piece.length),
    `${JSON.stringify(foreign)} stands in the place of`,
  ];
}

function dropped({ least }: Atom, piece: string, part: string): Change | undefined {
  return least > 0 && piece !== '' && part !== ''
    ? [part.slice(piece.length), `${one(least)} is missing of`]
    : undefined;
}

function repeated({ most }: Atom, piece: string): Change | undefined {
  return most <= MOST_REPEATED && piece !== '' ? [piece.repeat(most + 1), 'there is one too many of'] : undefined;
}

function one(least: number): string {
  return least === 1 ? 'the only one' : `one of ${least}`;
}
