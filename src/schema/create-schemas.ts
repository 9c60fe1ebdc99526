import type { SchemaDocument } from '../model/schema.ts';
import { Compiler } from './compiler.ts';
import type { Direction, Schemas } from './contract.ts';
import { Explainer } from './explain.ts';
import { withoutFlood } from './issue.ts';

interface Judge {
  readonly compiler: Compiler;
  readonly explainer: Explainer;
}

/**
 * Validators over these documents (JSON Schema 2020-12, formats asserted, unknown formats ignored).
 * Nothing is compiled before it is asked for; a schema that cannot be compiled answers `not-checked`.
 */
export function createSchemas(documents: Readonly<Record<string, SchemaDocument>>): Schemas {
  const judges = new Map<string, Judge>();
  return {
    judge(handle, value, direction) {
      const document = documents[handle.document];
      const compiled = document && judgeOf(judges, document, direction).compiler.compile(handle.pointer);
      if (compiled?.kind !== 'compiled') return 'not-checked';
      return compiled.check(value) ? 'valid' : 'invalid';
    },
    validate(handle, value, direction) {
      const document = documents[handle.document];
      if (!document) return { kind: 'not-checked', reason: `there is no document ${handle.document}` };
      const { compiler, explainer } = judgeOf(judges, document, direction);
      const compiled = compiler.compile(handle.pointer);
      if (compiled.kind === 'uncompilable') return { kind: 'not-checked', reason: compiled.reason };
      if (compiled.check(value)) return { kind: 'valid' };
      return { kind: 'invalid', issues: withoutFlood(explainer.explain(compiled.check.errors ?? [])) };
    },
  };
}

function judgeOf(judges: Map<string, Judge>, document: SchemaDocument, direction: Direction): Judge {
  const key = `${direction} ${document.digest}`;
  const known = judges.get(key);
  if (known) return known;
  const compiler = new Compiler(document, direction);
  const judge = { compiler, explainer: new Explainer(compiler, document) };
  judges.set(key, judge);
  return judge;
}
