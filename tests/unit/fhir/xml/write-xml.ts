import type { TypePlan, TypePlans } from '../../../../src/fhir/structure/type-plan.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../../src/kernel/json.ts';

/** A sound FHIR resource in XML, by the order of its definition (FHIR, xml.html): the inverse of reading, for round trips. */
export function writeXml(resource: JsonObject, types: TypePlans): string {
  const write = (name: string, value: JsonObject, plan: TypePlan, namespace = ''): string => {
    const attributes: string[] = [];
    const children: string[] = [];
    for (const element of plan.elements) {
      for (const [json, member] of plan.members) {
        if (member.element !== element || member.shadow) continue;
        const plain = listed(value[json]);
        const shadows = listed(value[`_${json}`]);
        for (let i = 0; i < Math.max(plain.length, shadows.length); i++) {
          const item = plain[i] ?? null;
          const isAttribute =
            (json === 'id' && plan.kind !== 'resource') || (json === 'url' && plan.typeName === 'Extension');
          if (isAttribute) attributes.push(` ${json}="${escaped(String(item))}"`);
          else if (member.plan.typeName === 'xhtml') children.push(String(item));
          else if (member.plan.kind === 'primitive')
            children.push(primitive(json, item, shadows[i] ?? null, member.plan));
          else if (isJsonObject(item))
            children.push(
              member.plan.kind === 'resource' ? `<${json}>${inner(item)}</${json}>` : write(json, item, member.plan),
            );
        }
      }
    }
    return `<${name}${namespace}${attributes.join('')}>${children.join('\n')}</${name}>`;
  };
  const primitive = (name: string, value: Json, shadow: Json, plan: TypePlan) => {
    const text = value === null ? '' : ` value="${escaped(String(value))}"`;
    const around = isJsonObject(shadow) ? write(name, shadow, plan) : `<${name}></${name}>`;
    return `<${name}${text}${around.slice(name.length + 1)}`;
  };
  const inner = (value: JsonObject, namespace = ''): string => {
    const type = String(value['resourceType']);
    const plan = types.type(type);
    if (!plan) throw new RangeError(`no type ${type}`);
    return write(type, value, plan, namespace);
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${inner(resource, ' xmlns="http://hl7.org/fhir"')}\n`;
}

function listed(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
}

function escaped(text: string): string {
  return text.replace(/[&<>"\t\n\r]/g, (char) => `&#${char.charCodeAt(0)};`);
}
