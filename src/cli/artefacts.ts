import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { AssayError, messageOf } from '../kernel/error.ts';
import type { Redactor } from '../kernel/redaction.ts';
import type { RunEvent } from '../model/run-event.ts';
import type { RunReport } from '../model/run-report.ts';
import { renderEvent, reporters } from '../report/index.ts';

/** Writes the files of one run; nothing appears under its final name before it is whole. */
export interface Artefacts {
  /** Append one event to `events.ndjson`. */
  event(event: RunEvent): void;
  /** Append the events that an earlier run wrote into its folder; a folder without any is passed over. */
  eventsOf(folder: string): void;
  /** Render and write every report file, then put the folder in place. */
  finish(report: RunReport): readonly string[];
  /** Remove what was begun. */
  abandon(): void;
}

/** One write for many events: each costs as much as judging an answer. Characters. */
const MOST_WAITING = 1 << 16;

/** Begin writing into a folder beside `folder`, which replaces it at the end. Fails with usage error `out-not-writable`. */
export function openArtefacts(folder: string, redactor: Redactor): Artefacts {
  const place = resolve(folder);
  const draft = join(dirname(place), `.${basename(place)}.partial-${process.pid}`);
  const events = openDraft(folder, place, draft);
  let open = true;
  let waiting: string[] = [];
  let length = 0;
  const flush = () => {
    if (waiting.length > 0) writeSync(events, waiting.join(''));
    waiting = [];
    length = 0;
  };
  const close = () => {
    if (open) closeSync(events);
    open = false;
  };
  return {
    event: (event) => {
      const line = `${redactor.text(renderEvent(event))}\n`;
      waiting.push(line);
      length += line.length;
      if (length > MOST_WAITING) flush();
    },
    eventsOf: (from) => {
      flush();
      const file = join(from, 'events.ndjson');
      if (existsSync(file)) copyInto(events, file);
    },
    finish: (report) => {
      flush();
      close();
      const files = ['events.ndjson'];
      for (const reporter of reporters.all) {
        if (!reporter.fileName) continue;
        writeFileSync(
          join(draft, reporter.fileName),
          redactor.text(renderOrFail(reporter.id, () => reporter.render(report, { colour: false, width: 100 }))),
        );
        files.push(reporter.fileName);
      }
      replaceFolder(place, draft, files);
      return files.map((file) => join(folder, file));
    },
    abandon: () => {
      close();
      rmSync(draft, { recursive: true, force: true });
    },
  };
}

/** Piece by piece: the events of a long run need not fit into memory. */
function copyInto(target: number, file: string): void {
  const source = openSync(file, 'r');
  const piece = Buffer.alloc(1 << 16);
  try {
    for (let length = readSync(source, piece); length > 0; length = readSync(source, piece))
      writeSync(target, piece, 0, length);
  } finally {
    closeSync(source);
  }
}

/** Whatever would keep the report from its place is found now, not after an hour of requests. */
function openDraft(folder: string, place: string, draft: string): number {
  try {
    if (folder.trim() === '') throw new Error('the name is empty');
    if (existsSync(place)) {
      if (!statSync(place).isDirectory()) throw new Error('it is a file');
      accessSync(place, constants.W_OK);
    }
    makeFolder(draft);
    return openSync(join(draft, 'events.ndjson'), 'w');
  } catch (error) {
    throw new AssayError(
      'usage',
      'out-not-writable',
      `The reports cannot be written to ${place}: ${messageOf(error)}. Give a writable folder with --out.`,
      { cause: error },
    );
  }
}

/** Folder by folder: the platform's own recursive way never returns on file systems that refuse new folders with ENOENT. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

/** Files are moved one by one into an existing folder, so that other things in it are left alone. */
function replaceFolder(place: string, draft: string, files: readonly string[]): void {
  if (!existsSync(place)) {
    renameSync(draft, place);
    return;
  }
  for (const file of files) renameSync(join(draft, file), join(place, file));
  rmSync(draft, { recursive: true, force: true });
}

function renderOrFail(id: string, render: () => string): string {
  try {
    return render();
  } catch (error) {
    throw new AssayError('internal', 'reporter-failed', `The reporter ${id} failed: ${messageOf(error)}`, {
      cause: error,
    });
  }
}
