import { object, strings } from '../definitions/members.ts';
import type { ResourceFrame, Session } from '../validate/session.ts';
import { checkProfile, profileWalk } from './check.ts';

/** Check a resource against profiles given by canonical. */
export function applyProfiles(session: Session, frame: ResourceFrame, profiles: readonly string[]): void {
  const walk = profileWalk(session, frame);
  for (const profile of profiles) checkProfile(walk, profile, frame.value, frame.plan);
}

/** Check a resource against the profiles that it claims in `meta.profile`. */
export function applyClaimedProfiles(session: Session, frame: ResourceFrame): void {
  applyProfiles(session, frame, strings(object(frame.value, 'meta'), 'profile'));
}
