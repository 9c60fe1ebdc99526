export type { AccusationRecord } from './accusation.ts';
export { applyBaseline } from './baseline.ts';
export { condense, fingerprintOf } from './condense.ts';
export { atLeast, closesGate, compareSeverity, worstSeverity } from './severity.ts';
