// The virtual board on the built site: the firmware of the build, in a real worker, under the real policy.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { says, words } from '../support/shadow.ts';
import { DIST, newVisitor, startSite, stopWorkers, type Site, type Visitor, type WatchedPage } from '../support/site.ts';
import { ask, cloudAnswers, until } from '../support/visit.ts';

const BOARD = 'pocket-board';
const READY = 'breathing cyan: connected to the cloud';

let site: Site;
let visitor: Visitor;
before(async () => {
  site = await startSite();
  visitor = await newVisitor();
});
after(async () => {
  await visitor.close();
  await site.close();
});

const showBoard = async (page: Page): Promise<void> => {
  await cloudAnswers(page);
  await page.bringToFront();
  // What wakes above it moves it away again: it is brought near until it is awake.
  await page.waitForFunction(
    (tag) => {
      const board = document.querySelector(tag);
      board?.scrollIntoView({ block: 'center', behavior: 'instant' });
      return board?.matches(':defined');
    },
    {},
    BOARD,
  );
};

const open = async (root: string): Promise<WatchedPage> => {
  const watched = await visitor.newPage();
  await watched.page.goto(`${root}workbench/`);
  await showBoard(watched.page);
  return watched;
};

/** Presses a button of the board by keyboard. */
const pressKey = async (page: Page, name: 'mode' | 'reset'): Promise<void> => {
  const button = await page.evaluateHandle(
    (tag, key) => document.querySelector(tag)!.shadowRoot!.querySelector(`.board-button.${key}`),
    BOARD,
    name,
  );
  await (button as unknown as { focus(): Promise<void> }).focus();
  await page.keyboard.press('Space');
};

const readings = async (page: Page): Promise<number> =>
  (await ask(page, '/pocket/events?prefix=WebhookDemo01&limit=200')).body.events.length;

it('boots the firmware of the build below any path, and a press of MODE makes it publish', async () => {
  const { page, errors } = await open(site.nested);
  await says(page, BOARD, READY);
  await until(
    () => readings(page),
    (count) => count === 1,
  );
  await pressKey(page, 'mode');
  await until(
    () => readings(page),
    (count) => count === 2,
  );
  const [last] = (await ask(page, '/pocket/events?prefix=WebhookDemo01')).body.events;
  assert.deepEqual([last.origin, JSON.parse(last.data)], ['device', { id: 2, t: 21.5 }]);
  await pressKey(page, 'reset');
  await until(
    () => readings(page),
    (count) => count === 3,
  );
  // A worker that is stopped and a page that is loaded again: the board comes back by itself.
  await stopWorkers(page);
  await says(page, BOARD, READY);
  await page.reload();
  await showBoard(page);
  await says(page, BOARD, READY);
  await until(
    () => readings(page),
    (count) => count === 4,
  );
  assert.deepEqual(errors, []);
  await page.close();
});

it('one tab runs the board, the other says so and goes on when that tab is closed', async () => {
  const [one, two] = [await open(site.root), await visitor.newPage()];
  await says(one.page, BOARD, READY);
  await two.page.goto(`${site.root}workbench/`);
  await showBoard(two.page);
  await says(two.page, BOARD, 'Another tab runs this board, and it is online.');
  await one.page.close();
  await says(two.page, BOARD, READY);
  assert.deepEqual([...one.errors, ...two.errors], []);
  await two.page.close();
});

it('runs where WebAssembly cannot be paused: the worker blocks, and the cloud wakes it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pocket-'));
  cpSync(DIST, folder, { recursive: true });
  const name = readdirSync(join(folder, 'assets')).find((file) => file.startsWith('firmware-worker-')) ?? '';
  const worker = join(folder, 'assets', name);
  writeFileSync(worker, `delete WebAssembly.Suspending;${readFileSync(worker, 'utf8')}`);
  const old = await startSite(folder);
  const { page, errors } = await visitor.newPage();
  await page.evaluateOnNewDocument(() => delete (WebAssembly as { Suspending?: unknown }).Suspending);
  await page.goto(`${old.root}workbench/`);
  await showBoard(page);
  await says(page, BOARD, READY);
  await until(
    () => readings(page),
    (count) => count === 1,
  );
  await pressKey(page, 'mode');
  await until(
    () => readings(page),
    (count) => count === 2,
  );
  assert.match(await words(page, BOARD), new RegExp(READY));
  assert.deepEqual(errors, []);
  await page.close();
  await old.close();
  rmSync(folder, { recursive: true });
});

it('asks nobody outside', () => assert.deepEqual(visitor.leaks, []));
