import type { Constraint, ElementRecord, StructureRecord, TypeRef } from '../definitions/records.ts';
import type { Definitions } from '../definitions/store.ts';
import { PRIMITIVE_CHECKS } from './primitives.ts';
import type { ElementPlan, Member, TypePlan, TypePlans } from './type-plan.ts';

const BASE = 'http://hl7.org/fhir/StructureDefinition/';

/** Compile type plans from base snapshots, each on first use. */
export function compileTypes(definitions: Definitions): TypePlans {
  const plans = new Map<string, TypePlan | undefined>();
  const type = (name: string): TypePlan | undefined => {
    if (plans.has(name)) return plans.get(name);
    const record = definitions.structure(name.includes(':') ? name : BASE + name);
    const usable = record && record.derivation !== 'constraint' ? record : undefined;
    const plan = usable && new TypeCompiler(usable, definitions, { type }).compile();
    plans.set(name, plan);
    return plan;
  };
  return { type };
}

class TypeCompiler {
  private readonly nested = new Map<string, TypePlan>();
  private readonly children = new Map<string, ElementRecord[]>();
  private readonly record: StructureRecord;
  private readonly definitions: Definitions;
  private readonly types: TypePlans;

  constructor(record: StructureRecord, definitions: Definitions, types: TypePlans) {
    this.record = record;
    this.definitions = definitions;
    this.types = types;
    for (const element of record.elements) {
      const parent = element.path.slice(0, Math.max(0, element.path.lastIndexOf('.')));
      const siblings = this.children.get(parent);
      if (siblings) siblings.push(element);
      else this.children.set(parent, [element]);
    }
  }

  compile(): TypePlan {
    const root = this.record.elements[0];
    const ancestors = this.ancestorsOf(this.record);
    const kind =
      this.record.kind === 'primitive-type' ? 'primitive' : this.record.kind === 'resource' ? 'resource' : 'complex';
    return this.plan(root?.path ?? this.record.name, {
      typeName: this.record.type,
      kind,
      ancestors,
      constraints: this.constraints(root),
    });
  }

  private ancestorsOf(record: StructureRecord): Set<string> {
    const names = new Set<string>();
    let current: StructureRecord | undefined = record;
    while (current && !names.has(current.type)) {
      names.add(current.type);
      current = current.base ? this.definitions.structure(current.base) : undefined;
    }
    if (record.kind !== 'resource' && record.kind !== 'logical') names.add('Element');
    return names;
  }

  private constraints(element: ElementRecord | undefined): Constraint[] {
    return (element?.constraints ?? []).map((reference) => this.definitions.constraint(reference));
  }

  private plan(path: string, about: Pick<TypePlan, 'typeName' | 'kind' | 'ancestors' | 'constraints'>): TypePlan {
    const elements: ElementPlan[] = [];
    const members = new Map<string, Member>();
    const choices = new Map<string, Member[]>();
    const plan: TypePlan = {
      ...about,
      name: path,
      url: this.record.url,
      abstract: this.record.abstract,
      check: about.kind === 'primitive' ? PRIMITIVE_CHECKS[about.typeName] : undefined,
      elements,
      get required() {
        const required = elements.filter((element) => element.min > 0);
        Object.defineProperty(plan, 'required', { value: required });
        return required;
      },
      members,
      choices,
    };
    this.nested.set(path, plan);
    for (const record of this.children.get(path) ?? []) {
      if (about.kind === 'primitive' && record.path.endsWith('.value')) continue;
      this.addElement(record, elements, members, choices);
    }
    return plan;
  }

  private addElement(
    record: ElementRecord,
    elements: ElementPlan[],
    members: Map<string, Member>,
    choices: Map<string, Member[]>,
  ): void {
    const last = record.path.slice(record.path.lastIndexOf('.') + 1);
    const choice = last.endsWith('[x]');
    const name = choice ? last.slice(0, -3) : last;
    const types = this.typesOf(record);
    const jsonNames = choice ? types.map((each) => name + upperFirst(each.code)) : [name];
    const max = record.max === '*' ? Number.POSITIVE_INFINITY : Number(record.max ?? '1');
    const baseMax = record.baseMax ?? record.max;
    const element: ElementPlan = {
      name,
      path: record.path,
      min: record.min ?? 0,
      max,
      array: baseMax === '*' || Number(baseMax) > 1 || max > 1,
      choice,
      types,
      ...(record.binding && { binding: record.binding }),
      constraints: this.constraints(record),
      ...(record.fixed !== undefined && { fixed: record.fixed }),
      ...(record.maxLength !== undefined && { maxLength: record.maxLength }),
      modifier: record.modifier ?? false,
      names: jsonNames.flatMap((json) => [json, `_${json}`]),
    };
    elements.push(element);
    const all = jsonNames.map((json, position) => this.addMember(json, element, types[position], record, members));
    if (choice) choices.set(name, all);
  }

  private typesOf(record: ElementRecord): readonly TypeRef[] {
    const types = record.types ?? [];
    if (!types.some((each) => each.code === '*')) return types;
    return OPEN_TYPES[this.definitions.version].map((code) => ({ code, profiles: [], targets: [], aggregation: [] }));
  }

  private addMember(
    json: string,
    element: ElementPlan,
    typeRef: TypeRef | undefined,
    record: ElementRecord,
    members: Map<string, Member>,
  ): Member {
    const typeCode = typeRef?.code ?? 'BackboneElement';
    const resolve = (): TypePlan => this.memberPlan(record, typeCode);
    const member = new LazyMember(json, members.size, element, typeRef, typeCode, false, resolve);
    members.set(json, member);
    const first = typeCode.charCodeAt(0);
    if (first >= 97 && first <= 122 && typeCode !== 'xhtml')
      members.set(`_${json}`, new LazyMember(json, members.size, element, typeRef, typeCode, true, resolve));
    return member;
  }

  private memberPlan(record: ElementRecord, typeCode: string): TypePlan {
    if (record.contentReference) return this.backbone(record.contentReference, 'BackboneElement');
    if (this.children.has(record.path)) return this.backbone(record.path, typeCode);
    const plan = this.types.type(typeCode);
    if (!plan) throw new RangeError(`${record.path}: no definition of the type ${typeCode}`);
    return plan;
  }

  private backbone(path: string, typeName: string): TypePlan {
    const known = this.nested.get(path);
    if (known) return known;
    const record = this.record.elements.find((element) => element.path === path);
    const code = record?.types?.[0]?.code ?? typeName;
    const ancestors = new Set([code, 'Element', ...(code === 'BackboneElement' ? ['BackboneElement'] : [])]);
    return this.plan(path, { typeName: code, kind: 'complex', ancestors, constraints: [] });
  }
}

/** A member whose type is compiled when it is first asked for. */
class LazyMember implements Member {
  readonly json: string;
  readonly shadowJson: string;
  readonly position: number;
  readonly element: ElementPlan;
  readonly label: string;
  readonly typeRef: TypeRef | undefined;
  readonly typeCode: string;
  readonly shadow: boolean;
  private readonly resolve: () => TypePlan;
  private known: TypePlan | undefined = undefined;

  constructor(
    name: string,
    position: number,
    element: ElementPlan,
    typeRef: TypeRef | undefined,
    typeCode: string,
    shadow: boolean,
    resolve: () => TypePlan,
  ) {
    this.shadowJson = `_${name}`;
    this.json = shadow ? this.shadowJson : name;
    this.position = position;
    this.element = element;
    this.label = element.choice ? `${element.name}.ofType(${typeCode})` : element.name;
    this.typeRef = typeRef;
    this.typeCode = typeCode;
    this.shadow = shadow;
    this.resolve = resolve;
  }

  get plan(): TypePlan {
    this.known ??= this.resolve();
    return this.known;
  }
}

function upperFirst(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

const COMMON_OPEN = [
  'base64Binary',
  'boolean',
  'code',
  'date',
  'dateTime',
  'decimal',
  'id',
  'instant',
  'integer',
  'markdown',
  'oid',
  'positiveInt',
  'string',
  'time',
  'unsignedInt',
  'uri',
  'Address',
  'Age',
  'Annotation',
  'Attachment',
  'CodeableConcept',
  'Coding',
  'ContactPoint',
  'Count',
  'Distance',
  'Duration',
  'HumanName',
  'Identifier',
  'Money',
  'Period',
  'Quantity',
  'Range',
  'Ratio',
  'Reference',
  'SampledData',
  'Signature',
  'Timing',
  'Meta',
];
/** The types of an open choice (STU3 and R4, datatypes, "open type element"). */
const OPEN_TYPES = {
  '3.0': COMMON_OPEN,
  '4.0': [
    ...COMMON_OPEN,
    'canonical',
    'url',
    'uuid',
    'ContactDetail',
    'Contributor',
    'DataRequirement',
    'Expression',
    'ParameterDefinition',
    'RelatedArtifact',
    'TriggerDefinition',
    'UsageContext',
    'Dosage',
  ],
} as const;
