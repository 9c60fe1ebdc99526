export type { SchemaAnswer, SchemaIssue, Schemas } from './contract.ts';
export { createSchemas } from './create-schemas.ts';
