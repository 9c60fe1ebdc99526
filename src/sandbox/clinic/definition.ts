import type { JsonObject } from '../../kernel/json.ts';
import { defectsOn } from '../shared/defects.ts';
import type { Emulator, EmulatorDefinition, EmulatorOptions } from '../shared/emulator.ts';
import { DEFECTS, type DefectId } from './defects.ts';
import { outcome, searchset } from './envelopes.ts';
import { observationsOf, patientsOf } from './resources.ts';

const TOKENS = { ward: 'ward-token' } as const;
const DEFAULT_COUNT = 20;
const MOST_COUNT = 50;

/** A small FHIR R4 server, read only, whose every answer is valid unless told otherwise. */
export const clinic: EmulatorDefinition = {
  id: 'clinic',
  title: 'Clinic, a small FHIR API',
  rationale: 'Who claims to judge FHIR resources needs a server with every kind of invalid one, and one with none.',
  defects: DEFECTS,
  credentials: { default: { token: TOKENS.ward, title: 'a ward' } },
  samplePath: '/Patient?_count=2',
  create,
};

interface Found {
  readonly status: number;
  readonly resource: JsonObject;
  readonly headers?: Readonly<Record<string, string>>;
}

function create(options: EmulatorOptions): Emulator {
  const defects = defectsOn(DEFECTS, options);
  const broken = (id: DefectId) => defects.has(id);
  const seed = options.seed ?? 1;
  const shelves: Readonly<Record<string, readonly JsonObject[]>> = {
    Patient: patientsOf(seed, broken),
    Observation: observationsOf(seed, broken),
  };

  const refuse = (status: number, code: string, diagnostics: string): Found => ({
    status,
    resource: outcome(code, diagnostics, broken),
  });

  const answer = (request: Request): Found => {
    const url = new URL(request.url);
    const [, type = '', id] = /^\/(\w+)(?:\/([^/]+))?$/.exec(url.pathname) ?? [];
    const shelf = Object.hasOwn(shelves, type) ? shelves[type] : undefined;
    if (request.headers.get('authorization')?.toLowerCase() !== `bearer ${TOKENS.ward}`)
      return { ...refuse(401, 'login', 'A known token is needed.'), headers: { 'www-authenticate': 'Bearer' } };
    if (!shelf) return refuse(404, 'not-found', 'There is nothing here.');
    if (request.method !== 'GET')
      return { ...refuse(405, 'not-supported', 'Resources are only read here.'), headers: { allow: 'GET' } };
    if (id === undefined) return search(url, type, shelf);
    const resource = shelf.find((one) => one['id'] === id);
    return resource ? { status: 200, resource } : refuse(404, 'not-found', `There is no ${type} of that id.`);
  };

  const search = (url: URL, type: string, shelf: readonly JsonObject[]): Found => {
    const count = countOf(url.searchParams.getAll('_count'));
    if (count === undefined) return refuse(400, 'value', `_count is a number from 1 to ${MOST_COUNT}.`);
    const genders = type === 'Patient' ? url.searchParams.getAll('gender') : [];
    if (genders.some((gender) => !/^(male|female|other|unknown)$/.test(gender)))
      return refuse(400, 'code-invalid', 'gender is male, female, other or unknown.');
    const matches = shelf.filter((one) => genders.every((gender) => isOf(gender, one)));
    return { status: 200, resource: searchset(url, matches, count, broken) };
  };

  return {
    definition: clinic,
    mode: options.mode,
    defects,
    admin: {},
    fetch: (request) => {
      const { status, resource, headers = {} } = answer(request);
      const text = JSON.stringify(resource);
      // An object cannot hold a member twice: only text can.
      const body = broken('member-twice') ? text.replaceAll('"gender":', '"gender":"other","gender":') : text;
      return new Response(body, { status, headers: { 'content-type': 'application/fhir+json', ...headers } });
    },
    reset: () => undefined,
  };
}

/** The page size asked for, the default without one; undefined when it is no allowed number. */
function countOf(given: readonly string[]): number | undefined {
  const [text, ...more] = given;
  if (text === undefined) return DEFAULT_COUNT;
  const count = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return more.length === 0 && count >= 1 && count <= MOST_COUNT ? count : undefined;
}

/** A gender that is written short is still found. */
function isOf(gender: string, patient: JsonObject): boolean {
  return gender.startsWith(String(patient['gender']));
}
