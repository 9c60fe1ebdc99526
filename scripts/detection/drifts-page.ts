import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { DEFECTS } from '../../src/sandbox/npq/defects.ts';
import type { Defect } from '../../src/sandbox/shared/emulator.ts';

/** A deviation of the NPQ service from what is said about it; see the head of the file. */
export interface Drift {
  readonly id: string;
  readonly versions: readonly string[];
  /** Only where the emulator has no switch of that id; so is `actual`, and `unswitched` says why. */
  readonly documented?: string;
  readonly actual?: string;
  readonly unswitched?: string;
  readonly found?: { readonly check?: string; readonly probe?: string; readonly reading?: string };
  readonly hidden?: string;
}

const FILE = fileURLToPath(new URL('../../specs/npq-registration/drifts.yaml', import.meta.url));

/** Every drift, in the order of the file. */
export function readDrifts(): readonly Drift[] {
  return (parse(readFileSync(FILE, 'utf8')) as { drifts: readonly Drift[] }).drifts;
}

const SWITCHES = new Map<string, Defect>(DEFECTS.map((defect) => [defect.id, defect]));

/** The switch of a drift in the emulator; undefined when there is none. */
export function switchOf({ id }: Drift): Defect | undefined {
  return SWITCHES.get(id);
}

const NOTICE = '<!-- Written by scripts/gen-detection.ts; edit the sources instead. -->';
const INTRODUCTION = [
  'Where the NPQ registration service is known to differ from what is said about it. `switch`: the emulator does so when told, and in mode',
  '`faithful` when marked; `shown by`: what tells it while the switch is on, or why nothing that is sent can.',
].join('\n');

/** The page: one line for each drift. */
export function driftsPage(): string {
  const drifts = readDrifts();
  const shown = drifts.filter(({ found }) => found).length;
  return [
    NOTICE,
    '',
    '# Drifts of the NPQ registration service',
    '',
    INTRODUCTION,
    '',
    `${drifts.length} drifts: ${drifts.filter(switchOf).length} switches, ${shown} shown from outside, ${drifts.length - shown} not.`,
    '',
    '| drift | documented | actual | versions | switch | shown by |',
    '|---|---|---|---|---|---|',
    ...drifts.map(row),
    '',
  ].join('\n');
}

function row(drift: Drift): string {
  const own = switchOf(drift);
  const cells = [
    drift.id,
    own?.documented ?? drift.documented,
    own?.actual ?? drift.actual,
    drift.versions.join(', '),
    own ? (own.faithful ? 'faithful' : 'alone') : `none: ${drift.unswitched}`,
    shownBy(drift),
  ];
  return `| ${cells.map((cell) => (cell ?? '').trim().replaceAll('|', '\\|')).join(' | ')} |`;
}

function shownBy({ found, hidden }: Drift): string {
  if (found?.check !== undefined) return `check \`${found.check}\``;
  if (found?.probe !== undefined) return `limit probe, \`${found.probe}\``;
  if (found?.reading !== undefined) return `reading the document, \`${found.reading}\``;
  return `not visible: ${hidden}`;
}
