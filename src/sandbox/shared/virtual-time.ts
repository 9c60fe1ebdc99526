import type { Clock } from '../../kernel/clock.ts';

/** Where an emulator says what it can do beyond its API; no real system answers there. */
export const CAPABILITIES_PATH = '/.assay/capabilities';

/** Names the instant of a request, as epoch milliseconds. */
export const NOW_HEADER = 'x-assay-now';

/** What an emulator answers at the capabilities path. */
export interface Capabilities {
  readonly emulator: string;
  /** Requests may bring the time with them, in that header. */
  readonly virtualTime: { readonly header: string; readonly unit: 'epoch-ms' };
}

/** The answer to a question for capabilities; undefined for every other request. */
export function capabilitiesAnswer(emulator: string, request: Request): Response | undefined {
  if (request.method !== 'GET' || !request.url.endsWith(CAPABILITIES_PATH)) return undefined;
  const capabilities: Capabilities = { emulator, virtualTime: { header: NOW_HEADER, unit: 'epoch-ms' } };
  return Response.json(capabilities, { headers: { 'cache-control': 'no-store' } });
}

/** The instant that a request brings with it; undefined when it brings none that can be read. */
export function broughtTime(request: Request): number | undefined {
  const written = request.headers.get(NOW_HEADER);
  return written !== null && /^\d{1,15}(\.\d+)?$/.test(written) ? Number(written) : undefined;
}

/** The instant at which a request is to be answered: its own, or the clock's. */
export function timeOf(request: Request, clock: Pick<Clock, 'now'>): number {
  return broughtTime(request) ?? clock.now();
}
