export { createGenerator } from './create-generator.ts';
export type { Generator, InvalidValue } from './generator.ts';
