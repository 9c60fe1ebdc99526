import type { Exchange } from '../../model/exchange.ts';
import type { JudgeInput } from './check.ts';
import { idIn, listIn } from './list-body.ts';
import { acceptedJson, addressOf, wasAccepted } from './story.ts';

/** What is known when another tenant asks for a resource. */
export interface Trespass {
  /** The owner's accepted read of it. */
  readonly control: Exchange;
}

/** True for a step that travels as another, entitled identity. */
export function isOtherTenant(input: JudgeInput, index = input.stepIndex): boolean {
  return input.case.intent !== 'refuse-auth' && input.case.steps[index]?.credential.use === 'identity';
}

/**
 * The evidence that this step asks for what belongs to somebody else: both tenants have read the same list, no item is in both, and
 * the owner has read the resource. Undefined for any other step; the reason when the evidence is not there.
 */
export function trespassOf(input: JudgeInput): Trespass | { readonly reason: string } | undefined {
  if (!isOtherTenant(input)) return undefined;
  const lists = listsOf(input);
  if (!lists) return undefined;
  const address = addressOf(input.exchange);
  const control = input.trace.find(
    (exchange, index) =>
      exchange.request.method === 'GET' &&
      !isOtherTenant(input, index) &&
      wasAccepted(exchange) &&
      (address === addressOf(exchange) || address.startsWith(`${addressOf(exchange)}/`)) &&
      listIn(acceptedJson(exchange)) === undefined,
  );
  if (!control) return ownerAsked(input) ? { reason: 'the owner could not read the resource' } : undefined;
  const [own, others] = lists;
  if (own.size === 0 || others.size === 0) return { reason: 'one of the two tenants has nothing of this kind' };
  if ([...own].some((id) => others.has(id)))
    return { reason: 'both tenants list the same resources: they may be shared' };
  return { control };
}

/** False for an address that the owner never asked for: nobody's, it seems. */
function ownerAsked(input: JudgeInput): boolean {
  const address = addressOf(input.exchange);
  return input.trace.some(
    (exchange, index) => !isOtherTenant(input, index) && address.startsWith(addressOf(exchange)) && index >= 2,
  );
}

/** The ids that the owner and the other tenant see in the same list; undefined unless both read one. */
function listsOf(input: JudgeInput): readonly [ReadonlySet<string>, ReadonlySet<string>] | undefined {
  const [mine, theirs] = [input.trace[0], input.trace[1]];
  if (!mine || !theirs || input.trace.indexOf(input.exchange) < 2) return undefined;
  if (!isOtherTenant(input, 1) || isOtherTenant(input, 0) || mine.request.url !== theirs.request.url) return undefined;
  const [own, others] = [idsIn(mine), idsIn(theirs)];
  return own && others ? [own, others] : undefined;
}

function idsIn(exchange: Exchange): ReadonlySet<string> | undefined {
  const list = listIn(acceptedJson(exchange));
  return list && new Set(list.items.flatMap((item) => idIn(item) ?? []));
}
