// The site's own pages on the real worker: calls tried and streamed, a password by mail, a cloud carried from one browser to another.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, it } from 'node:test';
import type { ElementHandle, Page } from 'puppeteer-core';
import { newVisitor, startSite, type Site, type Visitor } from '../support/site.ts';
import { ask, cloudAnswers, eventNames, publish, signIn, until } from '../support/visit.ts';

let site: Site;
let visitor: Visitor;
let folder: string;
before(async () => {
  site = await startSite();
});
after(() => site.close());
beforeEach(async () => {
  visitor = await newVisitor();
  folder = mkdtempSync(join(tmpdir(), 'pocket-'));
});
afterEach(async () => {
  assert.deepEqual(visitor.leaks, []);
  await visitor.close();
  rmSync(folder, { recursive: true });
});

const text = (page: Page, selector: string): Promise<string> =>
  page.$$eval(selector, (elements) => elements.map((element) => element.textContent ?? '').join('\n'));
/** The button inside `host` whose words begin with `label`. */
const press = async (page: Page, host: string, label: string): Promise<void> => {
  const buttons = await page.$$(`${host} >>> button:not(dialog button)`);
  for (const button of buttons)
    if ((await button.evaluate((one) => one.textContent?.trim() ?? '')).startsWith(label)) return button.click();
  throw new Error(`No button ${label} in ${host}`);
};

it('a stream of the reference shows events of the worker until it is stopped', async () => {
  const { page, errors } = await visitor.newPage();
  await page.goto(`${site.nested}api/#get_v1_devices_events_by_prefix`);
  await page.waitForSelector('pocket-api-reference >>> pocket-api-call >>> button.primary');
  await press(page, 'pocket-api-reference >>> pocket-api-call', 'Open the stream');
  const shown = (): Promise<string> => text(page, 'pocket-api-reference >>> pocket-api-call >>> .answer');
  await until(shown, (answer) => answer.includes(':ok'));
  const token = await signIn(page);
  await publish(page, token, 'Hello', 'from the page');
  await until(shown, (answer) => answer.includes('event: Hello') && answer.includes('from the page'));
  await press(page, 'pocket-api-reference >>> pocket-api-call', 'Stop the stream');
  await until(shown, (answer) => answer.includes('Stopped.'));
  assert.doesNotMatch(page.url(), /[0-9a-f]{40}/);
  assert.deepEqual(errors, []);
});

it('the reference is used by keyboard alone: filter, open, send', async () => {
  const { page } = await visitor.newPage();
  await page.goto(`${site.root}api/`);
  const filter = (await page.waitForSelector('pocket-api-reference >>> input[type=search]')) as ElementHandle<HTMLInputElement>;
  await filter.focus();
  await page.keyboard.type('GET serial_numbers');
  await until(
    () => text(page, 'pocket-api-reference >>> .call .path'),
    (paths) => paths === '/v1/serial_numbers/{serial}',
  );
  const focused = (): Promise<string> =>
    page.evaluate(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return `${at?.localName} ${at?.textContent?.trim().replace(/\s+/g, ' ').slice(0, 40)}`;
    });
  for (let presses = 0; presses < 12 && !(await focused()).startsWith('summary GET'); presses += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForSelector('pocket-api-reference >>> pocket-api-call >>> input');
  await page.keyboard.press('Tab');
  await page.keyboard.type('NOSUCHNUMBER');
  await page.keyboard.press('Tab');
  assert.match(await focused(), /^button Send request/);
  await page.keyboard.press('Enter');
  await until(
    () => text(page, 'pocket-api-reference >>> pocket-api-call >>> .answer-line'),
    (line) => line.includes('404 Not Found'),
  );
});

it('a forgotten password: the mail, its page, and the new password signs in', async () => {
  const { page, errors } = await visitor.newPage();
  await page.goto(`${site.nested}mail/`);
  await page.locator('pocket-mailbox >>> .control-foot button').click();
  await page.locator('pocket-mailbox >>> .mail a').click();
  await page.waitForSelector('pocket-reset-password >>> form');
  assert.ok(page.url().startsWith(`${site.nested}reset-password/?code=u-`));
  for (const field of await page.$$('pocket-reset-password >>> input[type=password]')) await field.type('a new password');
  await page.locator('pocket-reset-password >>> button').click();
  await until(
    () => text(page, 'pocket-reset-password >>> h1'),
    (heading) => heading.includes('The new password is set'),
  );
  const grant = (password: string): ReturnType<typeof ask> =>
    ask(page, '/oauth/token', {
      method: 'POST',
      fields: { grant_type: 'password', client_id: 'particle', client_secret: 'particle', username: 'student@example.com', password },
    });
  assert.deepEqual(errors, []);
  assert.equal((await grant('a new password')).status, 200);
  assert.equal((await grant('pocket-cloud')).status, 400);
});

it('a cloud is exported in one browser and imported in another', async () => {
  const { page } = await visitor.newPage();
  await page.goto(`${site.root}your-cloud/`);
  await cloudAnswers(page);
  await publish(page, await signIn(page), 'Carried', '1');
  const devtools = await page.createCDPSession();
  await devtools.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  await page.waitForSelector('pocket-cloud-file >>> .control-foot button');
  await press(page, 'pocket-cloud-file', 'Export');
  const [name] = await until(
    async () => readdirSync(folder).filter((file) => file.endsWith('.json')),
    (files) => files.length === 1,
  );
  const other = await newVisitor();
  try {
    const { page: second, errors } = await other.newPage();
    await second.goto(`${site.root}your-cloud/`);
    await cloudAnswers(second);
    assert.ok(!(await eventNames(second)).includes('Carried'));
    const input = (await second.waitForSelector('pocket-cloud-file >>> input[type=file]')) as ElementHandle<HTMLInputElement>;
    await input.uploadFile(join(folder, name!));
    await until(
      () => text(second, 'pocket-cloud-file >>> .control-body'),
      (body) => body.includes('brings 1 account, 1 device'),
    );
    await press(second, 'pocket-cloud-file', 'Replace this cloud');
    await second.locator('pocket-cloud-file >>> dialog [value=yes]').click();
    await until(
      () => text(second, 'pocket-cloud-file >>> .state'),
      (line) => line.includes('Imported.'),
    );
    assert.ok((await eventNames(second)).includes('Carried'));
    // Kept over a reload, as everything else in this cloud.
    await second.reload();
    await cloudAnswers(second);
    assert.ok((await eventNames(second)).includes('Carried'));
    assert.deepEqual(
      errors.filter((error) => !error.includes('401')),
      [],
    );
  } finally {
    await other.close();
  }
});

it('every page of the site links to pages that are there', async () => {
  const { page } = await visitor.newPage();
  const seen = new Set<string>();
  const waiting = [site.root];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const answer = await page.goto(at);
    assert.equal(answer?.status(), 200, at);
    const links = await page.$$eval('a[href]', (all) => all.map((link) => link.href.split('#')[0] ?? ''));
    waiting.push(...links.filter((link) => link.startsWith(site.root) && link.endsWith('/')));
  }
  for (const path of ['', 'api/', 'your-cloud/', 'mail/', 'bridge/']) assert.ok(seen.has(`${site.root}${path}`), path);
});
