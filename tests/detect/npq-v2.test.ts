import { describeNpqMatrix } from './npq-matrix.ts';

describeNpqMatrix('v2', 960);
