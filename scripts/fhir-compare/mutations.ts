import type { Member, TypePlan, TypePlans } from '../../src/fhir/structure/type-plan.ts';
import { isJsonObject, type Json } from '../../src/kernel/json.ts';
import type { Random } from '../../src/kernel/random.ts';
import { BAD_NARRATIVES, BAD_PRIMITIVES, ODD_CODINGS, ODD_EXTENSIONS, ODD_REFERENCES } from './mutation-values.ts';

type Open = Record<string, Json>;

/** An object within a resource, with what its type allows. */
interface Site {
  readonly value: Open;
  readonly plan: TypePlan;
}

/** Values of examples by type and member, to be put into other resources. */
export type Donors = Map<string, Json[]>;

interface Tools {
  readonly random: Random;
  readonly types: TypePlans;
  readonly donors: Donors;
}

/** Change one thing of a resource in place; gives what was done, or undefined when it does not apply there. */
type Mutation = (root: Open, sites: readonly Site[], tools: Tools) => string | undefined;

/** All objects of a resource with a known type. */
export function sitesOf(root: Open, types: TypePlans): Site[] {
  const plan = types.type(String(root['resourceType']));
  const sites: Site[] = [];
  const visit = (value: Open, at: TypePlan) => {
    sites.push({ value, plan: at });
    for (const [name, item] of Object.entries(value)) {
      const member = at.members.get(name);
      if (!member || member.plan.kind === 'primitive') continue;
      for (const each of Array.isArray(item) ? item : [item]) {
        if (!isJsonObject(each)) continue;
        const inner = member.plan.kind === 'resource' ? types.type(String(each['resourceType'])) : member.plan;
        if (inner) visit(each as Open, inner);
      }
    }
  };
  if (plan) visit(root, plan);
  return sites;
}

/** Remember the members of a resource as values to put into others. */
export function collectDonors(root: Open, types: TypePlans, donors: Donors): void {
  for (const { value, plan } of sitesOf(root, types))
    for (const [name, item] of Object.entries(value)) {
      const key = `${plan.name} ${name}`;
      const known = donors.get(key) ?? [];
      if (known.length < 40) known.push(item);
      donors.set(key, known);
    }
}

const members = ({ value, plan }: Site): [string, Member][] =>
  Object.keys(value).flatMap((name) => {
    const member = plan.members.get(name);
    return member ? [[name, member] as [string, Member]] : [];
  });

const somewhere = (sites: readonly Site[], { random }: Tools, wanted: (site: Site) => boolean = () => true) => {
  const fitting = sites.filter(wanted);
  return fitting.length === 0 ? undefined : random.pick(fitting);
};

const someMember = (site: Site, { random }: Tools, wanted: (member: Member, item: Json) => boolean) => {
  const fitting = members(site).filter(([name, member]) => wanted(member, site.value[name] ?? null));
  return fitting.length === 0 ? undefined : random.pick(fitting);
};

const ofType = (name: string) => (site: Site) => site.plan.typeName === name;

/** The mutations by name. */
export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'drop-member'(_root, sites, tools) {
    const site = somewhere(sites, tools);
    const found = site && someMember(site, tools, () => true);
    if (!site || !found) return undefined;
    delete site.value[found[0]];
    return `${site.plan.name}.${found[0]}`;
  },
  'unknown-member'(_root, sites, tools) {
    const site = somewhere(sites, tools);
    if (!site) return undefined;
    const name = tools.random.pick([
      'foo',
      'Id',
      'valueX',
      'fhir_comments',
      '_foo',
      'resourceType',
      '@type',
      'status_',
    ]);
    if (name in site.value) return undefined;
    site.value[name] = tools.random.pick<Json>(['x', 1, { a: 'b' }, ['x']]);
    return `${site.plan.name}.${name}`;
  },
  'bad-primitive'(_root, sites, tools) {
    const site = somewhere(sites, tools, (each) => members(each).some(([, { plan }]) => plan.kind === 'primitive'));
    const found = site && someMember(site, tools, ({ plan, shadow }) => plan.kind === 'primitive' && !shadow);
    if (!site || !found) return undefined;
    const [name, member] = found;
    const bad = tools.random.pick<Json>([
      ...(BAD_PRIMITIVES[member.plan.typeName] ?? []),
      '',
      ' ',
      ' a',
      1,
      true,
      'x y',
      null,
    ]);
    const item = site.value[name];
    site.value[name] = Array.isArray(item) ? [bad, ...item.slice(1)] : bad;
    return `${site.plan.name}.${name} ${member.plan.typeName} ${JSON.stringify(bad)}`;
  },
  'wrong-shape'(_root, sites, tools) {
    const site = somewhere(sites, tools);
    const found = site && someMember(site, tools, () => true);
    if (!site || !found) return undefined;
    const [name] = found;
    const item = site.value[name] ?? null;
    const how = tools.random.below(6);
    site.value[name] = [
      [item],
      Array.isArray(item) ? (item[0] ?? null) : [item, item],
      [],
      {},
      Array.isArray(item) ? [...item, null] : null,
      Array.isArray(item) ? [...item, {}] : 'x',
    ][how] as Json;
    return `${site.plan.name}.${name} shape ${how}`;
  },
  transplant(_root, sites, tools) {
    const site = somewhere(sites, tools);
    if (!site) return undefined;
    const names = [...site.plan.members.keys()].filter((name) => !(name in site.value));
    const open = names.filter((name) => tools.donors.has(`${site.plan.name} ${name}`));
    if (open.length === 0) return undefined;
    const name = tools.random.pick(open);
    site.value[name] = structuredClone(tools.random.pick(tools.donors.get(`${site.plan.name} ${name}`) ?? []));
    return `${site.plan.name}.${name}`;
  },
  'swap-value'(_root, sites, tools) {
    const site = somewhere(sites, tools);
    const found = site && someMember(site, tools, () => true);
    if (!site || !found) return undefined;
    const choices = tools.donors.get(`${site.plan.name} ${found[0]}`) ?? [];
    if (choices.length < 2) return undefined;
    site.value[found[0]] = structuredClone(tools.random.pick(choices));
    return `${site.plan.name}.${found[0]}`;
  },
  duplicate(_root, sites, tools) {
    const site = somewhere(sites, tools);
    const found = site && someMember(site, tools, (_member, item) => Array.isArray(item) && item.length > 0);
    if (!site || !found) return undefined;
    const list = site.value[found[0]] as Json[];
    site.value[found[0]] = [...list, structuredClone(tools.random.pick(list))];
    return `${site.plan.name}.${found[0]}`;
  },
  code(_root, sites, tools) {
    const bound = (member: Member) => member.typeCode === 'code' && !member.shadow;
    const site = somewhere(sites, tools, (each) => members(each).some(([, member]) => bound(member)));
    const found = site && someMember(site, tools, bound);
    if (!site || !found) return undefined;
    const item = site.value[found[0]];
    const code = tools.random.pick([
      'unknown-code',
      'ACTIVE',
      'final',
      'active',
      'text/fhirpath',
      'en-ZZ-1',
      'female ',
    ]);
    site.value[found[0]] = Array.isArray(item) ? [code] : code;
    return `${site.plan.name}.${found[0]} ${code}`;
  },
  coding(_root, sites, tools) {
    const site = somewhere(sites, tools, ofType('Coding'));
    if (!site) return undefined;
    const odd = tools.random.pick(ODD_CODINGS);
    for (const [name, item] of Object.entries(odd)) {
      if (item === null) delete site.value[name];
      else site.value[name] = item;
    }
    return JSON.stringify(odd);
  },
  reference(_root, sites, tools) {
    const site = somewhere(sites, tools, ofType('Reference'));
    if (!site) return undefined;
    const odd = tools.random.pick(ODD_REFERENCES);
    Object.assign(site.value, structuredClone(odd));
    return JSON.stringify(odd);
  },
  extension(_root, sites, tools) {
    const site = somewhere(sites, tools, (each) => each.plan.members.has('extension'));
    if (!site) return undefined;
    const odd = tools.random.pick(ODD_EXTENSIONS);
    const name =
      tools.random.below(4) === 0 && site.plan.members.has('modifierExtension') ? 'modifierExtension' : 'extension';
    const known = site.value[name];
    site.value[name] = [...(Array.isArray(known) ? known : []), structuredClone(odd)];
    return `${site.plan.name} ${name} ${JSON.stringify(odd)}`;
  },
  'primitive-extension'(_root, sites, tools) {
    const plain = (member: Member, item: Json) =>
      member.plan.kind === 'primitive' && !member.shadow && !Array.isArray(item);
    const site = somewhere(sites, tools, (each) =>
      members(each).some(([name, member]) => plain(member, each.value[name] ?? null)),
    );
    const found = site && someMember(site, tools, plain);
    if (!site || !found) return undefined;
    const odd = tools.random.pick<Json>([
      { id: 'a' },
      {},
      { id: 'a b' },
      { extension: [] },
      { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }] },
      { value: 'x' },
      'x',
      [null],
    ]);
    site.value[`_${found[0]}`] = structuredClone(odd);
    if (tools.random.below(2) === 0) delete site.value[found[0]];
    return `${site.plan.name}._${found[0]} ${JSON.stringify(odd)}`;
  },
  contained(root, _sites, tools) {
    if (!tools.types.type(String(root['resourceType']))?.members.has('contained')) return undefined;
    const inner = tools.random.pick<Json>([
      { resourceType: 'Patient', id: 'unreferenced' },
      { resourceType: 'Patient' },
      { resourceType: 'Nonsense', id: 'x' },
      { id: 'x' },
      { resourceType: 'Patient', id: '#x' },
      { resourceType: 'Patient', id: 'x', contained: [{ resourceType: 'Patient', id: 'y' }] },
      { resourceType: 'Patient', id: 'x', meta: { versionId: '1' } },
      { resourceType: 'Patient', id: 'x', meta: { security: [{ system: 'urn:a', code: 'b' }] } },
      {
        resourceType: 'Patient',
        id: 'x',
        text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">a</div>' },
      },
      { resourceType: 'Patient', id: 'x', managingOrganization: { reference: '#' } },
      {},
    ]);
    const known = root['contained'];
    root['contained'] = [...(Array.isArray(known) ? known : []), structuredClone(inner)];
    return JSON.stringify(inner);
  },
  narrative(root, _sites, tools) {
    if (!tools.types.type(String(root['resourceType']))?.members.has('text')) return undefined;
    const div = tools.random.pick(BAD_NARRATIVES);
    root['text'] = { status: 'generated', div };
    return div;
  },
  meta(root, _sites, tools) {
    const meta = tools.random.pick<Json>([
      { profile: ['http://example.org/fhir/StructureDefinition/none'] },
      { profile: ['Patient'] },
      { profile: ['http://hl7.org/fhir/StructureDefinition/Patient'] },
      { profile: ['http://hl7.org/fhir/StructureDefinition/Observation|4.0.1'] },
      { profile: ['http://hl7.org/fhir/StructureDefinition/bp'] },
      { profile: ['http://hl7.org/fhir/ValueSet/observation-codes'] },
      { profile: ['http://hl7.org/fhir/StructureDefinition/Extension'] },
      { versionId: 'a b' },
      { lastUpdated: '2020-01-01' },
      { tag: [{ code: 'a' }] },
      { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'ZZ' }] },
      { source: 'not a uri' },
      {},
    ]);
    root['meta'] = structuredClone(meta);
    return JSON.stringify(meta);
  },
  root(root, _sites, tools) {
    const [name, value] = tools.random.pick<readonly [string, Json]>([
      ['id', 'a_b'],
      ['id', 'x'.repeat(65)],
      ['id', ''],
      ['id', 12],
      ['resourceType', 'Nonsense'],
      ['resourceType', 'patient'],
      ['resourceType', 'DomainResource'],
      ['implicitRules', 'http://example.org/rules'],
      ['language', 'xx-yy-zz'],
      ['language', 'english'],
      ['language', 'en-US'],
    ]);
    root[name] = value;
    return `${name} ${JSON.stringify(value)}`;
  },
};
