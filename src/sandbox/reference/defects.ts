import { ACCESS_DEFECTS } from './access-defects.ts';
import { ANSWER_DEFECTS } from './answer-defects.ts';
import { DATA_DEFECTS } from './data-defects.ts';

/** The generic ways to break a promise; the place where each is done asks `broken(id)`. */
export const DEFECTS = [...ACCESS_DEFECTS, ...ANSWER_DEFECTS, ...DATA_DEFECTS] as const;

/** Id of a defect of this emulator. */
export type DefectId = (typeof DEFECTS)[number]['id'];
