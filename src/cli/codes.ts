/** What each code of an error or document finding means and what to do; a test holds the table against the sources. */
export const codes: Readonly<Record<string, string>> = {
  // Usage and configuration: exit code 2.
  'bad-flag':
    'A flag was given a value that it does not take. The message names the flag and what it takes; `--help` shows examples.',
  'bad-rate': 'A rate is written as requests per window: 1000/5m, 20/s, 100/10s. Units are ms, s, m, h and d.',
  'bad-report': 'A report file is not one that this version of assay wrote. Run again to make a new one.',
  'shard-empty':
    'There are more parts than operations, so that this part would test nothing. Lower the number after the slash of --shard.',
  'shards-incomplete':
    'The parts of a run can be joined only when each is there once: what a missing part would have tested must not look tested.',
  'report-version':
    'A report was written by another version of assay, whose format differs. Run again to make a new one.',
  'report-not-found':
    '`assay replay` and `assay report` need the report of an earlier run. Run first, or name the folder of the report.',
  'report-not-readable': 'The report.json of that folder cannot be read. Run again to make a new one.',
  'config-invalid':
    'A suite or config file has members that are missing, unknown or of the wrong kind; the message lists each with its place.',
  'config-unreadable':
    'A suite or config file cannot be parsed or loaded; the message carries the cause and its place.',
  'dangling-case':
    'A declared case names an operation or a requirement that does not exist, so it would silently test nothing. Correct the id or remove the case.',
  'input-not-found':
    'The input is neither a file nor the name of a suite below suites/. `assay list suites` shows the suites.',
  'limit-credential': 'The key whose limit is to be tested is missing. Set its variable, or give it with -H.',
  'limit-environment':
    'Limits are only ever tested on emulators and sandboxes. Production is refused whatever the flags; an address without a description must be called a sandbox with --env sandbox.',
  'limit-interrupted': 'A limit check was interrupted. Its log is kept; go on with --resume.',
  'limit-locked':
    'Another limit check of the same target is going on from this machine. Two at a time would disturb each other; wait for its end.',
  'limit-log': 'The file is not the events.ndjson of a limit check of this version.',
  'limit-missing':
    'No limit is documented for this target. Say what is promised with --limit, for example --limit 1000/5m.',
  'limit-not-confirmed':
    'A limit check spends a whole quota, so its plan must be confirmed: in the terminal, or with --yes. Nothing was sent.',
  'limit-operation':
    'A limit is tested with a GET or HEAD that is cheap, documented and needs no path parameter. Name one with --operation.',
  'limit-summary': 'The file is not the summary.json that an exported k6 script writes, or a runner is missing.',
  'limit-virtual-time':
    'Virtual time moves the clock of an embedded emulator; other targets are tested in real time (--time real).',
  'no-suites': 'The folder holds no suite file (*.suite.ts, .js, .yaml, .json). Name the folder with --suites.',
  'nothing-to-explain':
    '`assay explain` knows checks, other plug-ins, defects of emulators and codes. `assay list` shows what there is.',
  'out-not-writable':
    'The folder of the reports cannot be written. Give another one with --out; files of an earlier run were left alone.',
  'package-cache': 'The cache of FHIR packages cannot be written. Give another folder with --package-cache.',
  'package-damaged':
    'A FHIR package is not the one that the registry lists: its digest or name differs. Try again later, or use another registry.',
  'package-invalid':
    'Something that was given as a FHIR package is none, or is damaged; the message says what is wrong.',
  'package-lock':
    'The lock file cannot be read, or a FHIR package is not the one that was locked. If the change is meant, remove its entry from the lock file.',
  'package-not-found':
    'A FHIR package is in no folder, cache or registry that may be asked. Check its name and version, or leave --offline out.',
  'package-unavailable':
    'A registry lists a FHIR package but does not give it. Try again later, or use another registry.',
  'package-unsafe':
    'A FHIR package was refused because its archive holds links, names that lead out of it, or more than the limits allow.',
  'port-unavailable': 'An emulator cannot listen on that port. Leave --port out to take any free one.',
  'second-opinion':
    'The official FHIR validator cannot be asked. Check the address or the jar given with --hl7, and that Java 17 or later can be run.',
  'secret-file':
    'The file of a credential cannot be read. Give the path of a readable file that holds the secret alone.',
  'secret-in-argv':
    "Secrets are never given on the command line, where every process of the machine can read them. Write -H 'Name: env:VARIABLE' or -H 'Name: file:PATH'.",
  'unknown-environment': 'The suite has no environment of that name; the message lists those it has.',
  'unknown-emulator-token':
    'The suite asks for a test token that the emulator does not have; the message lists those it has.',
  'unknown-defect': 'The emulator has no defect of that id. `assay list defects` shows them.',
  'unknown-finding': 'The report has no finding whose fingerprint begins so, or more than one.',
  'unknown-check': 'There is no check of that id. `assay list checks` shows them.',
  'unknown-strategy': 'There is no strategy of that id. `assay list strategies` shows them.',
  'unknown-reporter': 'There is no reporter of that id. `assay list reporters` shows them.',
  'unknown-emulator': 'There is no emulator of that id. `assay list emulators` shows them.',
  'unknown-auth-scheme': 'There is no auth scheme of that id. `assay list auth-schemes` shows them.',
  'unknown-spec-format': 'There is no description format of that id. `assay list formats` shows them.',
  'url-missing':
    'The run needs the address of its target: set the variable that the suite names, state `url` in the suite, or give --url.',
  'admin-hook-unfit':
    'A hook of an emulator was called for a resource that does not exist or is not in a fitting state.',

  // Descriptions: exit code 2.
  'spec-not-found': 'The description cannot be found. Give the path of an existing file, or a URL.',
  'fetch-failed':
    'The description cannot be fetched from its URL; the message carries the cause. Save it to a file and give its path.',
  'spec-not-parsable': 'The description is neither JSON nor YAML; the message names line and column.',
  'spec-format-unknown':
    'The description is of a format that assay does not read. `assay list formats` shows those that it does.',
  'spec-unusable': 'The description is of a known format but holds nothing that can be tested; the message says why.',
  'overlay-invalid':
    'An overlay is no OpenAPI Overlay 1.0 document, or one of its actions cannot be applied; the message names the action and the reason.',
  'requirements-invalid':
    'The requirements file has members that are missing or of the wrong kind; the message names the line.',

  // Target and safety: exit code 3.
  'target-unreachable': 'Nothing answered at the address of the target. Start it, or correct --url.',
  'bad-target-url':
    'The address of the target is not an absolute URL, or carries a query or fragment. Give one such as http://127.0.0.1:8080.',
  'target-scheme': 'Only http: and https: targets can be tested.',
  'credentials-in-url':
    'The address of the target carries a user name or password. Give the credential through an environment variable.',
  'never-host':
    'The suite lists this host as never to be tested, and no flag changes that. Test an emulator or a sandbox instead.',
  'bad-never-host':
    'An entry of neverHosts names no host, so it would protect nothing. Write api.example.org or *.example.org.',
  'emulator-not-loopback':
    'An emulator is on loopback by definition. Call the environment sandbox, production-like or production.',
  'production-refused':
    'Production is tested only when it is named twice, in the configuration and by --production; then safe methods only are sent.',
  'read-only': 'A method that may change data was about to be sent to a read-only target, and was not.',
  'other-origin':
    'A request was made for another origin than the target, and was not sent: credentials never leave the target.',
  'not-cleared':
    'A target that the guard has not cleared was given to the transport. Send only to what the guard returns.',

  // Defects of assay itself: exit code 5.
  'duplicate-plugin': 'Two plug-ins of one kind have the same id.',
  'reporter-failed': 'A reporter threw; the other artefacts were not put in place. This is a defect of the reporter.',
  'sender-closed': 'A request was sent after the end of the run. This is a defect of assay.',

  // Document findings: the description was repaired, or the smallest part of it set aside.
  'body-and-form': 'An OpenAPI 2.0 operation has a body parameter beside form parameters; the form is ignored.',
  'boolean-required':
    'OpenAPI 3 lists required members in the parent schema; a boolean `required` inside a property has no meaning and is ignored.',
  'duplicate-key': 'A mapping of the document has a key twice; the last one counts.',
  'example-invalid':
    'An example does not conform to its own schema. It is still sent as a case of its own, but not as a valid one.',
  'exclusive-bound-boolean': 'OpenAPI 3.1 states exclusive bounds as numbers; the boolean form of 3.0 is translated.',
  'header-parameter-ignored': 'Parameters named Accept, Content-Type or Authorization are ignored, as OpenAPI says.',
  'info-incomplete': '`info` lacks a member that OpenAPI requires.',
  'items-list': '`items` must be one schema; a list is read as `prefixItems`.',
  'media-type-invalid': 'A media type must be an object; it is ignored.',
  'nullable-in-3.1': '`nullable` does not exist in OpenAPI 3.1; it is read as in 3.0.',
  'object-expected': 'Something else stands where an object is expected; it is ignored.',
  'openapi-version': 'The version of OpenAPI is not one that assay knows; the nearest one is assumed.',
  'operation-id-duplicate':
    'Two operations have the same operationId; operations are known by method and path instead.',
  'operation-invalid': 'An operation must be an object; it is ignored.',
  'overlay-selects-nothing':
    'The target of an overlay action selects nothing in the description, so the action has no effect. Correct the JSONPath expression.',
  'parameter-duplicate': 'A parameter is stated twice; the last one counts.',
  'parameter-invalid': 'A parameter lacks its name or place; it is ignored.',
  'parameter-schema-missing': 'A parameter has neither schema nor content; any text is taken to be valid.',
  'parameter-style-invalid': 'A parameter has a style that does not exist for its place; the default style is used.',
  'parameters-invalid': '`parameters` must be a list; it is ignored.',
  'path-invalid': 'A path must begin with a slash; it is ignored.',
  'path-parameter-not-required': 'A path parameter is always required; it is read as required.',
  'path-parameter-undefined': 'The path has a place without a parameter; any text is taken to be valid there.',
  'path-parameter-unused': 'A path parameter has no place in its path; it is ignored.',
  'rate-limit-invalid': 'The extension x-rate-limit cannot be read; it is ignored.',
  'reference-siblings-ignored': 'OpenAPI 3.0 ignores what stands beside a `$ref`; so does assay.',
  'reference-unresolved': 'A `$ref` leads nowhere; the operations that need it cannot be tested.',
  'request-body-ignored': 'A request body on a method that gives it no meaning is ignored.',
  'link-broken': 'A link of a response leads to no operation of the document; it was ignored.',
  'responses-missing': 'An operation describes no response, so statuses and bodies cannot be judged.',
  'schema-invalid': 'Something else stands where a schema is expected; it is read as a schema that accepts anything.',
  'schema-keyword-invalid':
    'A keyword of a schema has a value that it cannot have; the keyword is repaired or ignored.',
  'security-invalid': '`security` must be a list of requirements; it is read as none.',
  'security-scheme-invalid': 'A security scheme lacks what its type needs; it cannot be applied.',
  'security-scheme-undeclared':
    'A security requirement names a scheme that the document does not declare; it cannot be applied.',
  'server-invalid': 'A server needs a URL; it is ignored.',
  'server-variable-undefined': 'A server URL has a variable without a default; it cannot be used.',
  'status-invalid':
    'A response stands under something that is no status, range such as 2XX, or default; it is ignored.',
  'type-list-in-3.0': 'OpenAPI 3.0 allows one type only; a list is read as in 3.1.',
};
