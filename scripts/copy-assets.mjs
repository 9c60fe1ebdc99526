/** Copies what tsc leaves behind (the digested FHIR definitions) from src/ to dist/. */
import { cpSync, mkdirSync, readdirSync } from 'node:fs';

const from = new URL('../src/fhir/definitions/', import.meta.url);
const to = new URL('../dist/fhir/definitions/', import.meta.url);
mkdirSync(to, { recursive: true });
for (const file of readdirSync(from))
  if (file.endsWith('.generated.ndjson.gz')) cpSync(new URL(file, from), new URL(file, to));
