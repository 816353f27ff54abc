// How a page looks and whether everyone can use it: themes, widths, screenshots and axe, for site tests.
import { readFileSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';

const AXE = readFileSync(fileURLToPath(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url)), 'utf8');
const PICTURES = fileURLToPath(new URL('../../.cache/pictures/', import.meta.url));

export interface Look {
  theme: 'light' | 'dark';
  width: 360 | 768 | 1440;
}

/** The four looks every state is checked in. */
export const LOOKS: readonly Look[] = [
  { theme: 'light', width: 360 },
  { theme: 'dark', width: 360 },
  { theme: 'light', width: 1440 },
  { theme: 'dark', width: 1440 },
];

/** Turns the page to a theme, and leaves its width. */
export const setTheme = async (page: Page, theme: Look['theme']): Promise<void> => {
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: theme },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 40)))));
};

/** Turns the page to a theme and width, without animations. */
export const setLook = async (page: Page, { theme, width }: Look): Promise<void> => {
  await page.setViewport({ width, height: width < 700 ? 740 : 900, deviceScaleFactor: 1 });
  await setTheme(page, theme);
};

/** Scrolls through the page until every element on it, or of `tags`, has its code: they load when they come near. */
export const wakeAll = async (page: Page, tags?: readonly string[]): Promise<void> => {
  await page.waitForFunction(
    (wanted) => {
      // What is folded away wakes when somebody opens it.
      const asleep = [...document.querySelectorAll(':not(:defined)')].filter(
        (one) =>
          !one.closest('details:not([open])') &&
          // Loaded only for who has begun a lesson: nobody else has one to go on with.
          one.localName !== 'pocket-resume' &&
          (wanted === null || wanted.includes(one.localName)),
      );
      asleep[0]?.scrollIntoView({ block: 'center', behavior: 'instant' });
      return asleep.length === 0;
    },
    { polling: 'raf', timeout: 20_000 },
    tags ?? null,
  );
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
};

const runAxe = async (page: Page, parts?: readonly string[]): Promise<string[]> => {
  const context = parts ? JSON.stringify({ include: parts.map((part) => [part]) }) : 'document';
  return (await page.evaluate(`axe.run(${context}, { resultTypes: ['violations'] }).then((result) => result.violations.flatMap((rule) =>
    rule.nodes.map((node) => rule.id + ' (' + rule.impact + '): ' + node.target.flat().join(' ') + ' — ' + (node.any[0]?.message ?? rule.help))))`)) as string[];
};

/**
 * Axe violations of any impact as lines `rule: node`; empty when there is none. `parts`: selectors of what to look at, else everything.
 * What is objected to is looked at once more: Chromium brings a new theme into shadow trees a few frames late.
 */
export const axeViolations = async (page: Page, parts?: readonly string[]): Promise<string[]> => {
  // Evaluated by the debugger, so the page's content security policy stays as it is.
  await page.evaluate(`window.axe === undefined && (() => { ${AXE} })()`);
  const lines = await runAxe(page, parts);
  if (lines.length === 0) return lines;
  await new Promise((resolve) => setTimeout(resolve, 300));
  return runAxe(page, parts);
};

/** Horizontal overflow in CSS pixels; 0 when nothing sticks out. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));

/** With POCKET_PICTURES=1 it writes `.cache/pictures/<name>.png` for a person to look at: a picture takes longer than all checks of a page. */
export const takePicture = async (page: Page, name: string): Promise<void> => {
  if (!process.env['POCKET_PICTURES']) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: `${PICTURES}${name}.png`, fullPage: true });
};
