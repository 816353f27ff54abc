// A new version of the site while tabs are open: it takes over at once, and no tab is left behind.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { DIST, newVisitor, startSite, type Site, type Visitor } from '../support/site.ts';
import { ask, cloudAnswers, eventNames, publish, signIn, until } from '../support/visit.ts';

let folder: string;
let site: Site;
let visitor: Visitor;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pocket-update-'));
  cpSync(DIST, folder, { recursive: true });
  site = await startSite(folder);
  visitor = await newVisitor();
});
afterEach(async () => {
  await visitor.close();
  await site.close();
  rmSync(folder, { recursive: true });
});

/** The list of files is in the worker's second script, whose name holds its hash: another list is another name, and another worker. */
const changeList = (change: (text: string) => string): void => {
  const name = readdirSync(folder).find((file) => file.startsWith('sw-later-'))!;
  const text = readFileSync(join(folder, name), 'utf8');
  const next = change(text);
  assert.ok(next !== text, 'the list of files is another one');
  const renamed = `sw-later-${createHash('sha256').update(next).digest('hex').slice(0, 8)}.js`;
  rmSync(join(folder, name));
  writeFileSync(join(folder, renamed), next);
  const worker = join(folder, 'sw.js');
  const before = readFileSync(worker, 'utf8');
  assert.ok(before.includes(name), 'the worker names its second script');
  writeFileSync(worker, before.replace(name, renamed));
};

/** What a new build changes: a page, its revision in the list of files, and so the worker. */
const release = (version: string): void => {
  const page = join(folder, 'index.html');
  writeFileSync(page, readFileSync(page, 'utf8').replace(/<title>[^<]*/, `<title>Version ${version}`));
  changeList((text) => text.replace(/("url":"index\.html","revision":")[^"]*/, `$1${version}`));
};

/** A part that pages load late, by its address below the site. */
const latePart = (): string => `assets/${readdirSync(join(folder, 'assets')).find((file) => file.startsWith('in-page-cloud-'))}`;

/** A new version without this file: its name changes with its content. */
const drop = (path: string): void => {
  rmSync(join(folder, path));
  const entry = `{"url":"${path}","revision":null}`;
  changeList((text) => text.replace(`${entry},`, '').replace(`,${entry}`, ''));
};

const open = async (): Promise<Page> => {
  const { page } = await visitor.newPage();
  await page.goto(site.root);
  await cloudAnswers(page);
  await page.evaluate(() => {
    const marks = window as unknown as { first: ServiceWorker | null; changes: number };
    marks.first = navigator.serviceWorker.controller;
    marks.changes = 0;
    navigator.serviceWorker.addEventListener('controllerchange', () => marks.changes++);
  });
  return page;
};

const changed = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const { first, changes } = window as unknown as { first: ServiceWorker | null; changes: number };
    return changes > 0 && navigator.serviceWorker.controller !== first && navigator.serviceWorker.controller?.state === 'activated';
  });
const checkForUpdate = (page: Page): Promise<unknown> =>
  page.evaluate(() => navigator.serviceWorker.ready.then((found) => found.update().then(() => null)));

it('an update takes over every open tab within seconds, with their streams open', async () => {
  const [one, two] = [await open(), await open()];
  const token = await signIn(one);
  await publish(one, token, 'old', '1');
  release('2');
  const started = Date.now();
  await checkForUpdate(one);
  await until(() => changed(one), Boolean);
  await until(() => changed(two), Boolean);
  // Held back by a stream, it would be five minutes.
  assert.ok(Date.now() - started < 20_000);
  for (const page of [one, two]) {
    await cloudAnswers(page);
    assert.equal((await publish(page, token, 'new', '1')).body.ok, true);
  }
  assert.deepEqual((await eventNames(two)).toSorted(), ['new', 'new', 'old']);
});

it('an update does not reload the page under the hands of its visitor', async () => {
  const page = await open();
  let loads = 0;
  page.on('load', () => loads++);
  release('2');
  await checkForUpdate(page);
  await until(() => changed(page), Boolean);
  await cloudAnswers(page);
  assert.equal(loads, 0);
});

it('the next page load shows the new version, also offline', async () => {
  const page = await open();
  release('2');
  await checkForUpdate(page);
  await until(() => changed(page), Boolean);
  await site.down();
  await page.reload();
  await cloudAnswers(page);
  assert.equal(await page.title(), 'Version 2');
});

it('a tab that opens while an update waits takes it over', async () => {
  const page = await open();
  await page.close();
  release('2');
  const { page: late } = await visitor.newPage();
  await late.goto(site.root);
  await cloudAnswers(late);
  await until(
    () => late.evaluate(() => navigator.serviceWorker.ready.then(({ waiting, installing }) => waiting === null && installing === null)),
    Boolean,
  );
  await late.reload();
  await cloudAnswers(late);
  assert.equal(await late.title(), 'Version 2');
});

it('work that was due when the update took over is done once', async () => {
  const page = await open();
  const token = await signIn(page);
  // Time stands still until the new version comes: the five answers and their chunks are due while it takes over.
  await ask(page, '/pocket/clock', { method: 'PUT', json: { rate: 0 } });
  await ask(page, '/pocket/servers/echo.example', { method: 'PUT', json: { fault: { kind: 'slow', delay_ms: 100 } } });
  for (let n = 0; n < 5; n++) await publish(page, token, 'FirstEvent', String(n));
  const count = (names: string[], name: string): number => names.filter((one) => one === name).length;
  await until(
    () => eventNames(page),
    (names) => count(names, 'hook-sent/FirstEvent') === 5,
  );
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    registration.addEventListener('updatefound', () => {
      const headers = { 'content-type': 'application/json' };
      void fetch('cloud/pocket/clock', { method: 'PUT', headers, body: '{"rate":1}' });
    });
  });
  release('2');
  await checkForUpdate(page);
  await until(() => changed(page), Boolean);
  const { body } = await until(
    () => ask(page, '/pocket/clock'),
    (answer) => answer.body.time.rate === 1 && answer.body.next === null,
  );
  assert.equal(body.next, null);
  const names = await eventNames(page);
  assert.deepEqual(
    ['FirstEvent', 'hook-sent/FirstEvent', 'hook-response/FirstEvent/0'].map((name) => count(names, name)),
    [5, 5, 5],
  );
  assert.equal(new Set(names.map((name) => count(names, name))).size, 1, names.join());
  const { deliveries } = (await ask(page, '/pocket/deliveries')).body;
  assert.deepEqual(
    deliveries.map((one: { state: string; attempt: number }) => `${one.attempt} ${one.state}`),
    Array.from({ length: 5 }, () => '1 success'),
  );
  assert.equal((await ask(page, '/pocket/servers/echo.example/requests')).body.requests.length, 5);
});

it('a page of the old version finds its late parts after the update; they go with it', async () => {
  const page = await open();
  const part = latePart();
  const load = (): Promise<boolean> => page.evaluate((path) => fetch(path).then(({ ok }) => ok), part);
  await until(() => page.evaluate((path) => caches.match(path).then((found) => found !== undefined), part), Boolean);
  drop(part);
  await checkForUpdate(page);
  await until(() => changed(page), Boolean);
  assert.equal(await load(), true);
  await page.reload();
  await cloudAnswers(page);
  await until(load, (found) => !found);
});
