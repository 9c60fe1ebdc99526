import { AssayError, messageOf } from '../../kernel/error.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { valueAt } from '../../kernel/json-pointer.ts';
import { type ApiModel, emptyModel } from '../../model/api.ts';
import { withoutCredentials } from '../read-text.ts';
import type { SpecFormat, SpecSource } from '../spec-format.ts';
import { withoutBroken } from './broken-references.ts';
import { type Bundle, bundle } from './bundle.ts';
import { readRatePolicies, readServers } from './head.ts';
import { withLinks } from './links.ts';
import { readOperations } from './operations.ts';
import { membersAt, type OpenApiVersion, Reading, textMember } from './reading.ts';
import { readSecuritySchemes } from './security.ts';

/** OpenAPI 2.0, 3.0 and 3.1 documents, in one file or several. */
export const openapi: SpecFormat = {
  id: 'openapi',
  title: 'OpenAPI 2.0, 3.0 and 3.1',
  rationale:
    'Most HTTP APIs are described by an OpenAPI document. Real documents have defects: they are reported and repaired, or scoped to the operations they touch.',
  recognises: ({ parsed }) => isJsonObject(parsed) && ('openapi' in parsed || 'swagger' in parsed),
  read: async (source) => {
    const { root, failures } = await bundled(source);
    return readModel(source, root, failures);
  },
};

async function bundled(source: SpecSource): Promise<Bundle> {
  const parsed = source.parsed;
  if (!isJsonObject(parsed)) throw unusable(source, 'it is not an object');
  try {
    return await bundle(source, parsed);
  } catch (thrown) {
    throw unusable(source, messageOf(thrown));
  }
}

function readModel(source: SpecSource, root: JsonObject, failures: readonly string[]): ApiModel {
  const reading = new Reading(root, source.digest, versionOf(source, root));
  checkHead(reading);
  const read = readOperations(reading);
  if (read.length === 0) throw unusable(source, 'it describes no operation under `paths`; nothing can be tested');
  for (const place of ['/components/schemas', '/definitions'])
    for (const [, , at] of membersAt(root, place)) reading.schema(at);
  for (const [name, , at] of membersAt(root, '/webhooks'))
    reading.leaveOut(`webhook ${name}`, 'requests that the service sends are not received', at);
  const operations = withLinks(reading, withoutBroken(reading, read, failures));
  const info = isJsonObject(root['info']) ? root['info'] : {};
  const [title, version] = [textMember(info, 'title', source.uri), String(info['version'] ?? '')];
  return {
    ...emptyModel(title, version),
    documents: [
      {
        uri: withoutCredentials(source.uri),
        digest: source.digest,
        format: `openapi-${reading.version}`,
        title,
        version,
      },
    ],
    servers: readServers(reading, source.uri),
    operations,
    securitySchemes: readSecuritySchemes(reading, operations),
    ratePolicies: readRatePolicies(reading),
    schemaDocuments: { [source.digest]: { digest: source.digest, root } },
    documentFindings: reading.findings,
    unsupported: reading.unsupported,
  };
}

function versionOf(source: SpecSource, root: JsonObject): OpenApiVersion {
  const written = String(root['openapi'] ?? root['swagger']);
  if (/^2(\.0)?$/.test(written)) return '2.0';
  if (/^3(\.0(\.|$)|$)/.test(written)) return '3.0';
  if (/^3\.[12](\.|$)/.test(written)) return '3.1';
  throw unusable(source, `its version is ${written}; versions 2.0, 3.0 and 3.1 are read`);
}

function checkHead(reading: Reading): void {
  if (String(reading.root['openapi']).startsWith('3.2')) {
    reading.report(
      'openapi-version',
      '/openapi',
      'OpenAPI 3.2 is read as 3.1; what is new in it is not tested',
      'info',
    );
  }
  for (const member of ['title', 'version']) {
    if (valueAt(reading.root, `/info/${member}`) === undefined) {
      reading.report('info-incomplete', '/info', `\`info.${member}\` is missing`);
    }
  }
}

function unusable(source: SpecSource, reason: string): AssayError {
  const name = withoutCredentials(source.uri);
  return new AssayError('spec', 'spec-unusable', `${name} cannot be used: ${reason}.`);
}
