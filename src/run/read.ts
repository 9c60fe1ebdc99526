import type { ResolvedConfig } from '../config/resolved-config.ts';
import { AssayError } from '../kernel/error.ts';
import type { ApiModel, DocumentFinding } from '../model/api.ts';
import { createSchemas, type Schemas } from '../schema/index.ts';
import { examplesOf, loadRequirements, loadSpec } from '../spec/index.ts';
import { fetchText } from '../target/index.ts';

/** The promises of a run, with validators for them. */
export interface Promises {
  readonly model: ApiModel;
  readonly schemas: Schemas;
}

/** Read the description and the requirements; examples that break their own schema become document findings. */
export async function readPromises(config: ResolvedConfig): Promise<Promises> {
  const read = await loadSpec(config.spec, { fetchText, ...(config.overlays ? { overlays: config.overlays } : {}) });
  const requirements = config.requirements ? await loadRequirements(config.requirements) : [];
  const schemas = createSchemas(read.schemaDocuments);
  const documentFindings = [...read.documentFindings, ...wrongExamples(read, schemas)];
  const model = { ...read, documentFindings, requirements: [...read.requirements, ...requirements] };
  refuseDanglingCases(config, model);
  return { model, schemas };
}

function wrongExamples(model: ApiModel, schemas: Schemas): DocumentFinding[] {
  return examplesOf(model).flatMap(({ handle, value, ref, direction }) => {
    const answer = schemas.validate(handle, value, direction);
    const issue = answer.kind === 'invalid' ? answer.issues[0] : undefined;
    if (!issue) return [];
    return [
      {
        code: 'example-invalid',
        severity: 'warning' as const,
        message: `An example does not conform to its own schema at ${issue.at || 'its root'}: ${issue.message}`,
        ref,
        disables: [],
      },
    ];
  });
}

/** A declared case must speak of a requirement and operations that exist: a dangling one would silently test nothing. */
function refuseDanglingCases(config: ResolvedConfig, model: ApiModel): void {
  const operations = new Set(model.operations.map(({ id }) => id));
  const requirements = new Set(model.requirements.map(({ id }) => id));
  for (const declared of config.cases) {
    for (const operation of [declared.operation, ...(declared.given ?? []).map((given) => given.operation)]) {
      if (!operations.has(operation))
        throw dangling(
          `the case "${declared.title}" speaks of the operation ${operation}, which the description does not have`,
        );
    }
    if (!requirements.has(declared.requirement))
      throw dangling(
        `the case "${declared.title}" speaks of the requirement ${declared.requirement}, which the requirements file does not have`,
      );
  }
}

function dangling(what: string): AssayError {
  return new AssayError('config', 'dangling-case', `In the suite, ${what}. Correct the id or remove the case.`);
}
