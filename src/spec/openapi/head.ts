import { messageOf } from '../../kernel/error.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { valueAt } from '../../kernel/json-pointer.ts';
import { parseRate, type RatePolicy } from '../../model/rate-policy.ts';
import { isRemote } from '../read-text.ts';
import type { Reading } from './reading.ts';
import { readSwaggerServers } from './v2/servers.ts';

const ALGORITHMS = ['rolling', 'fixed', 'unstated'] as const;
const PER = ['credential', 'ip', 'global', 'unstated'] as const;

/** Base URLs as described, variables filled with their defaults; relative ones are resolved against the URL of the document. */
export function readServers(reading: Reading, uri: string): string[] {
  if (reading.version === '2.0') return readSwaggerServers(reading, uri);
  const servers = valueAt(reading.root, '/servers');
  if (!Array.isArray(servers)) return [];
  return servers.flatMap((server: unknown, index) => {
    if (!isJsonObject(server) || typeof server['url'] !== 'string') {
      reading.report('server-invalid', `/servers/${index}`, 'a server needs a URL; ignored');
      return [];
    }
    const url = filled(server['url'], server['variables'], reading, `/servers/${index}`);
    return [isRemote(uri) && URL.canParse(url, uri) ? new URL(url, uri).href : url];
  });
}

/** The documented rate limit: the extension `x-rate-limit` with `requests`, `window`, and optionally `algorithm`, `per`, `status`. */
export function readRatePolicies(reading: Reading): RatePolicy[] {
  const written = valueAt(reading.root, '/x-rate-limit');
  if (!isJsonObject(written)) return [];
  try {
    const status = written['status'];
    return [
      {
        ...parseRate(`${String(written['requests'])}/${String(written['window'])}`),
        algorithm: ALGORITHMS.find((one) => one === written['algorithm']) ?? 'unstated',
        per: PER.find((one) => one === written['per']) ?? 'unstated',
        ...(typeof status === 'number' ? { status } : {}),
        ref: reading.ref('/x-rate-limit'),
      },
    ];
  } catch (thrown) {
    reading.report('rate-limit-invalid', '/x-rate-limit', `${messageOf(thrown)} Ignored.`);
    return [];
  }
}

function filled(url: string, variables: unknown, reading: Reading, pointer: string): string {
  return url.replace(/\{([^{}]+)\}/g, (place: string, name: string) => {
    const variable: unknown = isJsonObject(variables) ? variables[name] : undefined;
    const value = isJsonObject(variable) ? defaultOf(variable) : undefined;
    if (value !== undefined) return value;
    reading.report(
      'server-variable-undefined',
      pointer,
      `the server variable ${place} has no default; left as written`,
    );
    return place;
  });
}

function defaultOf(variable: JsonObject): string | undefined {
  const { default: value, enum: members } = variable;
  if (value !== undefined && value !== null) return String(value);
  return Array.isArray(members) && members.length > 0 ? String(members[0]) : undefined;
}
