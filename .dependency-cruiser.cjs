/** The borders of the rooms (docs/architecture.md, "Rooms"): each room lists what it may import; all else is forbidden. */
const ROOMS = {
  kernel: [],
  model: ['kernel'],
  config: ['kernel', 'model'],
  spec: ['kernel', 'model'],
  schema: ['kernel', 'model'],
  fhir: ['kernel', 'model'],
  generate: ['kernel', 'model', 'schema', 'fhir'],
  plan: ['kernel', 'model', 'generate', 'fhir'],
  target: ['kernel', 'model'],
  check: ['kernel', 'model', 'schema', 'fhir'],
  limit: ['kernel', 'model'],
  finding: ['kernel', 'model'],
  report: ['kernel', 'model'],
  pact: ['kernel', 'model'],
  run: [
    'kernel',
    'model',
    'config',
    'spec',
    'schema',
    'fhir',
    'generate',
    'plan',
    'target',
    'check',
    'limit',
    'finding',
    'report',
    'pact',
  ],
  sandbox: ['kernel', 'model', 'fhir'],
  cli: ['kernel', 'model', 'config', 'run', 'report', 'sandbox'],
};

/** Third-party packages and the only rooms that may know them. */
const PACKAGES = {
  jiti: ['config'],
  yaml: ['config', 'spec'],
  '@apidevtools/swagger-parser': ['spec'],
  'jsonpath-rfc9535': ['spec'],
  ajv: ['schema'],
  'ajv-formats': ['schema'],
  fhirpath: ['fhir'],
  saxes: ['fhir'],
  'fast-check': ['generate', 'plan', 'run'],
  undici: ['target'],
  jose: ['target', 'sandbox'],
  hono: ['sandbox'],
  '@hono/node-server': ['sandbox'],
  commander: ['cli'],
  '@pact-foundation/pact': ['pact'],
};

const rooms = Object.keys(ROOMS);
const roomRules = rooms.map((room) => ({
  name: `room-${room}`,
  comment: `src/${room} may import only: ${ROOMS[room].join(', ') || 'nothing of ours'}.`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: [`^src/${room}/`, ...ROOMS[room].map((other) => `^src/${other}/`)] },
}));
const packageRules = Object.entries(PACKAGES).map(([name, allowed]) => ({
  name: `package-${name}`,
  comment: `Only ${allowed.join(', ')} may know ${name}.`,
  severity: 'error',
  from: { path: '^src/', pathNot: allowed.map((room) => `^src/${room}/`) },
  to: { path: `node_modules/${name}(/|$)` },
}));

/** Rooms whose plug-ins are single files beside a registry; shared code lives in shared/. */
const pluginRules = ['check', 'report', 'target/auth', 'plan'].map((folder) => ({
  name: `plugins-apart-${folder.replace('/', '-')}`,
  comment: `Plug-ins of ${folder} do not import each other; what they share lives in ${folder}/shared/.`,
  severity: 'error',
  from: { path: `^src/${folder}/[^/]+\\.ts$`, pathNot: `^src/${folder}/(index|registry)\\.ts$` },
  to: { path: `^src/${folder}/[^/]+\\.ts$` },
}));

module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      comment: 'One direction: no cycles, types counted.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unknown-room',
      comment: 'Every folder of src/ is a room of the table above.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: rooms.map((room) => `^src/${room}/`) },
      to: {},
    },
    ...roomRules,
    ...packageRules,
    ...pluginRules,
    {
      name: 'suites-use-the-public-surface',
      comment: 'Suites import only src/index.ts.',
      severity: 'error',
      from: { path: '^suites/.*\\.suite\\.ts$' },
      to: { path: '^src/', pathNot: '^src/index\\.ts$' },
    },
    {
      name: 'reachable',
      comment: 'Every file of src/ is reachable from the public surface or the command line.',
      severity: 'error',
      from: { path: '^src/(index|cli/main)\\.ts$' },
      to: { path: '^src/', pathNot: '\\.d\\.ts$|^src/(index|cli/main)\\.ts$', reachable: false },
    },
    {
      name: 'declared',
      comment: 'Every package is a declared dependency.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
