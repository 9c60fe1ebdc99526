import { describeNpqMatrix } from './npq-matrix.ts';

describeNpqMatrix({
  version: 'v2',
  mostRequests: 850,
  expected: [
    { defect: 'D4', check: 'challenge-missing' },
    { defect: 'D5', check: 'authentication-precedence' },
    { defect: 'D7', check: 'response-body' },
    { defect: 'D8', check: 'response-body' },
    { defect: 'D12', check: 'undeclared-status' },
    { defect: 'D13', check: 'undeclared-status' },
    { defect: 'D15', check: 'requirement' },
    { defect: 'D16', check: 'requirement' },
    { defect: 'D29', check: 'authentication-error-body' },
    { defect: 'any-token-accepted', check: 'authentication-enforced' },
    { defect: 'wrong-type-in-one-list-item', check: 'response-body' },
    { defect: 'missing-declared-field', check: 'response-body' },
    { defect: 'invalid-value-accepted', check: 'invalid-data-accepted' },
    { defect: 'undeclared-status', check: 'undeclared-status' },
    { defect: 'page-size-ignored', check: 'page-size' },
    { defect: 'csv-sent-as-plain-text', check: 'undeclared-media-type' },
  ],
  known: ['D4', 'D5', 'D7', 'D8', 'D12', 'D13', 'D15', 'D16', 'D29'],
});
