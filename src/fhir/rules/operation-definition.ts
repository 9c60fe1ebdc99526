import { text } from '../definitions/members.ts';
import type { ResourceFrame, Session } from '../validate/session.ts';

/** The profiles of an operation's whole input and output are profiles on Parameters. */
export function checkOperationDefinition(session: Session, frame: ResourceFrame): void {
  for (const member of ['inputProfile', 'outputProfile']) {
    const profile = text(frame.value, member);
    const type = profile === undefined ? undefined : session.engine.definitions.structure(profile)?.type;
    if (type !== undefined && type !== 'Parameters')
      session.report(
        {
          code: 'business-rule',
          rule: 'operation-profile',
          clause: 'FHIR, operationdefinition.html (inputProfile, outputProfile)',
        },
        `The profile ${profile} is on ${type}; it must be on Parameters`,
        `.${member}`,
        [member],
      );
  }
}
