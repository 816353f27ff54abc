// After one visit the whole site works without its host.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, afterEach, before, beforeEach, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { newVisitor, startSite, stopWorkers, type Site, type Visitor } from '../support/site.ts';
import { cloudAnswers, publish, signIn, until } from '../support/visit.ts';

const DIST = process.env['POCKET_DIST'] ?? fileURLToPath(new URL('../../dist', import.meta.url));
/** Not the worker itself, what only other people's pages load, nor the compiler, which a page keeps when it needs it. */
const LEFT_OUT = /^sw(-later-\w+)?\.js$|\.map$|^embed\.js$|^package\/|oembed\.json$|^compiler\/(?!manifest)/;
const FILES = readdirSync(DIST, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => `${entry.parentPath.slice(DIST.length + 1)}/${entry.name}`.replace(/^\//, ''))
  .filter((path) => !LEFT_OUT.test(path));

let site: Site;
let visitor: Visitor;
before(async () => {
  site = await startSite();
});
after(() => site.close());
beforeEach(async () => {
  await site.up();
  visitor = await newVisitor();
});
afterEach(() => visitor.close());

const cachedPaths = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const keys = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    return keys.flat().map(({ url }) => new URL(url).pathname);
  });

/** One visit, until every file of the site is in the cache. */
const visitOnce = async (base: string): Promise<Page> => {
  const { page } = await visitor.newPage();
  await page.goto(base);
  await cloudAnswers(page);
  await until(
    () => cachedPaths(page),
    (paths) => paths.length >= FILES.length,
  );
  return page;
};

it('every file of the site is in the cache after one visit', async () => {
  const page = await visitOnce(site.root);
  assert.deepEqual(new Set(await cachedPaths(page)), new Set(FILES.map((path) => encodeURI(`/${path}`))));
});

for (const [where, base] of [
  ['the root', () => site.root],
  ['a longer path', () => site.nested],
] as const) {
  it(`at ${where}, pages and the cloud work when the host is gone`, async () => {
    const page = await visitOnce(base());
    await site.down();
    await page.reload();
    await cloudAnswers(page);
    const title = await page.title();
    assert.match(title, /Pocket Cloud/);
    await page.goto(`${base()}tutorials/webhook-demo/`);
    assert.notEqual(await page.title(), title);
    await cloudAnswers(page);
    assert.equal((await publish(page, await signIn(page), 'offline', '1')).body.ok, true);
  });
}

it('a page opens offline although the worker was stopped', async () => {
  const page = await visitOnce(site.root);
  await site.down();
  await stopWorkers(page);
  const { page: second } = await visitor.newPage();
  await second.goto(site.root);
  await cloudAnswers(second);
});

it('a part of the site that was never opened is there offline', async () => {
  const page = await visitOnce(site.root);
  await site.down();
  const missing = await page.evaluate(async (paths) => {
    const answers = await Promise.all(paths.map(async (path) => [path, await fetch(path).catch(() => null)] as const));
    return answers.filter(([, answer]) => !answer?.ok).map(([path]) => path);
  }, FILES);
  assert.deepEqual(missing, []);
});
