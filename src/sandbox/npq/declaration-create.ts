import type { JsonObject } from '../../kernel/json.ts';
import { type Answer, type Fault, ok, refuseIfAny, unprocessable } from './answer.ts';
import { attributesOf, type BodyShape, readBody, text } from './body.ts';
import { declarableTypes, isoDate, parseDateTime, scheduleStart } from './calendar.ts';
import type { Call } from './call.ts';
import { partnerFaults, partnersOf } from './declaration-partners.ts';
import { showDeclaration } from './declarations.ts';
import {
  type Application,
  applicationsOf,
  type Declaration,
  declarationsOn,
  enrolmentsOf,
  LIVE_STATES,
  type User,
} from './state.ts';
import { openStatement } from './statements.ts';
import type { Version } from './version.ts';
import { ASSESSED_COURSES, COURSES, DECLARATION_TYPES, type DeclarationType } from './vocabulary.ts';

const PARTNERS: BodyShape['attributes'] = {
  delivery_partner_id: { is: 'uuid' },
  secondary_delivery_partner_id: { is: 'uuid' },
};

/** The shape of each stage's body; partners came with version 3. */
function shapeOf(version: Version, completed: boolean): BodyShape {
  return {
    type: 'participant-declaration',
    closed: true,
    attributes: {
      participant_id: { is: 'uuid', required: true },
      declaration_type: { is: completed ? ['completed'] : DECLARATION_TYPES, required: true },
      declaration_date: { is: 'date-time', required: true },
      course_identifier: { is: COURSES, required: true },
      ...(completed ? { has_passed: { is: 'boolean', required: true } as const } : {}),
      ...(version === 'v3' ? PARTNERS : {}),
    },
  };
}

/** POST /participant-declarations */
export function createDeclaration(call: Call): Answer {
  const completed = attributesOf(call)['declaration_type'] === 'completed';
  const attributes = readBody(call, shapeOf(call.version, completed));
  const type = text(attributes, 'declaration_type') as DeclarationType;
  const date = parseDateTime(text(attributes, 'declaration_date') ?? '') ?? Number.NaN;
  const application = declarableApplication(call, attributes, date);
  refuseIfAny([
    ...stageFaults(call, application, type, date),
    ...(call.version === 'v3' ? partnerFaults(call, application, attributes) : []),
    ...repeatFaults(call, application, type),
  ]);
  const declaration = declare(call, application, { type, date, attributes });
  if (completed && ASSESSED_COURSES.includes(application.course)) {
    call.world.outcomes.push({
      id: call.world.newId(),
      declaration,
      state: attributes['has_passed'] === true ? 'passed' : 'failed',
      completionDate: isoDate(date),
      createdAt: call.now,
      updatedAt: call.now,
    });
  }
  return ok(showDeclaration(call, declaration));
}

/** The accepted application that a declaration is about; refuses with 422. */
function declarableApplication(call: Call, attributes: JsonObject, date: number): Application {
  const user = call.world.byId.user.get((text(attributes, 'participant_id') ?? '').toLowerCase());
  const enrolments = user ? enrolmentsOf(call.world, user, call.provider) : [];
  if (enrolments.length === 0) {
    throw refused('participant_id', "Your update cannot be made as the '#/participant_id' is not recognised");
  }
  const course = text(attributes, 'course_identifier');
  const application = enrolments.find((enrolment) => enrolment.course === course);
  if (!application) {
    throw refused('course_identifier', "The '#/course_identifier' is not one of the participant's");
  }
  if (application.trainingStatus === 'withdrawn' && application.withdrawal && date > application.withdrawal.date) {
    throw refused('participant_id', 'The participant withdrew before the declaration date');
  }
  return application;
}

function refused(title: string, detail: string) {
  return unprocessable([{ title, detail }]);
}

function stageFaults(call: Call, application: Application, type: DeclarationType, date: number): Fault[] {
  const faults: Fault[] = [];
  const schedule = application.schedule ?? '';
  if (date > call.now) {
    faults.push({ title: 'declaration_date', detail: "The '#/declaration_date' value cannot be a future date" });
  }
  const held = call.defects.has('D23');
  if (held && date < scheduleStart(application.cohort, schedule)) {
    faults.push({ title: 'declaration_date', detail: "The '#/declaration_date' is before the start of the schedule" });
  }
  if (held && !declarableTypes(schedule).includes(type)) {
    faults.push({ title: 'declaration_type', detail: "The '#/declaration_type' is not one of the schedule" });
  }
  if (isFundable(application) && !openStatement(call, application)) {
    faults.push({ title: 'cohort', detail: 'No open statement takes declarations of this cohort' });
  }
  return faults;
}

function repeatFaults(call: Call, application: Application, type: DeclarationType): Fault[] {
  const repeated = declarationsOn(call.world, application).some(
    (declaration) => declaration.type === type && LIVE_STATES.includes(declaration.state),
  );
  return repeated
    ? [{ title: 'base', detail: 'A declaration has already been submitted for this participant, course and type' }]
    : [];
}

function isFundable({ cohort, profile, fundedPlace }: Application): boolean {
  if (cohort.funding === 'full') return profile.eligible;
  return cohort.funding === 'capped' && profile.eligible && fundedPlace === true;
}

interface Declared {
  readonly type: DeclarationType;
  readonly date: number;
  readonly attributes: JsonObject;
}

function declare(call: Call, application: Application, { type, date, attributes }: Declared): Declaration {
  const duplicate = hasDuplicate(call, application, type);
  const fundable = isFundable(application);
  const declaration: Declaration = {
    id: call.world.newId(),
    application,
    provider: call.provider,
    type,
    date,
    state: duplicate ? 'ineligible' : fundable ? 'eligible' : 'submitted',
    ineligibleReason: duplicate ? 'duplicate_declaration' : null,
    statement: fundable && !duplicate ? (openStatement(call, application) ?? null) : null,
    clawbackStatement: null,
    ...partnersOf(call, call.version === 'v3' ? attributes : {}),
    createdAt: call.now,
    updatedAt: call.now,
  };
  call.world.declarations.push(declaration);
  call.world.byId.declaration.set(declaration.id, declaration);
  return declaration;
}

/** True when another record of the same person (same verified reference number) has declared the stage. */
function hasDuplicate(call: Call, application: Application, type: DeclarationType): boolean {
  const { user, course } = application;
  return sameReference(call, user)
    .flatMap((other) => applicationsOf(call.world, other))
    .filter((other) => other.course === course)
    .flatMap((other) => declarationsOn(call.world, other))
    .some((declaration) => declaration.type === type && LIVE_STATES.includes(declaration.state));
}

function sameReference(call: Call, user: User): readonly User[] {
  if (user.trn === null || !user.trnVerified) return [];
  return call.world.users.filter((other) => other !== user && other.trnVerified && other.trn === user.trn);
}
