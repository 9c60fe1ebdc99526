import { type HeaderDialect, secondsToReset } from './dialect.ts';

const UNITS: readonly (readonly [number, string])[] = [
  [1, 'Second'],
  [60, 'Minute'],
  [3600, 'Hour'],
  [86_400, 'Day'],
];

/** The names of draft 06 without the policy, and `X-RateLimit-Limit-Minute` with its remainder, named by the unit of the window. */
export const kongHeaders: HeaderDialect = {
  id: 'kong',
  title: 'RateLimit-* and X-RateLimit-*-Minute',
  rationale: 'Kong sends the draft names and its own names, which carry the unit of the window, side by side.',
  headers: (facts) => {
    const seconds = facts.windowMs / 1000;
    const unit = UNITS.find(([size]) => seconds <= size)?.[1] ?? 'Month';
    return {
      'ratelimit-limit': String(facts.limit),
      'ratelimit-remaining': String(facts.remaining),
      'ratelimit-reset': String(secondsToReset(facts)),
      [`x-ratelimit-limit-${unit.toLowerCase()}`]: String(facts.limit),
      [`x-ratelimit-remaining-${unit.toLowerCase()}`]: String(facts.remaining),
    };
  },
};
