import { type Registry, registry } from '../kernel/registry.ts';
import { allowWrong } from './allow-wrong.ts';
import { authenticationEnforced } from './authentication-enforced.ts';
import { authenticationErrorBody } from './authentication-error-body.ts';
import { authenticationPrecedence } from './authentication-precedence.ts';
import { challengeMissing } from './challenge-missing.ts';
import { createdResourceUnreadable } from './created-resource-unreadable.ts';
import { deletedResourceReadable } from './deleted-resource-readable.ts';
import { existenceLeak } from './existence-leak.ts';
import { fhirResourceValid } from './fhir-resource-valid.ts';
import { filterNotHonoured } from './filter-not-honoured.ts';
import { foreignAccess } from './foreign-access.ts';
import { internalsLeaked } from './internals-leaked.ts';
import { invalidDataAccepted } from './invalid-data-accepted.ts';
import { locationWrong } from './location-wrong.ts';
import { pageSize } from './page-size.ts';
import { paging } from './paging.ts';
import { partialUpdateOverreach } from './partial-update-overreach.ts';
import { refusedWriteApplied } from './refused-write-applied.ts';
import { requirement } from './requirement.ts';
import { responseBody } from './response-body.ts';
import { responseHeaders } from './response-headers.ts';
import { serverError } from './server-error.ts';
import type { Check } from './shared/check.ts';
import { sortNotHonoured } from './sort-not-honoured.ts';
import { textAltered } from './text-altered.ts';
import { undeclaredField } from './undeclared-field.ts';
import { undeclaredMediaType } from './undeclared-media-type.ts';
import { undeclaredMethod } from './undeclared-method.ts';
import { undeclaredStatus } from './undeclared-status.ts';
import { updateLost } from './update-lost.ts';
import { updateNotIdempotent } from './update-not-idempotent.ts';
import { validDataRefused } from './valid-data-refused.ts';
import { versionRetirement } from './version-retirement.ts';

/** Every built-in check, in the order in which reports list them. */
export const checks: Registry<Check> = registry<Check>('check', [
  serverError,
  undeclaredStatus,
  undeclaredMediaType,
  responseBody,
  responseHeaders,
  fhirResourceValid,
  undeclaredField,
  locationWrong,
  allowWrong,
  invalidDataAccepted,
  validDataRefused,
  authenticationEnforced,
  authenticationErrorBody,
  authenticationPrecedence,
  challengeMissing,
  foreignAccess,
  existenceLeak,
  undeclaredMethod,
  createdResourceUnreadable,
  deletedResourceReadable,
  refusedWriteApplied,
  updateLost,
  updateNotIdempotent,
  partialUpdateOverreach,
  textAltered,
  pageSize,
  paging,
  filterNotHonoured,
  sortNotHonoured,
  internalsLeaked,
  versionRetirement,
  requirement,
]);
export type { Check, JudgeContext, JudgeInput } from './shared/check.ts';
