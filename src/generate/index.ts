export { createGenerator } from './create-generator.ts';
export type { Generator, InvalidValue, Member } from './generator.ts';
