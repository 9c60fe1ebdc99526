import { describe, expect, test } from 'vitest';
import { builtInDefinitions } from '../../../src/fhir/definitions/pack.ts';
import { PathSyntaxError } from '../../../src/fhir/path/ast.ts';
import { PathEvaluationError } from '../../../src/fhir/path/compare.ts';
import { compilePath } from '../../../src/fhir/path/compile.ts';
import { fhirNode } from '../../../src/fhir/path/node.ts';
import { PathBudgetError } from '../../../src/fhir/path/scope.ts';
import { compileTypes } from '../../../src/fhir/structure/compile-types.ts';
import type { JsonObject } from '../../../src/kernel/json.ts';

const types = compileTypes(builtInDefinitions('4.0'));

function evaluate(expression: string, resource: JsonObject = PATIENT, steps = 100_000): unknown[] {
  const plan = types.type(String(resource['resourceType']));
  if (!plan) throw new Error('no plan');
  const node = fhirNode(resource, plan, types);
  const env = { types, resource: node, rootResource: node, budget: { left: steps } };
  return compilePath(expression)(node, env).map(({ value }) => value);
}

const PATIENT: JsonObject = {
  resourceType: 'Patient',
  id: 'p',
  active: true,
  birthDate: '1980-05-06',
  multipleBirthInteger: 2,
  name: [
    { use: 'official', family: 'A', given: ['B', 'C'] },
    { use: 'usual', given: ['D'] },
  ],
  telecom: [{ system: 'phone', value: '1' }],
};

describe('FHIRPath', () => {
  test.each<[string, unknown[]]>([
    ['name.given', ['B', 'C', 'D']],
    ["Patient.name.where(use = 'usual').given", ['D']],
    ['name[1].given.first()', ['D']],
    ['multipleBirth', [2]],
    ['multipleBirth is integer', [true]],
    ['multipleBirth.ofType(boolean)', []],
    ['name.given.count() > 2', [true]],
    ['name.all(given.exists())', [true]],
    ['name.all(family.exists())', [false]],
    ['{} and false', [false]],
    ['{} or true', [true]],
    ['false implies {}', [true]],
    ['{} = 1', []],
    ['(1 | 2 | 2).count()', [2]],
    ["'abc'.substring(1, 1) & 'x'", ['bx']],
    ["'a1'.matches('^[a-z][0-9]$')", [true]],
    ['birthDate < @1990', [true]],
    ['@2020-01 = @2020-01-05', []],
    ['@2020-01-31 + 1 month = @2020-02-29', [true]],
    ['5 div 2 + 5 mod 2', [3]],
    ['-2.abs()', [-2]],
    ['name.select(given.first()).isDistinct()', [true]],
    ["iif(active, 'y', 'n')", ['y']],
    ["name.given.aggregate($total & $this, '')", ['BCD']],
    ["(1 'kg') = (1000 'g')", [true]],
    ["name.given contains 'B' and 'D' in name.given", [true]],
    ['name.given.subsetOf(%resource.name.given)', [true]],
    ["name.exists(use = 'usual' and family.empty())", [true]],
    ['descendants().where($this is HumanName).count()', [2]],
    ["telecom.where(system = 'phone').value.toInteger() + 1", [2]],
  ])('%s', (expression, expected) => {
    expect(evaluate(expression)).toEqual(expected);
  });

  test.each(['name.', 'a b', "'open", '(1', 'where(', '@@', 'a[', '$ and b'])('%s is no FHIRPath', (expression) => {
    expect(() => compilePath(expression)).toThrow(PathSyntaxError);
  });

  test('an unknown function is refused when compiling', () => {
    expect(() => compilePath('name.foo()')).toThrow(PathEvaluationError);
  });

  test('several items where one is due are an error', () => {
    expect(() => evaluate('name.given > 1')).toThrow(PathEvaluationError);
  });

  test('an evaluation stops when its budget is spent', () => {
    expect(() => evaluate('descendants().select(%resource.descendants())', PATIENT, 20)).toThrow(PathBudgetError);
  });
});

describe.each(['3.0', '4.0'] as const)('published invariants of %s', (version) => {
  test('all compile', () => {
    const definitions = builtInDefinitions(version);
    const failed: string[] = [];
    for (let index = 0; ; index++) {
      let constraint: ReturnType<typeof definitions.constraint>;
      try {
        constraint = definitions.constraint(index);
      } catch {
        expect(index).toBeGreaterThan(150);
        break;
      }
      try {
        compilePath(constraint.expression);
      } catch (thrown) {
        failed.push(`${constraint.key}: ${String(thrown)}`);
      }
    }
    expect(failed).toEqual([]);
  });
});
