import type { Json, JsonObject } from '../../kernel/json.ts';
import type { JsonProblem, Spot } from '../json/tolerant-parser.ts';
import type { Member, TypePlan, TypePlans } from '../structure/type-plan.ts';
import { type XmlAttribute, type XmlElement, xmlProblem } from './parse-xml.ts';

const FHIR = 'http://hl7.org/fhir';
const XHTML = 'http://www.w3.org/1999/xhtml';
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;
const NUMERIC = new Set(['decimal', 'integer', 'unsignedInt', 'positiveInt']);

interface Read {
  readonly value: Json;
  readonly spot: Spot;
}

/** A value with its id and extensions, each where there is one. */
interface ReadPrimitive {
  readonly plain: Read | undefined;
  readonly shadow: Read | undefined;
}

/** Members of a JSON object in the making. */
class Draft {
  readonly values: Record<string, Json> = Object.create(null) as Record<string, Json>;
  readonly members = new Map<string, Spot>();

  set(name: string, { value, spot }: Read): void {
    this.values[name] = value;
    this.members.set(name, spot);
  }

  done(start: number): Read {
    return { value: { ...this.values } as JsonObject, spot: { start, members: this.members } };
  }
}

/** Turns elements into the JSON that means the same, by the types that they have. */
export class XmlTranslation {
  private readonly text: string;
  private readonly types: TypePlans;
  private readonly problems: JsonProblem[];
  /** JSON tokens of the element being read. */
  private readonly path: (string | number)[] = [];

  constructor(text: string, types: TypePlans, problems: JsonProblem[]) {
    this.text = text;
    this.types = types;
    this.problems = problems;
  }

  /** A resource, whose type is the element's name. */
  resource(element: XmlElement): Read {
    const plan = this.types.type(element.name);
    const draft = new Draft();
    draft.set('resourceType', { value: element.name, spot: { start: element.start } });
    if (plan?.kind !== 'resource') {
      if (element.namespace !== FHIR) this.wrongNamespace(element, FHIR);
      return draft.done(element.start);
    }
    return this.fill(element, plan, draft);
  }

  private fill(element: XmlElement, plan: TypePlan, draft: Draft): Read {
    if (element.namespace !== FHIR) this.wrongNamespace(element, FHIR);
    if (element.hasText)
      this.problem('xml-text', `The element '${element.name}' holds text; values stand in attributes`, element);
    for (const attribute of element.attributes) this.attribute(element, attribute, plan, draft);
    this.checkOrder(element, plan);
    for (const [name, items] of groupsOf(element)) {
      const member = plan.members.get(name);
      const first = items[0];
      if (!first) continue;
      if (!member || member.shadow || isAttribute(plan, name)) {
        draft.set(name, { value: {}, spot: { start: first.start } });
        if (member) this.problem('xml-form', `'${name}' is an attribute of ${plan.name}, not an element`, first);
      } else if (member.plan.kind === 'primitive') this.primitives(draft, member, items);
      else
        this.setAll(
          draft,
          member,
          this.within(member, items, (item) => this.complex(item, member)),
          first,
        );
    }
    return draft.done(element.start);
  }

  /** Read the elements of one name, with their place known. */
  private within<T>(member: Member, items: readonly XmlElement[], read: (item: XmlElement) => T): T[] {
    const many = member.element.array || items.length > 1;
    return items.map((item, index) => {
      this.path.push(member.json, ...(many ? [index] : []));
      const result = read(item);
      this.path.length -= many ? 2 : 1;
      return result;
    });
  }

  private complex(element: XmlElement, member: Member): Read {
    if (member.plan.kind !== 'resource') return this.fill(element, member.plan, new Draft());
    const [inner, ...more] = element.children;
    if (!inner || more.length > 0 || element.hasText || element.attributes.length > 0)
      this.problem(
        'xml-form',
        `The element '${element.name}' must hold exactly one resource and nothing else`,
        element,
      );
    return inner ? this.resource(inner) : { value: {}, spot: { start: element.start } };
  }

  private setAll(draft: Draft, member: Member, reads: readonly Read[], first: XmlElement): void {
    const only = reads.length === 1 && !member.element.array ? reads[0] : undefined;
    draft.set(
      member.json,
      only ?? {
        value: reads.map(({ value }) => value),
        spot: { start: first.start, items: reads.map(({ spot }) => spot) },
      },
    );
  }

  private primitives(draft: Draft, member: Member, items: readonly XmlElement[]): void {
    const reads = this.within(member, items, (item) => this.primitive(item, member));
    for (const [name, pick] of [
      [member.json, (read: ReadPrimitive) => read.plain],
      [`_${member.json}`, (read: ReadPrimitive) => read.shadow],
    ] as const) {
      const picked = reads.map(pick);
      if (!picked.some(Boolean)) continue;
      const start = items[0]?.start ?? 0;
      const filled = picked.map((read) => read ?? { value: null, spot: { start } });
      const only = filled.length === 1 && !member.element.array ? filled[0] : undefined;
      draft.set(
        name,
        only ?? { value: filled.map(({ value }) => value), spot: { start, items: filled.map(({ spot }) => spot) } },
      );
    }
  }

  private primitive(element: XmlElement, member: Member): ReadPrimitive {
    const spot = { start: element.start };
    if (member.plan.typeName === 'xhtml') return { plain: { value: this.narrative(element), spot }, shadow: undefined };
    const value = element.attributes.find(({ name, namespace }) => name === 'value' && namespace === '')?.value;
    const rest = { ...element, attributes: element.attributes.filter(({ name }) => name !== 'value') };
    const shadow = this.fill(rest, member.plan, new Draft());
    const hasShadow = Object.keys(shadow.value as JsonObject).length > 0;
    if (value === undefined && !hasShadow)
      this.problem('xml-empty', `The element '${element.name}' must have a value or extensions`, element);
    return {
      plain: value === undefined ? undefined : plainOf(value, member.plan.typeName, spot),
      shadow: hasShadow ? shadow : undefined,
    };
  }

  /** XHTML as it was written, with the namespace that it inherits. */
  private narrative(element: XmlElement): string {
    if (element.namespace !== XHTML) this.wrongNamespace(element, XHTML);
    const source = this.text.slice(element.start, element.end);
    const tag = source.slice(0, source.indexOf('>'));
    return /\sxmlns\s*=/.test(tag) || element.namespace !== XHTML
      ? source
      : source.replace(/^<[^\s/>]+/, `$& xmlns="${XHTML}"`);
  }

  private attribute(element: XmlElement, { name, namespace, value }: XmlAttribute, plan: TypePlan, draft: Draft): void {
    if (namespace === XSI) return;
    if (namespace === '' && isAttribute(plan, name)) draft.set(name, { value, spot: { start: element.start } });
    else this.problem('xml-form', `The attribute '${name}' is not allowed on '${element.name}'`, element);
  }

  /** Elements stand in the order of their definition, those of one name together. */
  private checkOrder(element: XmlElement, plan: TypePlan): void {
    let last = -1;
    for (const child of element.children) {
      const member = plan.members.get(child.name);
      if (!member) continue;
      const place = plan.elements.indexOf(member.element);
      if (place < last) {
        this.problem('xml-order', `The element '${child.name}' is out of order in '${element.name}'`, child);
        return;
      }
      last = place;
    }
  }

  private wrongNamespace(element: XmlElement, expected: string): void {
    const found = element.namespace === '' ? 'no namespace' : `the namespace '${element.namespace}'`;
    this.problem(
      'xml-namespace',
      `The element '${element.name}' must be in the namespace '${expected}', but is in ${found}`,
      element,
    );
  }

  private problem(rule: string, message: string, element: XmlElement): void {
    if (this.problems.length < 100) this.problems.push(xmlProblem(rule, message, element.start, [...this.path]));
  }
}

/** What is an attribute in XML: the id of an element that is no resource, and the URL of an extension. */
function isAttribute(plan: TypePlan, name: string): boolean {
  return (name === 'id' && plan.kind !== 'resource') || (name === 'url' && plan.typeName === 'Extension');
}

function groupsOf({ children }: XmlElement): ReadonlyMap<string, XmlElement[]> {
  const groups = new Map<string, XmlElement[]>();
  for (const child of children) {
    const group = groups.get(child.name);
    if (group) group.push(child);
    else groups.set(child.name, [child]);
  }
  return groups;
}

/** The JSON value of a `value` attribute; one that is not of its type stays text, which its type then refuses. */
function plainOf(value: string, type: string, spot: Spot): Read {
  if (type === 'boolean' && (value === 'true' || value === 'false')) return { value: value === 'true', spot };
  if (NUMERIC.has(type) && NUMBER.test(value)) return { value: Number(value), spot: { ...spot, raw: value } };
  return { value, spot };
}
