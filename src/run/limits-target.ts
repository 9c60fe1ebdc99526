import type { ResolvedConfig } from '../config/resolved-config.ts';
import { createGenerator } from '../generate/index.ts';
import { AssayError } from '../kernel/error.ts';
import { type ApiModel, emptyModel } from '../model/api.ts';
import type { RequestTemplate } from '../model/case.ts';
import { isHole } from '../model/case.ts';
import type { Operation } from '../model/operation.ts';
import { isSizeName } from '../model/page-parameters.ts';
import type { SendableTarget } from '../model/target.ts';
import { isLoopback } from '../target/guard.ts';
import { clearTarget } from '../target/index.ts';
import { bindIdentities } from './identities.ts';
import type { Kit } from './kit.ts';
import { makePlan } from './make-plan.ts';

/** The one operation that a probe asks for, as a request that is known to be valid. */
export interface ProbedOperation {
  readonly operation: Operation;
  readonly template: RequestTemplate;
}

/**
 * Clear a target for a limit probe. Stricter than for a run: only emulators and sandboxes, and no flag changes that; a host that no suite
 * describes must be called a sandbox by name unless it is loopback. Fails with safety error `limit-environment`.
 */
export function clearForProbe(config: ResolvedConfig, model: ApiModel, calledSandbox: boolean): SendableTarget {
  const described = model.servers.find((server) => /^https?:\/\//i.test(server));
  const baseUrl = config.baseUrl ?? described;
  if (!baseUrl) throw new AssayError('usage', 'url-missing', 'Give the address of the target with --url.');
  const { credentials, notEntitled } = bindIdentities(config, model);
  if (config.environment !== 'emulator' && config.environment !== 'sandbox')
    throw refused(
      `The environment ${config.environmentName} is of kind ${config.environment}; a limit is only ever tested on an emulator or a sandbox.`,
    );
  const host = URL.canParse(baseUrl) ? new URL(baseUrl).hostname : '';
  if (config.environmentName === 'target' && !isLoopback(host) && !calledSandbox)
    throw refused(
      `Nothing says what kind of system ${host} is. If it is a sandbox, say so with --env sandbox; production is never probed.`,
    );
  return clearTarget(
    {
      baseUrl,
      environment: config.environment,
      credentials,
      ...(notEntitled ? { notEntitled } : {}),
      neverHosts: config.neverHosts,
      ...(config.limit ? { documentedRate: config.limit } : {}),
    },
    {},
  );
}

function refused(message: string): AssayError {
  return new AssayError('safety', 'limit-environment', message);
}

/** A description of one address that has none: a GET, no promise about its answers. */
export function modelOfAddress(address: URL): ApiModel {
  const ref = { kind: 'clause', source: 'command line', section: address.pathname } as const;
  const operation: Operation = {
    id: `GET ${address.pathname}`,
    method: 'GET',
    path: address.pathname,
    summary: '',
    tags: [],
    deprecated: false,
    parameters: [],
    responses: [],
    security: [],
    ref,
  };
  return { ...emptyModel(address.host), operations: [operation], servers: [address.origin] };
}

/**
 * The operation to probe: the one asked for, else the first GET or HEAD without path parameters, protected ones first. Fails with usage error
 * `limit-operation` when there is none that can be asked for safely.
 */
export function probedOperation(config: ResolvedConfig, model: ApiModel, kit: Kit, wanted?: string): ProbedOperation {
  const name = wanted ?? config.limitPolicy?.operation;
  const safe = model.operations.filter(({ method }) => method === 'GET' || method === 'HEAD');
  const candidates = name
    ? safe.filter(({ id, operationId }) => id === name || operationId === name)
    : safe
        .filter(({ parameters, path }) => !path.includes('{') && parameters.every(({ in: place }) => place !== 'path'))
        .sort((a, b) => b.security.length - a.security.length);
  const [operation] = candidates;
  if (!operation)
    throw new AssayError(
      'usage',
      'limit-operation',
      `${name ? `${name} is no GET or HEAD operation of the description` : 'The description has no GET or HEAD without path parameters'}. Name a cheap, documented one with --operation.`,
    );
  const plain = makePlan(config, { ...model, operations: [operation] }, kit).plan.cases.find(
    ({ origin, intent, steps }) => origin.strategy === 'examples' && intent === 'accept' && steps.length === 1,
  );
  const template = plain?.steps[0]?.request;
  const bare: RequestTemplate = {
    method: operation.method,
    path: operation.path,
    pathParameters: {},
    query: [],
    headers: [],
    cookies: [],
  };
  const hasHole =
    template && [...Object.values(template.pathParameters), ...template.query.map(([, value]) => value)].some(isHole);
  return { operation, template: withSmallestPage(template && !hasHole ? template : bare, operation, model) };
}

/** A probe reads the same thing hundreds of times: one item a page is enough, where the description has a parameter for that. */
function withSmallestPage(template: RequestTemplate, operation: Operation, model: ApiModel): RequestTemplate {
  const generator = createGenerator(model.schemaDocuments);
  const sizes = operation.parameters
    .filter((parameter) => parameter.in === 'query')
    .flatMap(({ name, schema, style }) => {
      if (isSizeName(name)) return sized(name, (size) => generator.accepts(schema, size));
      if (style !== 'deepObject') return [];
      return generator
        .members(schema)
        .filter(({ at, name: member }) => at.split('/').length === 2 && isSizeName(`${name}[${member}]`))
        .flatMap(({ name: member }) =>
          sized(`${name}[${member}]`, (size) => generator.accepts(schema, { [member]: size })),
        );
    });
  const forced = new Set(sizes.map(([name]) => name));
  return { ...template, query: [...template.query.filter(([name]) => !forced.has(name)), ...sizes] };
}

/** Some descriptions have a least size. */
const PAGE_SIZES = [1, 2, 5, 10];

function sized(name: string, accepts: (size: number) => boolean): (readonly [string, string])[] {
  const size = PAGE_SIZES.find(accepts);
  return size === undefined ? [] : [[name, String(size)]];
}
