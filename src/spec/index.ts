export { examplesOf, type ModelExample } from './examples.ts';
export { type LoadOptions, loadSpec } from './load.ts';
export type { FetchText } from './read-text.ts';
export { specFormats } from './registry.ts';
export { loadRequirements } from './requirements.ts';
export type { SpecFormat, SpecSource } from './spec-format.ts';
