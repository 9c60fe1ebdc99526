import type { Clock } from '../../kernel/clock.ts';
import { type Random, seededRandom } from '../../kernel/random.ts';
import { SERVICES } from './rules.ts';

/** What a client says of a parcel. */
export interface ParcelInput {
  readonly reference: string;
  readonly recipient: string;
  readonly weightGrams: number;
  readonly service: string;
  readonly insuredPounds?: number;
  readonly dueOn?: string | null;
  readonly labels?: readonly string[];
}

/** A parcel as registered. */
export interface Parcel extends Required<ParcelInput> {
  readonly id: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** The parcels of one depot, oldest first. */
export interface Depot {
  all(): readonly Parcel[];
  find(id: string): Parcel | undefined;
  /** Deleted parcels, by id. */
  findDeleted(id: string): Parcel | undefined;
  create(input: ParcelInput): Parcel;
  /** A parcel as `create` would make it, but not registered. */
  draft(input: ParcelInput): Parcel;
  /** Undefined when there is no such parcel. */
  update(id: string, input: ParcelInput): Parcel | undefined;
  /** False when there is no such parcel. */
  remove(id: string): boolean;
}

const RECIPIENTS = ['Ada Weaver', 'Björn Ås', 'Chloë O’Neill', 'Dai Pritchard', 'Esi Mensah', '山田 花'];

/** A depot with `count` parcels; the same seed and clock give the same parcels. */
export function createDepot(count: number, seed: number, clock: Clock): Depot {
  const random = seededRandom(seed);
  const parcels = new Map<string, Parcel>();
  const deleted = new Map<string, Parcel>();

  const draft = (input: ParcelInput): Parcel => {
    const at = new Date(clock.now()).toISOString();
    return { id: uuid(random), ...complete(input), createdAt: at, updatedAt: at };
  };
  const create = (input: ParcelInput): Parcel => {
    const parcel = draft(input);
    parcels.set(parcel.id, parcel);
    return parcel;
  };
  for (let index = 0; index < count; index++) create(fixture(random, index));

  return {
    all: () => [...parcels.values()],
    find: (id) => parcels.get(id),
    findDeleted: (id) => deleted.get(id),
    create,
    draft,
    update: (id, input) => {
      const before = parcels.get(id);
      if (!before) return undefined;
      const { createdAt } = before;
      const after = { id, ...complete(input), createdAt, updatedAt: new Date(clock.now()).toISOString() };
      parcels.set(id, after);
      return after;
    },
    remove: (id) => {
      const parcel = parcels.get(id);
      if (parcel) deleted.set(id, parcel);
      return parcels.delete(id);
    },
  };
}

function complete(input: ParcelInput): Required<ParcelInput> {
  const { reference, recipient, weightGrams, service, insuredPounds = 0, dueOn = null, labels = [] } = input;
  return { reference, recipient, weightGrams, service, insuredPounds, dueOn, labels };
}

function fixture(random: Random, index: number): ParcelInput {
  return {
    reference: `LDS-${String(index + 1).padStart(4, '0')}`,
    recipient: random.pick(RECIPIENTS),
    weightGrams: 1 + random.below(30_000),
    service: random.pick(SERVICES),
    insuredPounds: random.below(500),
    dueOn: random.below(3) === 0 ? null : `2026-0${1 + random.below(9)}-${10 + random.below(18)}`,
    labels: random.below(2) === 0 ? [] : ['glass'],
  };
}

/** A version 4 UUID (RFC 9562) from a seeded source. */
function uuid(random: Random): string {
  const hex = Array.from({ length: 32 }, () => random.below(16).toString(16));
  hex[12] = '4';
  hex[16] = (8 + random.below(4)).toString(16);
  const digits = hex.join('');
  return [8, 12, 16, 20, 32].map((end, index) => digits.slice([0, 8, 12, 16, 20][index], end)).join('-');
}
