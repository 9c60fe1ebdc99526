import { type Command, Option } from 'commander';
import { AssayError } from '../../kernel/error.ts';
import { type FhirValidateRequest, fhirValidate, type SecondOpinion } from '../../run/fhir-validate.ts';
import { keepHeapSmall } from '../small-heap.ts';
import type { Surroundings } from '../surroundings.ts';

interface Flags {
  readonly fhir: '3.0' | '4.0';
  readonly profile: string[];
  readonly package: string[];
  readonly format: FhirValidateRequest['format'];
  readonly fhirPackages: string[];
  readonly packageCache?: string;
  readonly registry?: string[];
  readonly registryToken?: string;
  readonly offline?: boolean;
  readonly lock?: string;
  readonly strict?: boolean;
  readonly engine: SecondOpinion['engine'];
  readonly hl7?: string;
  readonly hl7Every: string;
}

const EXAMPLES = `
Exit codes: 0 valid; 1 a resource is invalid; 2 usage; 4 nothing was checked, or a profile could not be (with --strict: anything).

Examples:
  $ assay fhir validate patient.json bundle.xml
  $ assay fhir validate export/ --fhir 3.0 --format json
  $ assay fhir validate 'out/**/*.ndjson' --package hl7.fhir.us.core#6.1.0 --lock fhir.lock.json
  $ assay fhir validate practitioner.json --package ./specs/annuaire-sante/package --offline`;

const collect = (value: string, before: string[] = []) => [...before, value];

/** `assay fhir validate`: FHIR resources in files against the specification, profiles and packages. */
export function registerFhir(program: Command, surroundings: Surroundings): void {
  program
    .command('fhir')
    .description('FHIR resources outside of a run')
    .command('validate')
    .description('validate FHIR resources (JSON, XML, NDJSON) against the specification and profiles')
    .argument('<files...>', 'files, folders and globs')
    .addOption(new Option('--fhir <version>', 'FHIR version').choices(['3.0', '4.0']).default('4.0'))
    .option('--profile <url>', 'profile that every resource must conform to (repeatable)', collect, [])
    .option('--package <package>', 'folder, .tgz, id or id#version of a FHIR package (repeatable)', collect, [])
    .addOption(
      new Option('--format <format>', 'form of the results, one a resource')
        .choices(['console', 'json', 'operation-outcome'])
        .default('console'),
    )
    .option('--fhir-packages <folder>', 'folder of packages to look in before the cache (repeatable)', collect, [])
    .option('--package-cache <folder>', 'package cache (default: ~/.fhir/packages)')
    .option(
      '--registry <url>',
      'package registry (repeatable; default: packages.fhir.org, packages2.fhir.org/packages)',
      collect,
    )
    .option('--registry-token <place>', "where the registries' token is: env:VARIABLE or file:PATH")
    .option('--offline', 'ask no registry')
    .option('--lock <file>', 'enforce and extend a lock file with the SHA-256 of every package')
    .option('--strict', 'end with 4 when anything could not be checked')
    .addOption(
      new Option('--engine <engine>', 'who judges: this tool, the official validator, or both with their disagreements')
        .choices(['native', 'hl7', 'both'])
        .default('native'),
    )
    .option('--hl7 <place>', 'the official validator: URL, or path of validator_cli.jar (runs the Java of the system)')
    .option('--hl7-every <n>', 'with both: of the resources that this tool accepts, ask for every n-th', '20')
    .addHelpText('after', EXAMPLES)
    .action(async (inputs: string[], flags: Flags) => {
      keepHeapSmall();
      const { terminal } = surroundings;
      surroundings.exitCode = await fhirValidate(requestOf(inputs, flags), {
        print: terminal.print,
        say: terminal.say,
        redactor: terminal.redactor,
        env: process.env,
      });
    });
}

function requestOf(inputs: readonly string[], flags: Flags): FhirValidateRequest {
  const { packageCache, registry, registryToken, lock } = flags;
  return {
    inputs,
    cwd: process.cwd(),
    version: flags.fhir,
    profiles: flags.profile,
    packages: flags.package,
    format: flags.format,
    strict: flags.strict ?? false,
    opinion: opinionOf(flags),
    packageSource: {
      folders: flags.fhirPackages,
      offline: flags.offline ?? false,
      ...(packageCache === undefined ? {} : { cache: packageCache }),
      ...(registry === undefined ? {} : { registries: registry }),
      ...(registryToken === undefined ? {} : { token: placeOf(registryToken) }),
      ...(lock === undefined ? {} : { lock }),
    },
  };
}

function opinionOf({ engine, hl7, hl7Every }: Flags): SecondOpinion {
  if (engine === 'native') return { engine };
  if (hl7 === undefined)
    throw new AssayError(
      'usage',
      'bad-flag',
      `--engine ${engine} needs the official validator: give its URL or jar with --hl7.`,
    );
  const every = Number(hl7Every);
  if (!Number.isSafeInteger(every) || every < 1)
    throw new AssayError('usage', 'bad-flag', `--hl7-every takes a whole number of at least 1, not "${hl7Every}".`);
  return { engine, place: hl7, every };
}

function placeOf(flag: string): { env: string } | { file: string } {
  const [, kind, place = ''] = /^(env|file):(.+)$/.exec(flag) ?? [];
  if (kind === undefined)
    throw new AssayError(
      'usage',
      'secret-in-argv',
      '--registry-token takes the place of the token, never the token itself: env:VARIABLE or file:PATH.',
    );
  return kind === 'env' ? { env: place } : { file: place };
}
