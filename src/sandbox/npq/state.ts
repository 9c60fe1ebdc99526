import type { Cohort } from './calendar.ts';
import type { DeclarationState, DeclarationType, TrainingStatus } from './vocabulary.ts';

/** A lead provider: what a token stands for. */
export interface Provider {
  readonly name: string;
}

/** A person; times are epoch milliseconds throughout. */
export interface User {
  readonly id: string;
  readonly fullName: string;
  readonly previousNames: readonly string[];
  readonly email: string | null;
  readonly trn: string | null;
  readonly trnVerified: boolean;
  /** Ids that this person had before records were merged. */
  readonly earlierIds: readonly { readonly id: string; readonly changedAt: number }[];
  readonly createdAt: number;
  updatedAt: number;
}

/** What the applicant said of themselves; never changes. */
export interface Profile {
  readonly employerName: string | null;
  readonly employmentRole: string | null;
  readonly worksInSchool: boolean;
  readonly schoolUrn: string;
  readonly schoolUkprn: string | null;
  readonly childcareUrn: string | null;
  readonly headteacherStatus: string;
  readonly leadMentor: boolean | null;
  readonly ittProvider: string | null;
  readonly worksAsSenco: boolean | null;
  readonly sencoStartDate: string | null;
  readonly catchment: boolean;
  readonly catchmentCountry: string | null;
  readonly catchmentCode: string | null;
  readonly fundingChoice: string | null;
  readonly eligible: boolean;
  readonly ineligibleReason: string | null;
  readonly targetedDelivery: boolean;
}

/** A pause or an end of training. */
export interface Break {
  readonly reason: string;
  readonly date: number;
}

/** An application for a course. */
export interface Application {
  readonly id: string;
  readonly user: User;
  readonly provider: Provider;
  readonly course: string;
  readonly profile: Profile;
  readonly createdAt: number;
  cohort: Cohort;
  schedule: string | null;
  status: 'pending' | 'accepted' | 'rejected';
  reasonForRejection: string | null;
  /** Null until accepted. */
  trainingStatus: TrainingStatus | null;
  fundedPlace: boolean | null;
  acceptedAt: number | null;
  deferral: Break | null;
  withdrawal: Break | null;
  updatedAt: number;
}

/** An organisation that delivers training, with its cohorts by provider name. */
export interface DeliveryPartner {
  readonly id: string;
  readonly name: string;
  readonly cohorts: ReadonlyMap<string, readonly Cohort[]>;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A claim that a participant reached a stage. */
export interface Declaration {
  readonly id: string;
  readonly application: Application;
  /** Who declared; may differ from the application's provider after a transfer. */
  readonly provider: Provider;
  readonly type: DeclarationType;
  readonly date: number;
  readonly createdAt: number;
  state: DeclarationState;
  ineligibleReason: 'duplicate_declaration' | null;
  statement: Statement | null;
  clawbackStatement: Statement | null;
  deliveryPartner: DeliveryPartner | null;
  secondaryDeliveryPartner: DeliveryPartner | null;
  updatedAt: number;
}

/** The result of an assessment, hung on a completed declaration. */
export interface Outcome {
  readonly id: string;
  readonly declaration: Declaration;
  readonly completionDate: string;
  readonly createdAt: number;
  state: 'passed' | 'failed' | 'voided';
  updatedAt: number;
}

/** What a provider is paid for a cohort in a month. */
export interface Statement {
  readonly id: string;
  readonly provider: Provider;
  readonly cohort: Cohort;
  /** Epoch milliseconds of the day on which it closes and of the day on which it is paid. */
  readonly cutOff: number;
  readonly payment: number;
  readonly createdAt: number;
  paid: boolean;
  updatedAt: number;
}

/** Everything the emulated service knows; lists are kept in creation order. */
export interface World {
  readonly providers: readonly Provider[];
  readonly users: readonly User[];
  readonly applications: readonly Application[];
  readonly deliveryPartners: readonly DeliveryPartner[];
  readonly statements: readonly Statement[];
  readonly declarations: Declaration[];
  readonly outcomes: Outcome[];
  /** By lower-case id. */
  readonly byId: {
    readonly application: ReadonlyMap<string, Application>;
    readonly user: ReadonlyMap<string, User>;
    readonly deliveryPartner: ReadonlyMap<string, DeliveryPartner>;
    readonly statement: ReadonlyMap<string, Statement>;
    readonly declaration: Map<string, Declaration>;
  };
  /** The next fresh id; the same sequence in every run. */
  newId(): string;
}

/** Declarations that keep a stage from being declared again. */
export const LIVE_STATES: readonly DeclarationState[] = ['submitted', 'eligible', 'payable', 'paid'];

/** Accepted applications of a person with a provider, oldest first. */
export function enrolmentsOf(world: World, user: User, provider: Provider): Application[] {
  return applicationsOf(world, user).filter((a) => a.provider === provider && a.status === 'accepted');
}

const byUser = new WeakMap<World, Map<User, Application[]>>();

/** All applications of a person, oldest first. */
export function applicationsOf(world: World, user: User): readonly Application[] {
  let index = byUser.get(world);
  if (!index) {
    index = new Map();
    for (const application of world.applications) {
      const known = index.get(application.user);
      if (known) known.push(application);
      else index.set(application.user, [application]);
    }
    byUser.set(world, index);
  }
  return index.get(user) ?? [];
}

/** Declarations on an application, oldest first. */
export function declarationsOn(world: World, application: Application): Declaration[] {
  return world.declarations.filter((declaration) => declaration.application === application);
}

/** The latest outcome of a declaration. */
export function outcomeOf(world: World, declaration: Declaration): Outcome | undefined {
  return world.outcomes.findLast((outcome) => outcome.declaration === declaration);
}
