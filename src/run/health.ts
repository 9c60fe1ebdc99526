import { type Exchange, responseOf } from '../model/exchange.ts';
import type { RunHealth } from '../model/run-report.ts';

/** Counts how the conversation itself goes. */
export interface HealthMeter {
  /** `entitled`: the request carried a credential that should be right. */
  count(exchange: Exchange, purpose: 'case' | 'replay' | 'shrink', entitled: boolean): void;
  pluginFailed(plugin: string, message: string): void;
  summary(pacedMs: number): RunHealth;
}

/** A meter at zero. */
export function createHealthMeter(): HealthMeter {
  const byStatus: Record<string, number> = {};
  const latencies: number[] = [];
  const seen = new Set<string>();
  const pluginErrors = new Map<string, string>();
  let requests = 0;
  let replays = 0;
  let noResponse = 0;
  let unauthorised = 0;

  return {
    count(exchange, purpose, entitled) {
      requests++;
      if (purpose !== 'case') replays++;
      seen.add(requestIdentity(exchange));
      const response = responseOf(exchange);
      if (!response) {
        noResponse++;
        return;
      }
      if (entitled && response.status === 401) unauthorised++;
      byStatus[response.status] = (byStatus[response.status] ?? 0) + 1;
      latencies.push(exchange.elapsedMs);
    },
    pluginFailed: (plugin, message) => pluginErrors.set(plugin, message),
    summary(pacedMs) {
      const sorted = [...latencies].sort((a, b) => a - b);
      return {
        requests,
        distinctRequests: seen.size,
        replays,
        byStatus,
        noResponse,
        throttled: byStatus['429'] ?? 0,
        unauthorised,
        serverErrors: Object.entries(byStatus).reduce(
          (sum, [status, count]) => sum + (Number(status) >= 500 ? count : 0),
          0,
        ),
        pacedMs: Math.round(pacedMs),
        latencyMs: { p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95), max: quantile(sorted, 1) },
        pluginErrors: [...pluginErrors].map(([plugin, message]) => ({ plugin, message })),
      };
    },
  };
}

function requestIdentity({ request }: Exchange): string {
  const parts = [request.method, request.url];
  for (const [name, value] of request.headers) parts.push(name, value);
  if (request.body) parts.push(Buffer.from(request.body).toString('latin1'));
  return parts.join('\n');
}

function quantile(sorted: readonly number[], share: number): number {
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return Math.round(value * 10) / 10;
}
