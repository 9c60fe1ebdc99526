import { type Document, isPair, isScalar, type ParsedNode, parseDocument, visit, type YAMLError } from 'yaml';
import { AssayError, messageOf } from '../kernel/error.ts';
import { pointerOf } from '../kernel/json-pointer.ts';

/** A place in a text, counted from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** A member name written twice in one object; the last one counts. */
export interface DuplicateKey {
  readonly pointer: string;
  readonly place: TextPlace;
}

/** What a JSON or YAML text holds. */
export interface ParsedText {
  readonly value: unknown;
  readonly duplicateKeys: readonly DuplicateKey[];
}

/** Parse JSON or YAML 1.2. Fails with spec error `spec-not-parsable`, naming line and column. */
export function parseText(text: string, name: string): ParsedText {
  return parseAsJson(text) ?? parseAsYaml(text, name);
}

function parseAsJson(text: string): ParsedText | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return { value: JSON.parse(text), duplicateKeys: [] };
  } catch {
    return undefined;
  }
}

function parseAsYaml(text: string, name: string): ParsedText {
  const document = parseDocument(text, { prettyErrors: true, merge: true, uniqueKeys: true, logLevel: 'silent' });
  const isDuplicate = (error: YAMLError) => error.code === 'DUPLICATE_KEY';
  const fatal = document.errors.find((error) => !isDuplicate(error));
  if (fatal) throw notParsable(name, firstLine(fatal.message), placeOf(fatal));
  try {
    const duplicateKeys = document.errors
      .filter(isDuplicate)
      .map((error) => ({ pointer: pointerAt(document, error.pos[0]), place: placeOf(error) }));
    return { value: document.toJS({ maxAliasCount: 1_000 }), duplicateKeys };
  } catch (thrown) {
    throw notParsable(name, messageOf(thrown), { line: 1, column: 1 });
  }
}

function placeOf(error: YAMLError): TextPlace {
  const start = error.linePos?.[0];
  return { line: start?.line ?? 1, column: start?.col ?? 1 };
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, '');
}

/** The JSON pointer of the pair whose key starts at an offset. */
function pointerAt(document: Document<ParsedNode>, offset: number): string {
  let pointer = '';
  visit(document, {
    Pair(_key, pair, path) {
      if (!isScalar(pair.key) || pair.key.range?.[0] !== offset) return undefined;
      const keys = [...path, pair].filter(isPair).map((one) => (isScalar(one.key) ? String(one.key.value) : ''));
      pointer = pointerOf(keys);
      return visit.BREAK;
    },
  });
  return pointer;
}

function notParsable(name: string, reason: string, place: TextPlace): AssayError {
  return new AssayError(
    'spec',
    'spec-not-parsable',
    `${name}:${place.line}:${place.column}: not readable as JSON or YAML: ${reason}. Correct the text at that place.`,
  );
}
