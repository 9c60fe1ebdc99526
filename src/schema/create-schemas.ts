import { getOrMake } from '../kernel/get-or-make.ts';
import type { SchemaDocument } from '../model/schema.ts';
import { Compiler } from './compiler.ts';
import type { Direction, SchemaAnswer, Schemas } from './contract.ts';
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
  const judges: Judges = { request: new Map(), response: new Map() };
  let last: ValidBody | undefined;
  return {
    judge(handle, value, direction) {
      const document = documents[handle.document];
      const compiled = document && judgeOf(judges, document, direction).compiler.compile(handle.pointer);
      if (compiled?.kind !== 'compiled') return 'not-checked';
      return compiled.check(value) ? 'valid' : 'invalid';
    },
    validate(handle, value, direction) {
      const { pointer } = handle;
      if (
        last !== undefined &&
        last.value === value &&
        last.pointer === pointer &&
        last.direction === direction &&
        last.document === handle.document
      )
        return VALID;
      const document = documents[handle.document];
      if (!document) return { kind: 'not-checked', reason: `there is no document ${handle.document}` };
      const { compiler, explainer } = judgeOf(judges, document, direction);
      const compiled = compiler.compile(pointer);
      if (compiled.kind === 'uncompilable') return { kind: 'not-checked', reason: compiled.reason };
      if (compiled.check(value)) {
        if (typeof value === 'object' && value !== null)
          last = { value, pointer, direction, document: handle.document };
        return VALID;
      }
      return { kind: 'invalid', issues: withoutFlood(explainer.explain(compiled.check.errors ?? [])) };
    },
  };
}

type Judges = Readonly<Record<Direction, Map<SchemaDocument, Judge>>>;

/** The value that was found valid last: several checks ask of one answer after the other. */
interface ValidBody {
  readonly value: object;
  readonly document: string;
  readonly pointer: string;
  readonly direction: Direction;
}

const VALID: SchemaAnswer = { kind: 'valid' };

function judgeOf(judges: Judges, document: SchemaDocument, direction: Direction): Judge {
  return getOrMake(judges[direction], document, () => {
    const compiler = new Compiler(document, direction);
    return { compiler, explainer: new Explainer(compiler, document) };
  });
}
