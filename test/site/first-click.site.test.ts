// The promise of the front page: one press of the one button, and every stop of the event's way is shown. The same button leads the lesson.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { newVisitors, startSite, type Site, type Visitor, type Visitors } from '../support/site.ts';
import { until } from '../support/visit.ts';

let site: Site;
let visitors: Visitors;
let visitor: Visitor;
before(async () => {
  site = await startSite();
  visitors = await newVisitors();
});
after(async () => {
  await visitors.close();
  await site.close();
});
beforeEach(async () => {
  visitor = await visitors.next();
});
afterEach(() => visitor.close());

/** The stops of the way and their states, as the page shows them. */
const stops = (page: Page): Promise<string[]> =>
  page.$$eval('pocket-first-event >>> .route li', (items) =>
    items.map((item) => `${(item as HTMLElement).dataset['state']}: ${item.textContent}`),
  );

const BACK = [/^done: .*You.*published/s, /^done: .*Cloud.*hook-sent/s, /^done: .*Server.*200/s, /^done: .*You.*hook-response/s];

const assertBack = async (page: Page): Promise<void> => {
  const shown = await until(
    () => stops(page),
    (all) => all.length === 4 && all.every((stop) => stop.startsWith('done')),
  );
  for (const [at, pattern] of BACK.entries()) assert.match(shown[at] ?? '', pattern);
};

for (const path of ['', 'tutorials/webhook-demo/'])
  it(`a first visitor presses the one button on /${path} and sees every stop`, async () => {
    const { page, errors } = await visitor.newPage();
    await page.goto(`${site.root}${path}`);
    await page.locator('pocket-first-event >>> button.primary').click();
    await assertBack(page);
    assert.deepEqual(errors, []);
    assert.deepEqual(visitor.leaks, []);
  });

it('the button works by keyboard alone', async () => {
  const { page } = await visitor.newPage();
  await page.goto(site.root);
  await page.waitForSelector('pocket-first-event >>> button.primary');
  const onButton = (): Promise<boolean> =>
    page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent?.trim() === 'Send a test event');
  for (let presses = 0; presses < 30 && !(await onButton()); presses += 1) await page.keyboard.press('Tab');
  assert.ok(await onButton());
  await page.keyboard.press('Enter');
  await assertBack(page);
});
