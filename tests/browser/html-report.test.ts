import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reporters } from '../../src/report/index.ts';
import { sampleReport } from '../fixtures/sample-report.ts';
import { findChromium, launch, pageUrl } from './chromium.ts';
import { LOW_CONTRAST } from './contrast.ts';

const path = findChromium();
const report = sampleReport();
const url = pageUrl(reporters.get('html').render(report, { colour: false, width: 80 }));
const fingerprintOf = (state: string) =>
  report.findings.find(({ baseline }) => baseline.state === state)?.fingerprint ?? 'none';

describe.skipIf(!path)('the HTML report in Chromium (skipped without one: set CHROMIUM_PATH)', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(path ?? '');
  });
  afterAll(() => browser?.close());

  async function open(options: BrowserContextOptions = {}, hash = ''): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    await page.goto(url + hash);
    return page;
  }

  it('asks for nothing but itself and logs nothing', async () => {
    const page = await (await browser.newContext()).newPage();
    const requests: string[] = [];
    const talk: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => talk.push(message.text()));
    page.on('pageerror', (error) => talk.push(error.message));
    await page.goto(url, { waitUntil: 'networkidle' });
    expect(requests).toEqual([url]);
    expect(talk).toEqual([]);
  });

  it('answers the main question on the first screen', async () => {
    const page = await open();
    for (const words of [
      'Not conformant',
      report.verdict.reason,
      report.target.baseUrl,
      'sha256:5f0c1d7b',
      'NPQ_TOKEN',
    ]) {
      const box = await page.getByText(words, { exact: false }).first().boundingBox();
      expect(box?.y ?? Number.POSITIVE_INFINITY).toBeLessThan(900);
    }
    expect(await page.title()).toMatch(/^Not conformant · NPQ registration API v3/);
  });

  it('opens a deep link, also to what is folded', async () => {
    for (const hash of [
      `#finding-${fingerprintOf('new')}`,
      `#finding-${fingerprintOf('known')}`,
      '#op-get-api-v3-statements',
    ]) {
      const page = await open({}, hash);
      const target = page.locator(hash);
      await target.waitFor({ state: 'visible' });
      await expect.poll(async () => (await target.boundingBox())?.y ?? -1).toSatisfy((y: number) => y >= 0 && y < 900);
    }
  });

  it('has unique ids, and every link inside leads somewhere', async () => {
    const page = await open();
    const dangling = await page.evaluate(
      `[...document.querySelectorAll('a[href^="#"]')].map((a) => a.getAttribute('href')).filter((href) => !document.getElementById(href.slice(1)))`,
    );
    expect(dangling).toEqual([]);
    const ids = (await page.evaluate(`[...document.querySelectorAll('[id]')].map((node) => node.id)`)) as string[];
    expect(ids).toHaveLength(new Set(ids).size);
  });

  it('can be used from the keyboard, with a focus that is seen', async () => {
    const page = await open();
    await page.keyboard.press('Tab');
    const focused = () =>
      page.evaluate(`document.activeElement.className + '|' + document.activeElement.getAttribute('href')`);
    expect(await focused()).toBe('skip-link|#main');
    expect((await page.locator('.skip-link').boundingBox())?.x).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(`document.querySelector('main').contains(document.activeElement)`)).toBe(true);
    expect(await page.evaluate(`getComputedStyle(document.activeElement).outlineStyle`)).toBe('solid');
    const row = page.locator('.operation-row').first();
    await row.locator('summary').focus();
    await page.keyboard.press('Enter');
    expect(await row.getAttribute('open')).not.toBeNull();
  });

  it.each([320, 480, 768, 1280])('has no sideways scrolling at %i px', async (width) => {
    const page = await open({ viewport: { width, height: 900 } });
    await page.evaluate(`document.querySelectorAll('details').forEach((details) => { details.open = true; })`);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  });

  it('has landmarks, a language, one h1 and no skipped heading level', async () => {
    const page = await open();
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
    for (const landmark of ['main', 'nav', 'body > header', 'body > footer', 'h1']) {
      expect(await page.locator(landmark).count(), landmark).toBe(1);
    }
    const levels = (await page.evaluate(
      `[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((heading) => Number(heading.tagName[1]))`,
    )) as number[];
    levels.forEach((level, index) => {
      expect(level).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1);
    });
    const unnamed = await page.evaluate(
      `[...document.querySelectorAll('[role=region],[role=img],meter')].filter((node) => !node.getAttribute('aria-label') && !node.getAttribute('aria-labelledby')).length`,
    );
    expect(unnamed).toBe(0);
  });

  it.each(['light', 'dark'] as const)('keeps the contrast of WCAG AA (%s)', async (colorScheme) => {
    const page = await open({ colorScheme });
    expect(await page.evaluate(LOW_CONTRAST)).toEqual([]);
  });

  it('would notice a contrast that is too low', async () => {
    const page = await open();
    await page.evaluate(`document.querySelector('h1').style.color = '#c8c8c8'`);
    expect(await page.evaluate(LOW_CONTRAST)).toEqual([expect.stringContaining('NPQ registration API v3')]);
  });

  it('works without JavaScript', async () => {
    const page = await open({ javaScriptEnabled: false });
    await page.locator('.known-row summary').first().click();
    await page.locator('.known-row[open] .card').first().waitFor({ state: 'visible' });
  });

  it('prints everything: folded parts too, and within the paper', async () => {
    const page = await open({ viewport: { width: 720, height: 1000 } });
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('nav').isVisible()).toBe(false);
    expect((await page.locator('.operation-body').first().boundingBox())?.height).toBeGreaterThan(20);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(720);
  });
});
