import { type ManualClock, manualClock } from '../../../../src/kernel/clock.ts';
import type { Json } from '../../../../src/kernel/json.ts';
import { npqRegistration } from '../../../../src/sandbox/npq/emulator.ts';
import type { Emulator, EmulatorMode } from '../../../../src/sandbox/shared/emulator.ts';

/** The day on which these tests happen: after every date of the fixtures. */
export const TODAY = Date.UTC(2026, 5, 15, 12);

/** A resource as far as tests look at it. */
export interface Resource {
  id: string;
  type: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever member they are about
  attributes: Record<string, any>;
}

/** A reply, read. */
export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever member they are about
  json: any;
}

/** What may be said of a request. */
export interface Asking {
  method?: string;
  /** Default `Bearer ambition-token`; null sends none. */
  authorization?: string | null;
  json?: Json;
  text?: string;
  headers?: Record<string, string>;
  ip?: string;
}

/** A client of a fresh emulator in process. */
export interface Client {
  emulator: Emulator;
  clock: ManualClock;
  /** Ask below `/api/v3`, or at a whole path that begins with a slash and another word. */
  ask(path: string, asking?: Asking): Promise<Reply>;
  /** The items of a list. */
  list(path: string, authorization?: string): Promise<Resource[]>;
  /** Send `{data: {type, attributes}}`. */
  write(method: string, path: string, attributes: Record<string, Json>, type?: string): Promise<Reply>;
}

/** The other provider's header. */
export const OTHER = 'Bearer best-practice-token';

/** A fresh emulator, today, with a client. */
export function client(
  options: { mode?: EmulatorMode; defects?: string[]; without?: string[]; now?: number; seed?: number } = {},
): Client {
  const clock = manualClock(options.now ?? TODAY);
  const { mode = 'clean', defects = [], without = [], seed = 1 } = options;
  const emulator = npqRegistration.create({ mode, defects, without, clock, seed });
  const ask: Client['ask'] = async (path, asking = {}) => {
    const { authorization = 'Bearer ambition-token', method = 'GET' } = asking;
    const headers: Record<string, string> = { ...asking.headers };
    if (authorization !== null) headers['authorization'] = authorization;
    const body = asking.json === undefined ? asking.text : JSON.stringify(asking.json);
    if (body !== undefined) headers['content-type'] ??= 'application/json';
    const url = `http://emulator.test${path.startsWith('/api') || path.startsWith('//') ? path : `/api/v3${path}`}`;
    const request = new Request(url, { method, headers, ...(body === undefined ? {} : { body }) });
    const response = await emulator.fetch(request, asking.ip === undefined ? undefined : { ip: asking.ip });
    const text = await response.text();
    const isJson = text.startsWith('{');
    return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined };
  };
  return {
    emulator,
    clock,
    ask,
    list: async (path, authorization) => {
      const reply = await ask(path, authorization === undefined ? {} : { authorization });
      return reply.json.data;
    },
    write: (method, path, attributes, type = 'x') => ask(path, { method, json: { data: { type, attributes } } }),
  };
}

/** The titles of a refusal's errors. */
export function titles(reply: Reply): string[] {
  return (reply.json?.errors ?? []).map((error: { title: string }) => error.title);
}
