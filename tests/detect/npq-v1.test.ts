import { describeNpqMatrix } from './npq-matrix.ts';

describeNpqMatrix('v1', 960);
