import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { pointerOf, valueAt } from '../../kernel/json-pointer.ts';
import type { Operation } from '../../model/operation.ts';
import type { SecurityRequirement, SecurityScheme } from '../../model/security.ts';
import { membersAt, type Reading, textMember } from './reading.ts';

/** The security schemes of the document, and one of scheme `undeclared` for each name that is used without being defined. */
export function readSecuritySchemes(
  reading: Reading,
  operations: readonly Operation[],
): Record<string, SecurityScheme> {
  const schemes: Record<string, SecurityScheme> = {};
  for (const [name, , at] of membersAt(
    reading.root,
    reading.version === '2.0' ? '/securityDefinitions' : '/components/securitySchemes',
  )) {
    const located = reading.resolve(at);
    if (located) schemes[name] = readScheme(reading, name, located.value, located.pointer);
  }
  for (const requirement of operations.flatMap((operation) => operation.security)) {
    for (const { name } of requirement.schemes) {
      if (Object.hasOwn(schemes, name)) continue;
      const pointer = requirement.ref.kind === 'document' ? requirement.ref.pointer : '';
      reading.report(
        'security-scheme-undeclared',
        pointer,
        `the security scheme ${name} is not defined; no credential can be applied`,
        'error',
      );
      schemes[name] = { name, scheme: 'undeclared', description: '', ref: requirement.ref };
    }
  }
  return schemes;
}

/** The alternatives that an operation asks for: its own, else the document's, else none. */
export function readSecurity(reading: Reading, operationPointer: string): SecurityRequirement[] {
  const own = `${operationPointer}/security`;
  const pointer = valueAt(reading.root, own) === undefined ? '/security' : own;
  const written = valueAt(reading.root, pointer);
  if (!Array.isArray(written)) {
    if (written !== undefined)
      reading.report('security-invalid', pointer, '`security` must be a list; read as none', 'error');
    return [];
  }
  return written.flatMap((alternative: Json, index) => {
    if (!isJsonObject(alternative)) return [];
    const schemes = Object.entries(alternative).map(([name, scopes]) => ({
      name,
      scopes: Array.isArray(scopes) ? scopes.map(String) : [],
    }));
    return [{ schemes, ref: reading.ref(pointer + pointerOf([index])) }];
  });
}

function readScheme(reading: Reading, name: string, value: JsonObject, pointer: string): SecurityScheme {
  const base = { name, description: textMember(value, 'description'), ref: reading.ref(pointer) };
  const type = textMember(value, 'type');
  if (type === 'oauth2' || type === 'openIdConnect') return { ...base, scheme: 'bearer' };
  if (type === 'basic') return { ...base, scheme: 'basic' };
  if (type === 'http') return { ...base, scheme: textMember(value, 'scheme', 'http').toLowerCase() };
  if (type !== 'apiKey') return { ...base, scheme: type || 'undeclared' };
  const [place, parameterName] = [textMember(value, 'in'), textMember(value, 'name')];
  if ((place === 'header' || place === 'query' || place === 'cookie') && parameterName !== '') {
    return { ...base, scheme: 'api-key', in: place, parameterName };
  }
  reading.report(
    'security-scheme-invalid',
    pointer,
    'an apiKey needs a name, and `in` must be header, query or cookie',
    'error',
  );
  return { ...base, scheme: 'undeclared' };
}
