import { createRequire } from 'node:module';
import type * as Saxes from 'saxes';
import { type JsonProblem, NestingError } from '../json/tolerant-parser.ts';

/** One element of an XML text, with the offsets of its first and last character. */
export interface XmlElement {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: XmlElement[];
  /** True when it holds text that is not white space. */
  hasText: boolean;
  readonly start: number;
  end: number;
}

/** One attribute that is no namespace declaration. */
export interface XmlAttribute {
  readonly name: string;
  readonly namespace: string;
  readonly value: string;
}

const XMLNS = 'http://www.w3.org/2000/xmlns/';
const CLAUSE = 'XML 1.0 and FHIR, XML representation of resources (xml.html)';

/** A problem of an XML text. */
export function xmlProblem(rule: string, message: string, at: number, tokens: (string | number)[] = []): JsonProblem {
  return { rule, message, at, tokens, clause: CLAUSE };
}

/**
 * The root element of a namespace-aware XML text; breaches of XML 1.0 and document type declarations become problems, and what could be
 * read stands. Entities of a DTD are never expanded. Throws a NestingError beyond `maxDepth`.
 */
export function parseXml(text: string, maxDepth: number, problems: JsonProblem[]): XmlElement | undefined {
  // Most texts are JSON: the reader of XML is loaded with the first that is not.
  const { SaxesParser } = createRequire(import.meta.url)('saxes') as typeof Saxes;
  const parser = new SaxesParser({ xmlns: true });
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  const note = (rule: string, message: string) => {
    if (problems.length < 100) problems.push(xmlProblem(rule, message, Math.min(parser.position, text.length)));
  };
  parser.on('error', (error) => note('xml-syntax', `The XML is malformed: ${error.message.replace(/^\d+:\d+: /, '')}`));
  parser.on('doctype', () => note('xml-doctype', 'A document type declaration is not allowed'));
  parser.on('opentag', (tag) => {
    if (open.length > maxDepth) throw new NestingError(`nested deeper than ${maxDepth}`);
    const element = elementOf(tag, text.lastIndexOf('<', parser.position - 1));
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => {
    const closed = open.pop();
    if (closed) closed.end = parser.position;
  });
  const content = (part: string) => {
    const holder = open.at(-1);
    if (holder && /[^ \t\r\n]/.test(part)) holder.hasText = true;
  };
  parser.on('text', content);
  parser.on('cdata', content);
  parser.write(text).close();
  return root;
}

function elementOf(tag: Saxes.SaxesTagNS, start: number): XmlElement {
  const attributes = Object.values(tag.attributes)
    .filter(({ uri }) => uri !== XMLNS)
    .map(({ local, uri, value }) => ({ name: local, namespace: uri, value }));
  return { name: tag.local, namespace: tag.uri, attributes, children: [], hasText: false, start, end: start };
}
