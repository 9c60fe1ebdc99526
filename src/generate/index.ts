export { createGenerator } from './create-generator.ts';
export type { Generator, InvalidOptions, InvalidValue, Member, PackedOptions, ValidValue } from './generator.ts';
