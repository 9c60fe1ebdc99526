import { isJsonObject } from '../../kernel/json.ts';
import { canonicalUnit } from './compare.ts';
import { bool, childrenNamed, EMPTY, type PathNode, systemNode, systemValue } from './node.ts';
import { argument, ofTruth, type PathFunction, stringOf } from './scope.ts';

function referenceOf(node: PathNode): string | undefined {
  if (typeof node.value === 'string') return node.value;
  const reference = isJsonObject(node.value) ? node.value['reference'] : undefined;
  return typeof reference === 'string' ? reference : undefined;
}

/** True when a primitive has a value (not only extensions). */
export function hasValue(node: PathNode): boolean {
  const { value } = node;
  return value !== undefined && value !== null && (node.plan === undefined || node.plan.kind === 'primitive');
}

const narrativeCheck: PathFunction = () => (input, scope) =>
  bool(input.every((node) => scope.env.htmlChecks?.(node) ?? true));

/** Functions that FHIR adds (http://hl7.org/fhir/R4/fhirpath.html#functions). */
export const fhirFunctions: Readonly<Record<string, PathFunction>> = {
  getValue: () => (input) => {
    const node = input[0];
    const value = node && input.length === 1 && hasValue(node) ? systemValue(node) : undefined;
    return node && value !== undefined ? [node] : EMPTY;
  },
  extension:
    ([url]) =>
    (input, scope) => {
      const wanted = stringOf(argument(url, scope));
      return input
        .flatMap((node) => childrenNamed(node, 'extension', scope.env.types))
        .filter((node) => isJsonObject(node.value) && node.value['url'] === wanted);
    },
  resolve: () => (input, scope) =>
    input.flatMap((node) => {
      const reference = referenceOf(node);
      return (reference !== undefined && scope.env.resolve?.(reference, node.within)) || [];
    }),
  memberOf:
    ([valueSet]) =>
    (input, scope) => {
      const url = stringOf(argument(valueSet, scope));
      const node = input[0];
      if (!node || url === undefined) return EMPTY;
      return bool(scope.env.memberOf?.(node, url) ?? true);
    },
  conformsTo:
    ([profile]) =>
    (input, scope) => {
      const url = stringOf(argument(profile, scope));
      const node = input[0];
      return node && url !== undefined ? bool(scope.env.conformsTo?.(node, url) ?? true) : EMPTY;
    },
  htmlChecks: narrativeCheck,
  htmlchecks: narrativeCheck,
  elementDefinition: () => () => EMPTY,
  slice: () => () => EMPTY,
  checkModifiers: () => (input) => input,
  subsumes: () => () => EMPTY,
  subsumedBy: () => () => EMPTY,
  comparable:
    ([other]) =>
    (input, scope) => {
      const a = input[0] && systemValue(input[0]);
      const second = argument(other, scope)[0];
      const b = second && systemValue(second);
      if (typeof a !== 'object' || typeof b !== 'object' || !('unit' in a) || !('unit' in b)) return EMPTY;
      return ofTruth(canonicalUnit(a).unit === canonicalUnit(b).unit);
    },
  today: () => (_input, scope) => scope.env.variables?.['now']?.slice(0, 1) ?? EMPTY,
  now: () => (_input, scope) => scope.env.variables?.['now']?.slice(0, 1) ?? EMPTY,
  timeOfDay: () => () => EMPTY,
  lowBoundary: () => (input) => input,
  highBoundary: () => (input) => input,
  precision: () => (input) => input.map((node) => systemNode(String(node.value).replace(/\D/g, '').length, 'Integer')),
};
