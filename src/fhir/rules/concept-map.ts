import type { JsonObject } from '../../kernel/json.ts';
import { choice, object, objects, text } from '../definitions/members.ts';
import type { ResourceFrame, Session } from '../validate/session.ts';

const about = {
  code: 'business-rule',
  rule: 'concept-map-code',
  clause: 'FHIR, conceptmap.html (group.source, group.target)',
};

/** The codes of a ConceptMap exist in the code systems of its groups, where those are held whole. */
export function checkConceptMap(session: Session, frame: ResourceFrame): void {
  const from = scopeOf(session, frame.value, 'source');
  const to = scopeOf(session, frame.value, 'target');
  objects(frame.value, 'group').forEach((group, g) => {
    const source = text(group, 'source');
    const target = text(group, 'target');
    objects(group, 'element').forEach((element, e) => {
      const at = `.group[${g}].element[${e}]`;
      const tokens = ['group', g, 'element', e];
      checkCode(session, source, from, element, at, tokens);
      objects(element, 'target').forEach((mapped, t) => {
        checkCode(session, target, to, mapped, `${at}.target[${t}]`, [...tokens, 'target', t]);
      });
    });
  });
}

/** The value set of one side of the map; a map names it by URI, canonical or (STU3) reference. */
function scopeOf(session: Session, map: JsonObject, side: 'source' | 'target'): string | undefined {
  const named =
    text(map, `${side}Canonical`) ?? text(map, `${side}Uri`) ?? text(object(map, `${side}Reference`), 'reference');
  if (named === undefined) return undefined;
  const { definitions } = session.engine;
  if (definitions.valueSet(named)) return named;
  if (definitions.codeSystem(named)) {
    const member = choice(map, side)?.type ?? '';
    session.report(
      { ...about, rule: 'concept-map-scope' },
      `The ${side} of a map is a value set, but ${named} is a code system`,
      `.${side}`,
      [`${side}${member}`],
    );
  }
  return undefined;
}

function checkCode(
  session: Session,
  system: string | undefined,
  scope: string | undefined,
  holder: JsonObject,
  at: string,
  tokens: readonly (string | number)[],
): void {
  const code = text(holder, 'code');
  if (system === undefined || code === undefined) return;
  const known = session.engine.terminology.system(system);
  if (known?.record.content !== 'complete') {
    session.leaveOpen('code-system', system, 'the code system of this map is not held here whole');
    return;
  }
  if (!known.has(code))
    session.report(about, `The code '${code}' is not in the code system ${system}`, `${at}.code`, [...tokens, 'code']);
  else if (scope !== undefined && session.engine.terminology.holds(scope, system, code) === false)
    session.report(about, `The code '${code}' is not in the value set ${scope}`, `${at}.code`, [...tokens, 'code']);
}
