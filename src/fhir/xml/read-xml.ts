import type { Json } from '../../kernel/json.ts';
import { documentOf, type JsonDocument } from '../json/read-json.ts';
import { type JsonProblem, NestingError, type Spot } from '../json/tolerant-parser.ts';
import type { TypePlans } from '../structure/type-plan.ts';
import { parseXml, xmlProblem } from './parse-xml.ts';
import { XmlTranslation } from './translate.ts';

/** True for a text that is XML rather than JSON: its first character that is not white space is `<`. */
export function isXml(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first === 123 || first === 60) return first === 60;
  return /^\ufeff?\s*</.test(text.slice(0, 1000));
}

/**
 * Read a FHIR resource in XML as the JSON that means the same, with positions in the XML. Breaches of XML and of FHIR's XML form become
 * problems, never exceptions.
 */
export function readXml(text: string, types: TypePlans, maxDepth = 200): JsonDocument {
  const problems: JsonProblem[] = [];
  let read: { readonly value: Json; readonly spot: Spot } | undefined;
  try {
    const root = parseXml(text, maxDepth, problems);
    if (root) read = new XmlTranslation(text, types, problems).resource(root);
    else if (problems.length === 0) problems.push(xmlProblem('xml-syntax', 'The text has no element', 0));
  } catch (thrown) {
    if (!(thrown instanceof NestingError)) throw thrown;
    problems.push(xmlProblem('xml-depth', `The XML is ${thrown.message}`, 0));
  }
  return documentOf(text, maxDepth, read?.value, problems, read?.spot ?? { start: 0 });
}
