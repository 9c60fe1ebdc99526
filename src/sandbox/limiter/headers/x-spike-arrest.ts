import type { HeaderDialect } from './dialect.ts';

/** `X-Spike-Arrest-*`: requests of a slice, its length with the unit, and the reset as epoch milliseconds. */
export const xSpikeArrest: HeaderDialect = {
  id: 'x-spike-arrest',
  title: 'X-Spike-Arrest-* with the slice',
  rationale: 'The only trace of how a spike arrest cuts the documented limit into slices.',
  headers: (facts) => ({
    'x-spike-arrest-limit': String(facts.limit),
    'x-spike-arrest-slice-period': `${facts.windowMs}ms`,
    'x-spike-arrest-reset': String(Math.ceil(facts.resetMs)),
  }),
};
