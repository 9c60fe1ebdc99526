/** The dialects of schemas, by the version of OpenAPI that they belong to. */
export type SchemaDialect = '2.0' | '3.0' | '3.1';
