import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { objects, text } from '../definitions/members.ts';
import type { ResourceFrame, Session } from '../validate/session.ts';
import { attributeAllowed, ELEMENTS } from '../xhtml/allowed.ts';
import { hyperlinkProblem } from '../xhtml/hyperlink.ts';
import { isPlainXhtml } from '../xhtml/plain-xhtml.ts';
import { readXhtml, type XhtmlReading, type XhtmlTag } from '../xhtml/read-xhtml.ts';

const CLAUSE = 'FHIR, narrative.html#content';
const NAMESPACE = 'http://www.w3.org/1999/xhtml';
const about = { code: 'invalid', rule: 'xhtml', clause: CLAUSE };

/** Check the XHTML of a narrative: well formed, only allowed elements and attributes, some content, links that lead somewhere. */
export function checkNarrative(session: Session, value: Json, frame: ResourceFrame): void {
  if (typeof value !== 'string' || isPlainXhtml(value)) return;
  const reading = readXhtml(value);
  for (const problem of [...reading.problems, ...reading.misplaced]) session.report(about, problem);
  const root = reading.tags[0];
  if (!root) {
    session.report(about, 'The narrative has no div element');
    return;
  }
  if (root.name.replace(/^.*:/, '') !== 'div')
    session.report(about, `The root of a narrative is a div element, found '${root.name}'`);
  const namespace = root.attributes.find(([name]) => name === 'xmlns')?.[1];
  if (namespace !== NAMESPACE && !root.name.includes(':'))
    session.report(about, `Wrong namespace on the XHTML ('${namespace ?? ''}', should be '${NAMESPACE}')`);
  const wrong = reading.tags.flatMap(tagProblems);
  for (const problem of wrong) session.report(about, problem);
  if (wrong.length > 0)
    session.report(
      { code: 'invariant', rule: 'txt-1', clause: 'txt-1' },
      'Constraint failed: txt-1: the narrative holds elements or attributes that are not allowed',
    );
  if (!reading.hasContent && reading.problems.length === 0)
    session.report(
      { code: 'invariant', rule: 'txt-2', clause: 'txt-2' },
      "Constraint failed: txt-2: 'The narrative SHALL have some non-whitespace content'",
    );
  checkUrls(session, reading);
  checkLinks(session, reading, frame);
}

function checkUrls(session: Session, reading: XhtmlReading): void {
  for (const [index, tag] of reading.tags.entries())
    for (const [name, value] of tag.attributes) {
      const problem = name === 'href' || name === 'src' ? hyperlinkProblem(name, value) : undefined;
      if (problem !== undefined) session.report(about, problem);
      if (index > 0 && name === 'xmlns' && value !== NAMESPACE)
        session.report(about, `Wrong namespace on the XHTML ('${value}', should be '${NAMESPACE}')`);
    }
}

function tagProblems(tag: XhtmlTag): string[] {
  const name = tag.name.replace(/^.*:/, '');
  if (!ELEMENTS.has(name)) return [`Invalid element name in the XHTML ('${tag.name}')`];
  return tag.attributes
    .filter(([attribute]) => !attributeAllowed(name, attribute))
    .map(([attribute]) => `Invalid attribute name in the XHTML ('${attribute}' on '${tag.name}')`);
}

/** A link within the page leads to an id or name in a narrative, or to a resource that is contained. */
function checkLinks(session: Session, reading: XhtmlReading, frame: ResourceFrame): void {
  const links = reading.tags.flatMap((tag) =>
    tag.attributes
      .filter(([name, value]) => (name === 'href' || name === 'src') && value.startsWith('#'))
      .map(([name, value]) => ({ tag, name, target: value.slice(1) })),
  );
  if (links.length === 0) return;
  const anchors = new Set<string>();
  for (const tag of reading.tags)
    for (const [name, value] of tag.attributes) if (name === 'id' || name === 'name') anchors.add(value);
  const root = outermost(frame);
  let all: Set<string> | undefined;
  for (const { tag, name, target } of links) {
    if (name === 'href' && (target === '' || anchors.has(target))) continue;
    all ??= idsWithin(root.value);
    const what = name === 'href' ? 'hyperlink' : 'image source';
    if (!all.has(target)) session.report(about, `The ${what} '#${target}' at '${tag.path}' does not resolve`);
  }
}

function outermost(frame: ResourceFrame): ResourceFrame {
  return frame.container ?? frame;
}

/** Ids of elements, resources and narrative anchors at and below a resource. */
function idsWithin(resource: JsonObject): Set<string> {
  const ids = new Set<string>();
  const stack: Json[] = [resource];
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    if (Array.isArray(value)) stack.push(...(value as readonly Json[]));
    else if (isJsonObject(value)) {
      const id = text(value, 'id');
      if (id !== undefined) ids.add(id);
      const div = text(value, 'div');
      if (div !== undefined)
        for (const [, , anchor] of div.matchAll(/\s(id|name)="([^"]*)"/g)) if (anchor !== undefined) ids.add(anchor);
      stack.push(...Object.values(value));
    }
  }
  for (const contained of objects(resource, 'contained'))
    ids.add(`${text(contained, 'resourceType')}_${text(contained, 'id')}`);
  return ids;
}
