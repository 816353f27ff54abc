// The firmware of the lesson, changed and flashed: an edit becomes another event, a mistake is shown at its line, nothing is lost.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, it } from 'node:test';
import type { KeyInput, Page } from 'puppeteer-core';
import { press as pressAt } from '../support/keyboard.ts';
import { axeViolations } from '../support/look.ts';
import { fill, press, says, words } from '../support/shadow.ts';
import { newVisitor, startSite, type Site, type Visitor, type WatchedPage } from '../support/site.ts';
import { ask, cloudAnswers, eventNames, signIn, until } from '../support/visit.ts';
import { wholeSiteKept } from '../support/whole-site.ts';

const BROWSER = 'pocket-project-browser';
/** The compiler is fetched, unpacked, and makes its precompiled header, on a machine that may do other things too. */
const FIRST_COMPILE = 90_000;

let site: Site;
let visitor: Visitor;
let opened: WatchedPage;
let page: Page;
before(async () => {
  site = await startSite();
});
after(() => site.close());
beforeEach(async () => {
  await site.up();
  visitor = await newVisitor();
  opened = await visitor.newPage();
  page = opened.page;
  // A page that is left while it flashes asks first.
  page.on('dialog', (dialog) => void dialog.accept());
  await page.setViewport({ width: 1440, height: 900 });
  await open();
});
afterEach(async () => {
  assert.deepEqual(visitor.leaks, []);
  await visitor.close();
});

const open = async (): Promise<void> => {
  await page.goto(`${site.root}tutorials/webhook-demo/`);
  await cloudAnswers(page);
  await page.waitForFunction(() => {
    const browser = document.querySelector('pocket-project-browser');
    browser?.scrollIntoView({ block: 'start', behavior: 'instant' });
    return browser?.matches(':defined');
  });
  await says(page, BROWSER, /Flash (sends it to pocket_board\.|compiles it here)/);
};
const keys = async (...names: KeyInput[]): Promise<void> => {
  for (const name of names) await page.keyboard.press(name);
};
const withControl = async (key: KeyInput): Promise<void> => {
  await page.keyboard.down('Control');
  await page.keyboard.press(key);
  await page.keyboard.up('Control');
};
const beginToEdit = async (): Promise<void> => {
  await pressAt(page, { host: BROWSER, text: 'Edit' });
  await page.waitForFunction(() => document.activeElement?.shadowRoot?.activeElement?.classList.contains('cm-content'));
};
/** Puts the caret behind the first `text` of the open file, by the editor's own search. */
const caretBehind = async (text: string): Promise<void> => {
  await withControl('Home');
  await withControl('f');
  await page.waitForFunction(() => document.activeElement?.shadowRoot?.activeElement?.getAttribute('name') === 'search');
  await page.keyboard.type(text);
  await keys('Enter', 'Escape', 'ArrowRight');
};
/** From 1, in the file as the site has it. */
const lineOf = (text: string): Promise<number> =>
  page.evaluate(async (wanted) => {
    const project = (await (await fetch('../../projects/webhook-demo.json')).json()) as { files: { path: string; text: string }[] };
    const source = project.files.find(({ path }) => path === 'src/webhook-demo.cpp')?.text ?? '';
    return source.split('\n').findIndex((one) => one.includes(wanted)) + 1;
  }, text);
const line = (pattern: RegExp, timeout?: number): Promise<string> =>
  until(
    () => words(page, BROWSER, '#state'),
    (text) => pattern.test(text),
    timeout,
  );
const names = (): Promise<string[]> => eventNames(page);
/** Parts of the compiler that were asked for: megabytes, beside the list that says how many. */
const compilerParts = (): string[] => opened.requests.filter((url) => /\/compiler\/.*\.gz$/.test(url));

it('by keyboard: an edit becomes another event, a mistake is told at its line, and both outlive a reload', async () => {
  await beginToEdit();
  await says(page, BROWSER, /Your first change gets the compiler, once: \d\d\.\d MB\./);
  assert.deepEqual(compilerParts(), [], 'reading and opening the editor cost no compiler');

  await caretBehind('WebhookDemo');
  await page.keyboard.type('Mine');
  await caretBehind('publishSoon = true');
  await page.keyboard.type(' oops');
  const wrong = await lineOf('publishSoon = true');
  await line(new RegExp(`^Fix line ${wrong} of webhook-demo\\.cpp to flash\\.`), FIRST_COMPILE);
  assert.match(await words(page, BROWSER, '.diag'), new RegExp(`expected ';' after .* clang error, ${wrong}:\\d+`));
  assert.deepEqual(await axeViolations(page, [BROWSER]), []);

  // A reload in the middle of a mistake: it is there again, and so is what clang says of it.
  await open();
  await beginToEdit();
  await line(new RegExp(`^Fix line ${wrong} of webhook-demo\\.cpp to flash\\.`), FIRST_COMPILE);
  await caretBehind(' oops');
  await keys('Backspace', 'Backspace', 'Backspace', 'Backspace', 'Backspace');
  await line(/^Your version is not flashed yet\./);
  await withControl('s');
  await says(page, BROWSER, 'Saved in this browser.');
  await keys('Escape');
  // A reload in the middle of a flash: the board has one firmware or the other, and takes the next.
  await pressAt(page, { host: BROWSER, text: 'Flash' });
  await line(/^(Compiling your version|Flashing pocket_board)\./, FIRST_COMPILE);
  await open();
  await pressAt(page, { host: BROWSER, text: 'Flash' });
  await line(/^pocket_board runs your build\./, FIRST_COMPILE);
  await until(names, (all) => all.includes('WebhookDemoMine01'));

  // The edit, the board's build and the compiler are all still here, without a network.
  assert.deepEqual(opened.errors, [], 'neither the editor nor the compiler broke the page’s policy');
  await wholeSiteKept(page);
  await site.down();
  opened.requests.length = 0;
  await open();
  assert.match(await words(page, BROWSER, '.code'), /"WebhookDemoMine01"/);
  await beginToEdit();
  await caretBehind('WebhookDemo');
  await page.keyboard.type('Again');
  await keys('Escape');
  await pressAt(page, { host: BROWSER, text: 'Flash' });
  await line(/^pocket_board runs your build\./, FIRST_COMPILE);
  await until(names, (all) => all.includes('WebhookDemoAgainMine01'));
  await site.up();

  // A loop that never ends is caught by the board, and the original brings it back.
  await press(page, BROWSER, 'Done');
  await beginToEdit();
  await caretBehind('void loop() {');
  await page.keyboard.type(' for (volatile int x = 0;; ) x++;');
  await keys('Escape');
  await pressAt(page, { host: BROWSER, text: 'Flash' });
  await line(/^pocket_board stopped\. The firmware ran for five seconds without a pause\./, FIRST_COMPILE);
  await press(page, BROWSER, 'Revert');
  await press(page, BROWSER, 'Flash');
  await line(/^pocket_board runs your build\./, FIRST_COMPILE);
  // Newest first: the original speaks again.
  await until(names, (all) => all.includes('WebhookDemo01') && all.indexOf('WebhookDemo01') < all.indexOf('WebhookDemoAgainMine01'));

  // The same compiler answers the API: real clang, in its own words.
  const token = await signIn(page);
  const compile = (text: string) =>
    page.evaluate(
      async (source, bearer) => {
        const body = new FormData();
        body.set('platform_id', '3');
        body.set('file', new File([source], 'app.ino'));
        const answer = await fetch(new URL('../../cloud/v1/binaries', location.href), {
          method: 'POST',
          headers: { authorization: `Bearer ${bearer}` },
          body,
        });
        return (await answer.json()) as { ok: boolean; output: string; errors?: string[]; binary_url?: string };
      },
      text,
      token,
    );
  const bad = await compile('void loop() { nothing(); }\n');
  assert.equal(bad.ok, false);
  assert.match(bad.errors?.[0] ?? '', /^app\.ino:1:15: error: use of undeclared identifier 'nothing'/);
  const good = await compile('void setup() { Particle.publish("hello"); }\nvoid loop() {}\n');
  assert.equal(good.ok, true);
  assert.equal((await ask(page, good.binary_url ?? '', { token })).status, 200);
});

it('by mouse: what nobody edited is flashed over USB as it was built, and no compiler is fetched', async () => {
  await fill(page, BROWSER, 'select', 'usb');
  await press(page, BROWSER, 'Flash');
  await line(/^pocket_board runs your build\./, 60_000);
  assert.match(await words(page, BROWSER, '.stages'), /Compile\s?built before .*Restart\s?running/);
  assert.deepEqual(compilerParts(), []);
  assert.deepEqual(opened.errors, []);
});
