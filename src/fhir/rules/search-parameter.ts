import { objects, strings, text } from '../definitions/members.ts';
import type { ResourceFrame, Session } from '../validate/session.ts';
import { namesProblem } from './expression.ts';

const about = { code: 'business-rule', rule: 'search-parameter', clause: 'FHIR, searchparameter.html' };

/** Check a SearchParameter against the one that it is derived from, and that a composite has components. */
export function checkSearchParameter(session: Session, frame: ResourceFrame): void {
  const own = frame.value;
  const type = text(own, 'type');
  if (type === 'composite' && objects(own, 'component').length < 2)
    session.report(about, 'A SearchParameter of the type composite must define two or more components');
  const expression = text(own, 'expression');
  const { types } = session.engine;
  const bases = strings(own, 'base').flatMap((name) => types.type(name) ?? []);
  const problem =
    expression === undefined || bases.length === 0 ? undefined : namesProblem(expression, bases, undefined, types);
  if (problem !== undefined)
    session.report(
      { ...about, code: 'invalid' },
      `The expression '${expression}' is not valid FHIRPath: ${problem}`,
      '.expression',
      ['expression'],
    );
  const derivedFrom = text(own, 'derivedFrom');
  if (derivedFrom === undefined) return;
  const base = session.engine.definitions.searchParameter(derivedFrom);
  if (!base) {
    session.leaveOpen('rule', derivedFrom, 'the search parameter that this is derived from is not held here');
    return;
  }
  if (type !== undefined && base.type !== type)
    session.report(
      about,
      `The type '${type}' is not that of the search parameter this is derived from ('${base.type}')`,
    );
  for (const each of strings(own, 'base'))
    if (!base.base.includes(each) && !base.base.includes('Resource') && !base.base.includes('DomainResource'))
      session.report(
        about,
        `The resource type ${each} is not a base of the search parameter that this is derived from (${derivedFrom})`,
      );
}
