import type { ResourceFrame, Session } from '../validate/session.ts';

/** Check a resource against profiles given by canonical. */
export function applyProfiles(session: Session, _frame: ResourceFrame, profiles: readonly string[]): void {
  for (const profile of profiles) session.leaveOpen('profile', profile, 'the profile is not held here');
}
