// After one visit the whole site works without its host.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { newVisitor, startSite, stopWorkers, type Site, type Visitor } from '../support/site.ts';
import { cloudAnswers, publish, signIn } from '../support/visit.ts';
import { keptPaths, SITE_FILES, wholeSiteKept } from '../support/whole-site.ts';

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

/** One visit, until every file of the site is in the cache. */
const visitOnce = async (base: string): Promise<Page> => {
  const { page } = await visitor.newPage();
  await page.goto(base);
  await cloudAnswers(page);
  await wholeSiteKept(page);
  return page;
};

it('every file of the site is in the cache after one visit', async () => {
  const page = await visitOnce(site.root);
  assert.deepEqual(new Set(await keptPaths(page)), new Set(SITE_FILES.map((path) => encodeURI(`/${path}`))));
  assert.equal((await page.evaluate(() => caches.keys())).length, 1, 'one visit fills no other cache');
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
  }, SITE_FILES);
  assert.deepEqual(missing, []);
});
