import fc, { type Arbitrary } from 'fast-check';
import { canonicalJson, type Json } from '../kernel/json.ts';
import type { SchemaHandle } from '../model/schema.ts';
import { createSchemas } from '../schema/index.ts';
import { arbitraryOf } from './arbitrary.ts';
import type { Generator, InvalidOptions, InvalidValue, Member, ValidValue } from './generator.ts';
import { readsAsValid } from './invalid/as-text.ts';
import { faults } from './invalid/faults.ts';
import type { FaultDraft, ValidDraft } from './shared/draft.ts';
import { membersOf } from './shared/members.ts';
import { kindsOf, movedTo } from './shared/one-of-a-kind.ts';
import type { Documents } from './shared/view.ts';
import { createWorkshop, type Workshop } from './shared/workshop.ts';
import { packedRows } from './valid/packed.ts';
import { plainValue } from './valid/plain.ts';
import { variants } from './valid/variants.ts';

/** Drafts looked at per list, and entries given at most: beyond them no plan could send the rest. */
const MOST_DRAFTS = 4000;
const MOST_GIVEN = 400;
/** Values that show everything packed. */
const MOST_PACKED = 8;

/** A generator over the model's documents. */
export function createGenerator(documents: Documents): Generator {
  const workshop = createWorkshop(documents, createSchemas(documents));
  const samples = memo<Json | undefined>();
  const valids = memo<readonly ValidValue[]>();
  const packs = memo<readonly ValidValue[]>();
  const invalids = memo<readonly InvalidValue[]>();
  const members = memo<readonly Member[]>();
  const arbitraries = memo<Arbitrary<Json>>();
  const kinds = kindsOf(documents);
  const viewOf = (first: SchemaHandle) => workshop.view([first]);
  const validOf = (first: SchemaHandle) =>
    valids(first, '', () => listValid(workshop, first, variants(workshop, viewOf(first))));
  const invalidOf = (first: SchemaHandle, options: InvalidOptions) =>
    invalids(first, canonicalJson(options), () => listInvalid(workshop, first, options));
  const arbitraryFor = (first: SchemaHandle): Arbitrary<Json> => {
    const view = viewOf(first);
    const plain = plainValue(workshop, view) ?? null;
    const arbitrary = arbitraryOf(workshop, view) ?? fc.constant(plain);
    return arbitrary.map((value) => (workshop.accepts(view, value) ? value : plain));
  };
  const sampleOf = (first: SchemaHandle) => samples(first, '', () => plainValue(workshop, viewOf(first)));
  return {
    sample: (handle) => sampleOf(kinds.first(handle)),
    valid: (handle) => movedTo(validOf(kinds.first(handle)), kinds.first(handle), handle),
    packed: (handle, { most = MOST_PACKED, keep = [] } = {}) => {
      const first = kinds.first(handle);
      const make = () => {
        const rows = packedRows(workshop, viewOf(first), { limit: most, keep: new Set(keep) });
        const drafts = rows.map(({ value, shows, clause }) => ({ value, at: '', shows: shows.join('; '), clause }));
        return listValid(workshop, first, drafts).slice(0, most);
      };
      return movedTo(packs(first, `${most} ${canonicalJson(keep)}`, make), first, handle);
    },
    invalid: (handle, options = {}) => {
      const first = kinds.first(handle);
      return movedTo(invalidOf(first, options), first, handle);
    },
    firstInvalid: (handle, options, wanted) => {
      const first = kinds.first(handle);
      for (const fault of eachInvalid(workshop, first, options, wanted)) return movedTo([fault], first, handle)[0];
      return undefined;
    },
    arbitrary: (handle) => {
      const first = kinds.first(handle);
      return arbitraries(first, '', () => arbitraryFor(first));
    },
    accepts: (handle, value) => workshop.accepts(viewOf(kinds.first(handle)), value),
    members: (handle) => {
      const first = kinds.first(handle);
      return members(first, '', () => membersOf(workshop, viewOf(first)));
    },
  };
}

/** Answers kept by handle and options: plans ask the same again and again. */
function memo<T>(): (handle: SchemaHandle, options: string, make: () => T) => T {
  const known = new Map<string, { readonly answer: T }>();
  return ({ document, pointer }, options, make) => {
    const key = `${document}#${pointer} ${options}`;
    const entry = known.get(key) ?? { answer: make() };
    known.set(key, entry);
    return entry.answer;
  };
}

function listValid(workshop: Workshop, handle: SchemaHandle, drafts: Iterable<ValidDraft>): readonly ValidValue[] {
  const view = workshop.view([handle]);
  const seen = new Set<string>();
  const list: ValidValue[] = [];
  for (const { value, shows, clause } of take(drafts, MOST_DRAFTS)) {
    const text = canonicalJson(value);
    if (seen.has(text) || !workshop.accepts(view, value)) continue;
    seen.add(text);
    list.push({ value, shows, clause });
    if (list.length >= MOST_GIVEN) break;
  }
  return list;
}

function listInvalid(workshop: Workshop, handle: SchemaHandle, options: InvalidOptions): readonly InvalidValue[] {
  const seen = new Set<string>();
  const list: InvalidValue[] = [];
  for (const fault of eachInvalid(workshop, handle, options, ({ value }) => !seen.has(canonicalJson(value)))) {
    seen.add(canonicalJson(fault.value));
    list.push(fault);
    if (list.length >= MOST_GIVEN) break;
  }
  return list;
}

/** Wanted faults, most telling first; each is checked only when it is asked for. */
function* eachInvalid(
  workshop: Workshop,
  handle: SchemaHandle,
  options: InvalidOptions,
  wanted: (fault: FaultDraft) => boolean,
): Iterable<InvalidValue> {
  const view = workshop.view([handle]);
  const base = options.base ?? plainValue(workshop, view);
  if (base === undefined) return;
  const asText = options.asText ?? false;
  const drafts = [...take(faults({ workshop, view, base, asText, depth: 0 }), MOST_DRAFTS)];
  for (const draft of drafts.sort((a, b) => a.rank - b.rank)) {
    if (!wanted(draft) || !isFault(workshop, handle, draft, asText)) continue;
    const { value, at, keyword, says, clause } = draft;
    yield { value, at, keyword, says, clause };
  }
}

function isFault(workshop: Workshop, handle: SchemaHandle, draft: FaultDraft, asText: boolean): boolean {
  const view = workshop.view([handle]);
  const accepts = (value: Json) => workshop.accepts(view, value);
  return workshop.refuses(view, draft.value) && !(asText && readsAsValid(draft, accepts));
}

function* take<T>(items: Iterable<T>, count: number): Iterable<T> {
  let taken = 0;
  for (const item of items) {
    if (taken++ >= count) return;
    yield item;
  }
}
