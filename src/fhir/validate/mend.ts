import type { BindingRecord, Constraint, FhirVersion } from '../definitions/records.ts';

/** Invariants that hand-written code checks in full, with the file that does. */
const BY_HAND = new Set(['ele-1', 'txt-1', 'txt-2', 'ref-1', 'dom-3', 'dom-r4b', 'ext-1']);

/**
 * Published invariants whose expression does not say what their text says, with one that does.
 * Each row: FHIR version, key, corrected expression.
 */
const MENDED: readonly (readonly [FhirVersion, string, string])[] = [
  ['3.0', 'obs-7', 'value.empty() or (code in component.code).not()'],
  ['4.0', 'obs-7', 'value.empty() or component.code.where(coding.intersect(%resource.code.coding).exists()).empty()'],
  ['3.0', 'ras-2', '(probability.exists() and (probability is decimal)) implies (probability as decimal) <= 100'],
  ['4.0', 'ras-2', '(probability.exists() and (probability is decimal)) implies (probability as decimal) <= 100'],
  ['3.0', 'tim-9', "offset.empty() or (when.exists() and when.select($this in ('C' | 'CM' | 'CD' | 'CV')).allFalse())"],
  [
    '3.0',
    'con-4',
    "abatement.empty() or (abatement is boolean).not() or (abatement as boolean).not() or clinicalStatus='resolved' or clinicalStatus='remission' or clinicalStatus='inactive'",
  ],
  ['3.0', 'bdl-8', "fullUrl.exists() implies fullUrl.contains('/_history/').not()"],
  ['3.0', 'opd-2', "searchType.exists() implies type = 'string'"],
  [
    '3.0',
    'eld-12',
    "valueSet.empty() or valueSet.is(uri).not() or valueSet.as(uri).startsWith('http:') or valueSet.as(uri).startsWith('https') or valueSet.as(uri).startsWith('urn:')",
  ],
  ['4.0', 'que-12', 'enableWhen.count() > 1 implies enableBehavior.exists()'],
  [
    '4.0',
    'con-3',
    "clinicalStatus.exists() or verificationStatus.coding.where(system='http://terminology.hl7.org/CodeSystem/condition-ver-status' and code = 'entered-in-error').exists() or category.select($this='problem-list-item').empty()",
  ],
];

/** The constraint to evaluate in place of a published one; undefined when it is checked by hand. */
export function mended(version: FhirVersion, constraint: Constraint): Constraint | undefined {
  if (BY_HAND.has(constraint.key)) return undefined;
  const row = MENDED.find(([at, key]) => at === version && key === constraint.key);
  return row ? { ...constraint, expression: row[2] } : constraint;
}

/** Bindings that are published as required by mistake: the units of vital signs (`%` of an inhaled gas is none of them), FHIR versions (later ones appear). */
export function mendedBinding(path: string, binding: BindingRecord): BindingRecord {
  const vitalUnits =
    path.startsWith('Observation.component.value') &&
    binding.valueSet.startsWith('http://hl7.org/fhir/ValueSet/ucum-vitals-common');
  const laterVersions = binding.valueSet.startsWith('http://hl7.org/fhir/ValueSet/FHIR-version');
  return vitalUnits || laterVersions ? { ...binding, strength: 'extensible' } : binding;
}
