import { isJsonObject, type Json } from '../../kernel/json.ts';
import { valueAt } from '../../kernel/json-pointer.ts';
import { type FaultDraft, withValueAt } from '../shared/draft.ts';

/** True when the faulty value, written as text and read again in any way, could be one that is accepted: then it is no fault. */
export function readsAsValid(draft: FaultDraft, accepts: (value: Json) => boolean): boolean {
  const site = valueAt(draft.value, draft.at);
  if (site === undefined) return false;
  if (site === null || Array.isArray(site) || isJsonObject(site)) return !isTelling(site);
  const read = readings(String(site));
  return (
    read.some((reading) => accepts(withValueAt(draft.value, draft.at, reading))) ||
    (isLoneItem(draft) && read.some((reading) => accepts(reading)))
  );
}

/** A list of one item travels as its item: `status=` may be a list of one empty text or an empty list. */
function isLoneItem({ value, at }: FaultDraft): boolean {
  return at === '/0' && Array.isArray(value) && value.length === 1;
}

/** Null has no text of its own, and empty composites vanish. */
function isTelling(site: Json): boolean {
  return Array.isArray(site) ? site.length > 0 : isJsonObject(site) && Object.keys(site).length > 0;
}

/** What a text may be taken for. */
function readings(text: string): Json[] {
  const scalars: Json[] = [text];
  if (text.trim() !== '' && Number.isFinite(Number(text))) scalars.push(Number(text));
  if (text === 'true' || text === 'false') scalars.push(text === 'true');
  if (text === 'null' || text === '') scalars.push(null);
  const lists = scalars.map((scalar) => [scalar]);
  return [...scalars, ...lists, ...(text.includes(',') ? [text.split(',')] : []), ...(text === '' ? [[]] : [])];
}
