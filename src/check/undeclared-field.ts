import { headerOf, responseOf } from '../model/exchange.ts';
import { promiseFor } from '../model/operation.ts';
import { PASS } from '../model/verdict.ts';
import type { Check } from './shared/check.ts';
import { unjudgeable, usesForeignMethod } from './shared/environment.ts';
import { jsonBody } from './shared/json-body.ts';
import { contentFor, parseMediaType } from './shared/media-type.ts';
import { isSuccess } from './shared/refusal.ts';
import { undeclaredMembers } from './shared/undeclared-members.ts';
import { clauseUnder, warn, withoutIndices } from './shared/verdict.ts';

/** What an answer holds is described, also where the schema would allow more. */
export const undeclaredField: Check = {
  id: 'undeclared-field',
  title: 'Members of answers are described',
  rationale: 'Members that nobody described leak data, or become promises when the first client reads them.',
  severity: 'info',
  family: 'schema',
  basis: 'The properties of the response schema; JSON Schema allows others, so this is only said, never held against.',
  judge(input, context) {
    const response = responseOf(input.exchange);
    if (!response || !isSuccess(response.status) || usesForeignMethod(input) || unjudgeable(input, context)) return [];
    const actual = parseMediaType(headerOf(response, 'content-type') ?? '');
    const content = actual && contentFor(promiseFor(input.operation, response.status)?.content ?? [], actual);
    const body = jsonBody(response);
    if (!content?.schema || body.kind !== 'json') return [];
    // What the schema forbids is the matter of response-body.
    if (context.schemas.validate(content.schema, body.value, 'response').kind !== 'valid') return [];
    const [first] = undeclaredMembers(body.value, content.schema, context.model.schemaDocuments);
    if (first === undefined) return [PASS];
    return [
      warn({
        message: `The answer has a member that the description does not name: ${withoutIndices(first)}.`,
        signature: 'members not described',
        evidence: [{ at: 'response.body', pointer: first, expected: 'described members', found: 'another one' }],
        basis: clauseUnder(content.ref, 'schema'),
      }),
    ];
  },
};
