import { type Registry, registry } from '../kernel/registry.ts';
import { authenticationEnforced } from './authentication-enforced.ts';
import { authenticationErrorBody } from './authentication-error-body.ts';
import { authenticationPrecedence } from './authentication-precedence.ts';
import { challengeMissing } from './challenge-missing.ts';
import { deletedResourceReadable } from './deleted-resource-readable.ts';
import { invalidDataAccepted } from './invalid-data-accepted.ts';
import { pageSize } from './page-size.ts';
import { requirement } from './requirement.ts';
import { responseBody } from './response-body.ts';
import { responseHeaders } from './response-headers.ts';
import { serverError } from './server-error.ts';
import type { Check } from './shared/check.ts';
import { undeclaredMediaType } from './undeclared-media-type.ts';
import { undeclaredMethod } from './undeclared-method.ts';
import { undeclaredStatus } from './undeclared-status.ts';
import { validDataRefused } from './valid-data-refused.ts';

/** Every built-in check, in the order in which reports list them. */
export const checks: Registry<Check> = registry<Check>('check', [
  serverError,
  undeclaredStatus,
  undeclaredMediaType,
  responseBody,
  responseHeaders,
  invalidDataAccepted,
  validDataRefused,
  authenticationEnforced,
  authenticationErrorBody,
  authenticationPrecedence,
  challengeMissing,
  undeclaredMethod,
  deletedResourceReadable,
  pageSize,
  requirement,
]);
export type { Check, JudgeContext, JudgeInput } from './shared/check.ts';
