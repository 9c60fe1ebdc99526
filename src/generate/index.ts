export { createGenerator } from './create-generator.ts';
export type { Generator, InvalidOptions, InvalidValue, Member, ValidValue } from './generator.ts';
