import type { Json, JsonObject } from '../../../kernel/json.ts';
import type { Handler } from '../call.ts';
import type { LegacyVersion } from '../version.ts';
import { type Older, wholeList } from './older.ts';
import { enrolmentsIn, type Resource } from './views.ts';

/** A list as CSV. */
export interface CsvList extends Older {
  readonly columns: readonly string[];
  /** The rows of one resource; default one, of its id and attributes. */
  readonly rows?: (resource: Resource, version: LegacyVersion) => readonly JsonObject[];
  /** True when a list without rows is sent without its header line too. */
  readonly emptyWithoutRows?: boolean;
}

/** The list of version 3 as an older version sends it in CSV: whole, with a header line (RFC 4180, lines ending in LF). */
export function csvList(handle: Handler, list: CsvList): Handler {
  return (call) => {
    const found = wholeList(handle, call, list);
    const rows = found.flatMap((resource) => list.rows?.(resource, list.version) ?? [plainRow(resource, list)]);
    const lines = [list.columns, ...rows.map((row) => list.columns.map((column) => textOf(row[column])))];
    const body = rows.length === 0 && list.emptyWithoutRows ? '' : lines.map(lineOf).join('');
    return { status: 200, body, mediaType: call.defects.has('csv-sent-as-plain-text') ? 'text/plain' : 'text/csv' };
  };
}

function plainRow(resource: Resource, { view, version }: CsvList): JsonObject {
  return { id: resource.id, ...view(resource, version) };
}

/** A row for each enrolment of a participant. */
export function enrolmentRows({ id, attributes }: Resource): readonly JsonObject[] {
  return enrolmentsIn(attributes).map((enrolment) => ({ participant_id: id, ...enrolment }));
}

function textOf(value: Json | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

function lineOf(fields: readonly string[]): string {
  return `${fields.map(quoted).join(',')}\n`;
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
