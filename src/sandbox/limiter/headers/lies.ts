import { type PluginMeta, type Registry, registry } from '../../../kernel/registry.ts';
import type { LimitFacts } from './dialect.ts';

/** A named way in which header fields say something else than what the limiter does. */
export interface HeaderLie extends PluginMeta {
  /** What the dialect is told instead of the facts. */
  facts?(facts: LimitFacts): LimitFacts;
  /** What becomes of the fields that the dialect made. */
  headers?(headers: Readonly<Record<string, string>>, facts: LimitFacts): Readonly<Record<string, string>>;
}

const RETRY = 'retry-after';

/** Another wait in `Retry-After`, where there is one. */
function otherWait(wait: (seconds: number, facts: LimitFacts) => number): NonNullable<HeaderLie['headers']> {
  return (headers, facts) =>
    headers[RETRY] === undefined
      ? headers
      : { ...headers, [RETRY]: String(Math.max(0, Math.round(wait(Number(headers[RETRY]), facts)))) };
}

/** Every lie. */
export const lies: Registry<HeaderLie> = registry('header lie', [
  {
    id: 'lie-remaining-stuck',
    title: 'remaining never falls',
    rationale: 'A client that paces itself by it runs into the limit without warning.',
    facts: (facts) => ({ ...facts, remaining: facts.limit - 1 }),
  },
  {
    id: 'lie-remaining-too-high',
    title: 'remaining is too high by three',
    rationale: 'The last requests that a client believes to have are refused.',
    facts: (facts) => ({ ...facts, remaining: facts.remaining + 3 }),
  },
  {
    id: 'lie-limit-doubled',
    title: 'twice the limit announced',
    rationale: 'Headers that name another quota than the one enforced mislead every client library.',
    facts: (facts) => ({ ...facts, limit: facts.limit * 2 }),
  },
  {
    id: 'lie-window-longer',
    title: 'a window of six times the length announced',
    rationale: 'A client that believes it works at a sixth of its pace.',
    facts: (facts) => ({ ...facts, windowMs: facts.windowMs * 6 }),
  },
  {
    id: 'lie-reset-moves',
    title: 'the reset is always a whole window away',
    rationale: 'A reset that runs ahead of the clock says nothing of the end of the window.',
    facts: (facts) => ({ ...facts, resetMs: facts.nowMs + facts.windowMs }),
  },
  {
    id: 'lie-reset-in-milliseconds',
    title: 'the reset in milliseconds where seconds are meant',
    rationale: 'Clients wait a thousand times too long.',
    headers: (headers) =>
      Object.fromEntries(
        Object.entries(headers).map(([name, value]) => {
          if (/-reset$/.test(name)) return [name, `${value}000`];
          return [name, value.replace(/(;t=|reset=)(\d+)/, '$1$2000')];
        }),
      ),
  },
  {
    id: 'lie-retry-after-half',
    title: 'half the wait announced',
    rationale: 'A client that obeys is refused again.',
    headers: otherWait((seconds) => Math.floor(seconds / 2)),
  },
  {
    id: 'lie-retry-after-second-short',
    title: 'the wait rounded down',
    rationale: 'A client that obeys comes up to a second early and is refused again.',
    headers: otherWait((_seconds, { resetMs, nowMs }) => Math.floor((resetMs - nowMs) / 1000)),
  },
  {
    id: 'lie-retry-after-too-long',
    title: 'a whole window more than the wait announced',
    rationale: 'A client that obeys loses a window of its quota.',
    headers: otherWait((seconds, { windowMs }) => seconds + windowMs / 1000),
  },
  {
    id: 'lie-retry-after-absurd',
    title: 'an instant announced where a wait is meant',
    rationale: 'Epoch seconds read as a duration are decades.',
    headers: otherWait((_seconds, { resetMs }) => resetMs / 1000),
  },
  {
    id: 'lie-retry-after-missing',
    title: 'Retry-After left out',
    rationale: 'A client is not told when to come back although it was promised.',
    headers: (headers) => Object.fromEntries(Object.entries(headers).filter(([name]) => name !== RETRY)),
  },
  {
    id: 'lie-retry-after-on-success',
    title: 'Retry-After on answers that passed',
    rationale: 'A client that obeys waits although it need not.',
    headers: (headers, { allowed, resetMs, nowMs }) =>
      allowed ? { ...headers, [RETRY]: String(Math.max(1, Math.ceil((resetMs - nowMs) / 1000))) } : headers,
  },
] satisfies readonly HeaderLie[]);
