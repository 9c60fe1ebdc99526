import type { Call } from './call.ts';
import { type Application, applicationsOf, declarationsOn, type Profile, type User } from './state.ts';

/** What is sent of a profile: as recorded, unless a defect tells it otherwise. */
type ShownProfile = {
  readonly [Member in keyof Profile]: Profile[Member] | (Member extends Doubtful ? string | null : never);
};

type Doubtful = 'schoolUrn' | 'headteacherStatus' | 'worksInSchool' | 'worksAsSenco';

/** The profile of an application as sent. */
export function profileShown(call: Call, application: Application): ShownProfile {
  const { profile } = application;
  const { defects } = call;
  return {
    ...profile,
    ...(defects.has('D9') ? { worksAsSenco: sencoInWords(profile.worksAsSenco) } : {}),
    ...(defects.has('D11') && !profile.worksInSchool ? { schoolUrn: null, headteacherStatus: null } : {}),
    ...(defects.has('D11') && profile.childcareUrn !== null ? { worksInSchool: null } : {}),
    ...(defects.has('D24') && wasFunded(call, application.user) ? { eligible: false } : {}),
  };
}

/** The email of a person as sent. */
export function emailShown({ defects }: Call, user: User): string | null {
  return defects.has('D11') && user.trn === null ? null : user.email;
}

function sencoInWords(answer: boolean | null): string | null {
  return answer === null ? null : answer ? 'yes' : 'no_i_do_not_plan_to_be_a_SENCO';
}

const FUNDED: readonly string[] = ['eligible', 'payable', 'paid'];

/** True for who has completed a course that is or will be paid for. */
function wasFunded(call: Call, user: User): boolean {
  return applicationsOf(call.world, user)
    .flatMap((application) => declarationsOn(call.world, application))
    .some(({ type, state }) => type === 'completed' && FUNDED.includes(state));
}
