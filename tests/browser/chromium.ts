import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser of this machine: `CHROMIUM_PATH`, or the first of the usual names on the path; undefined when there is none. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const usual = ['/usr/bin', ...folders].flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...(named ? [named] : []), ...usual].find((path) => existsSync(path));
}

/** Start the browser with everything switched off that would talk to the network by itself. */
export function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

/** Write a page to a new temporary folder; its file URL. */
export function pageUrl(html: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'assay-report-')), 'report.html');
  writeFileSync(path, html);
  return pathToFileURL(path).href;
}
