import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whatever a test leaves in the folder of temporary files goes away with the test run. */
export default function temporaryFolder(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'assay-tests-'));
  process.env['TMPDIR'] = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
