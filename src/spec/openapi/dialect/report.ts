import type { DocumentFinding } from '../../../model/api.ts';

/** Records a defect of a schema that was repaired; default severity `warning`. */
export type Report = (code: string, pointer: string, message: string, severity?: DocumentFinding['severity']) => void;
