import type { JsonObject } from '../../kernel/json.ts';
import { object, objects, text } from '../definitions/members.ts';
import { eclProblem } from '../terminology/ecl.ts';
import type { ResourceFrame, Session } from '../validate/session.ts';

const about = { code: 'invalid', rule: 'value-set-include', clause: 'FHIR, valueset.html' };

/** Check the clauses of a ValueSet: absolute systems, and codes that exist in systems that are held whole. */
export function checkValueSet(session: Session, frame: ResourceFrame): void {
  const compose = object(frame.value, 'compose');
  for (const kind of ['include', 'exclude'])
    for (const [index, clause] of objects(compose, kind).entries())
      checkClause(session, clause, `.compose.${kind}[${index}]`, ['compose', kind, index]);
}

function checkClause(session: Session, clause: JsonObject, at: string, tokens: readonly (string | number)[]): void {
  const system = text(clause, 'system');
  if (system === undefined) return;
  if (!/^[a-z][a-z0-9+.-]*:/i.test(system)) {
    session.report(about, `The system of a clause must be an absolute URI, found '${system}'`, at, tokens);
    return;
  }
  if (system.includes('|'))
    session.report(
      about,
      `The system '${system}' must not hold a version; that belongs in the member version`,
      at,
      tokens,
    );
  const { definitions, terminology } = session.engine;
  if (!definitions.codeSystem(system) && definitions.valueSet(system))
    session.report(about, `The system '${system}' is a value set, not a code system`, at, tokens);
  const known = terminology.system(system);
  objects(clause, 'filter').forEach((filter, i) => {
    const property = text(filter, 'property');
    const value = text(filter, 'value');
    const form = filterForm(text(filter, 'op'), value);
    if (form !== undefined) session.report(about, form, `${at}.filter[${i}]`, [...tokens, 'filter', i]);
    const query =
      system === 'http://snomed.info/sct' && property === 'constraint' && value !== undefined
        ? eclProblem(value)
        : undefined;
    if (query !== undefined)
      session.report(
        about,
        `The filter value '${value}' is not a valid ECL expression: ${query}`,
        `${at}.filter[${i}]`,
        [...tokens, 'filter', i],
      );
    if (known?.record.content !== 'complete' || value === undefined) return;
    const op = text(filter, 'op');
    const named = op === '=' ? /^([a-z][a-z0-9+.-]*:[^#\s]+)#(.+)$/i.exec(value) : null;
    if (named && terminology.exists(named[1] ?? '', named[2] ?? '') === false)
      session.report(about, `The filter value '${value}' is not a valid code`, `${at}.filter[${i}]`, [
        ...tokens,
        'filter',
        i,
      ]);
    if (
      (property === 'concept' || property === 'code') &&
      (op === 'is-a' || op === 'descendent-of' || op === 'is-not-a') &&
      !known.has(value)
    )
      session.report(about, `The filter value '${value}' is not a code of ${system}`, `${at}.filter[${i}]`, [
        ...tokens,
        'filter',
        i,
      ]);
  });
}

/** What is wrong with the form of a filter's value for its operator. */
function filterForm(op: string | undefined, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (op === 'exists' && value !== 'true' && value !== 'false')
    return `The value of an 'exists' filter is true or false, found '${value}'`;
  if (op !== 'regex') return undefined;
  try {
    new RegExp(value);
    return undefined;
  } catch {
    return `The value '${value}' is not a regular expression`;
  }
}
