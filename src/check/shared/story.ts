import { type Hole, isHole } from '../../model/case.ts';
import { type Exchange, responseOf } from '../../model/exchange.ts';
import { isSafe, type Method } from '../../model/operation.ts';
import type { JudgeInput } from './check.ts';
import { jsonBody } from './json-body.ts';
import { isSuccess } from './refusal.ts';

/** The URL of an exchange without query and fragment: the resource that it speaks of. */
export function addressOf(exchange: Exchange): string {
  return exchange.request.url.replace(/[?#].*$/s, '');
}

/** True when an exchange was answered with success. */
export function wasAccepted(exchange: Exchange): boolean {
  return isSuccess(responseOf(exchange)?.status ?? 0);
}

/** True when a request may change the target. */
export function changes(exchange: Exchange): boolean {
  return !isSafe(exchange.request.method as Method);
}

/** The JSON of an accepted answer; undefined when there is none. */
export function acceptedJson(exchange: Exchange | undefined): unknown {
  const response = exchange && wasAccepted(exchange) ? responseOf(exchange) : undefined;
  const body = response && jsonBody(response);
  return body?.kind === 'json' ? body.value : undefined;
}

/** The JSON that an exchange sent; undefined when it sent none. */
export function sentJson(exchange: Exchange): unknown {
  const { body, headers } = exchange.request;
  const type = headers.find(([name]) => name === 'content-type')?.[1] ?? '';
  if (!body || !/[/+]json\b/i.test(type)) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

/** The index of the earlier step whose answer named the resource of this one; undefined when its address was not learnt so. */
export function namedBy(input: JudgeInput): number | undefined {
  const holes = Object.values(input.step.request.pathParameters).filter((value): value is Hole => isHole(value));
  return holes.find(({ $hole }) => $hole.from === 'step')?.$hole.step;
}

/** True when the step travels as another tenant, whose answers say nothing of what the owner sees. */
export function isForeign(input: JudgeInput, index: number): boolean {
  return input.case.steps[index]?.credential.use !== 'default';
}

/**
 * The latest accepted write of the resource that this step reads, with its index in the trace: sent to the same address, or the one
 * whose answer named the address.
 */
export function writeBefore(input: JudgeInput): { readonly write: Exchange; readonly index: number } | undefined {
  if (input.trace.length < 2) return undefined;
  const address = addressOf(input.exchange);
  const creator = namedBy(input);
  for (let index = input.trace.indexOf(input.exchange) - 1; index >= 0; index--) {
    const write = input.trace[index];
    if (!write || !changes(write) || !wasAccepted(write) || isForeign(input, index)) continue;
    if (addressOf(write) === address || index === creator) return { write, index };
  }
  return undefined;
}

/** What the resource was before the exchange at `index`: as read, or else as its creation answered. */
export function representationBefore(input: JudgeInput, index: number): unknown {
  return readBefore(input, index) ?? answeredBefore(input, index);
}

/** What the latest read of the same address before the exchange at `index` gave. */
export function readBefore(input: JudgeInput, index: number): unknown {
  const address = addressOf(input.exchange);
  const read = input.trace
    .slice(0, index)
    .findLast(
      (exchange, at) => exchange.request.method === 'GET' && addressOf(exchange) === address && !isForeign(input, at),
    );
  return acceptedJson(read);
}

function answeredBefore(input: JudgeInput, index: number): unknown {
  const address = addressOf(input.exchange);
  const creator = namedBy(input);
  for (let at = index - 1; at >= 0; at--) {
    const exchange = input.trace[at];
    if (!exchange || isForeign(input, at)) continue;
    const speaks = addressOf(exchange) === address || at === creator;
    const json = speaks && exchange.request.method !== 'DELETE' ? acceptedJson(exchange) : undefined;
    if (json !== undefined) return json;
  }
  return undefined;
}
