import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssayError, messageOf } from '../kernel/error.ts';
import type { RunReport } from '../model/run-report.ts';
import { reportFromJson } from '../report/index.ts';

/** The report in a folder, which `option` named. Fails with usage errors `report-not-found` and `report-not-readable`. */
export function readReport(folder: string, option: string): RunReport {
  const file = join(folder, 'report.json');
  if (!existsSync(file))
    throw new AssayError(
      'usage',
      'report-not-found',
      `There is no ${file}. Run \`assay run\` first, or name the folder of a report with ${option}.`,
    );
  try {
    return reportFromJson(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new AssayError(
      'usage',
      'report-not-readable',
      `${file} is not a report of this version (${messageOf(error)}). Run again to make a new one.`,
      { cause: error },
    );
  }
}
