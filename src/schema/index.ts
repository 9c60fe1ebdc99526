export type { Direction, SchemaAnswer, SchemaIssue, Schemas } from './contract.ts';
export { createSchemas } from './create-schemas.ts';
