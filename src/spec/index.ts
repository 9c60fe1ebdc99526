export { examplesOf } from './examples.ts';
export { loadSpec } from './load.ts';
export { specFormats } from './registry.ts';
export { loadRequirements } from './requirements.ts';
