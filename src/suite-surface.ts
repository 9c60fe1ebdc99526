import type { SuiteDefinition } from './model/suite.ts';

/** State a suite with its type checked; returns it unchanged. */
export function defineSuite(definition: SuiteDefinition): SuiteDefinition {
  return definition;
}
