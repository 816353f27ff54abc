// The lesson's device on its virtual cable: log, event, flashed over USB and over the air, on the built site with the real firmware.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { axeViolations, LOOKS, overflow, setLook } from '../support/look.ts';
import { fill, press, says, words } from '../support/shadow.ts';
import { newVisitor, startSite, type Site, type Visitor, type WatchedPage } from '../support/site.ts';
import { cloudAnswers, until } from '../support/visit.ts';

const LOGS = 'pocket-device-logs';
const FLASH = 'pocket-flash';

let site: Site;
let visitor: Visitor;
let opened: WatchedPage;
let page: Page;
before(async () => {
  site = await startSite();
});
after(() => site.close());
beforeEach(async () => {
  visitor = await newVisitor();
  opened = await visitor.newPage();
  page = opened.page;
  await page.setViewport({ width: 1440, height: 900 });
  await page.goto(`${site.root}tutorials/webhook-demo/`);
  await cloudAnswers(page);
});
afterEach(async () => {
  assert.deepEqual(visitor.leaks, []);
  await visitor.close();
});

/** What wakes above an element moves it away again: it is brought near until it is awake. */
const show = async (tag: string): Promise<void> => {
  await page.waitForFunction(
    (name) => {
      const element = document.querySelector(name);
      element?.scrollIntoView({ block: 'start', behavior: 'instant' });
      return element?.matches(':defined');
    },
    {},
    tag,
  );
};
const choose = (tag: string, selector: string, value: string): Promise<void> =>
  page.evaluate(
    (name, field, wanted) => {
      const select = document.querySelector(name)?.shadowRoot?.querySelector<HTMLSelectElement>(field);
      if (!select) throw new Error(`No ${field}`);
      select.value = wanted;
      select.dispatchEvent(new Event('change', { bubbles: true }));
    },
    tag,
    selector,
    value,
  );

const proven = (): Promise<string> =>
  until(
    () => words(page, FLASH),
    (text) => text.includes('runs this build.') && !text.includes('being flashed'),
    60_000,
  );

it('the board’s log is read, points at its events, and goes on through both ways of flashing', { timeout: 120_000 }, async () => {
  await show(LOGS);
  await until(
    () => words(page, LOGS),
    (text) => /Start the board|is connected\./.test(text),
  );
  if ((await words(page, LOGS)).includes('Start the board')) await press(page, LOGS, 'Start the board');
  await says(page, LOGS, 'published WebhookDemo01');
  await page.evaluate((tag) => {
    const rows = [...(document.querySelector(tag)?.shadowRoot?.querySelectorAll<HTMLElement>('.row[data-seq]') ?? [])];
    rows.findLast((row) => row.textContent?.includes('published WebhookDemo01'))?.click();
  }, LOGS);
  await says(page, LOGS, 'Show the event');

  await show(FLASH);
  await says(page, FLASH, 'The build fits');
  await choose(FLASH, '#way', 'ymodem');
  await press(page, FLASH, 'Flash');
  await proven();

  await choose(FLASH, '#way', 'ota');
  await press(page, FLASH, 'Flash');
  await until(
    () => words(page, FLASH),
    (text) => text.includes('being flashed'),
  );
  await proven();
  await fill(page, LOGS, '#text', 'flash');
  const marks = await words(page, LOGS, '.mark span');
  for (const mark of ['Flashing over USB', 'Flashing over the air', 'Flashed: the device reports the hash of this build'])
    assert.ok(marks.includes(mark), `${mark}: ${marks}`);

  for (const tag of [LOGS, FLASH, 'pocket-connect-device']) await show(tag);
  await says(page, 'pocket-connect-device', 'No device is connected.');
  for (const look of LOOKS) {
    await setLook(page, look);
    assert.equal(await overflow(page), 0, `${look.theme} ${look.width}`);
    assert.deepEqual(await axeViolations(page, [LOGS, FLASH, 'pocket-connect-device']), []);
  }
});
