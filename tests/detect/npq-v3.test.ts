import { describeNpqMatrix } from './npq-matrix.ts';

describeNpqMatrix('v3', 900);
