// The build is a plain folder: it works at any path, asks nobody else for anything, and loads no script the budget does not count.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { pageScripts } from '../../src/build/page-scripts.mjs';
import { DIST, builtPages, newVisitors, startSite, type Site, type Visitor, type Visitors, type WatchedPage } from '../support/site.ts';
import { cloudAnswers } from '../support/visit.ts';

let site: Site;
let visitors: Visitors;
before(async () => {
  site = await startSite();
  visitors = await newVisitors();
});
after(async () => {
  await visitors.close();
  await site.close();
});

/** Opens a page as a new visitor and waits until its cloud answers. */
const visit = async (address: string): Promise<WatchedPage & { visitor: Visitor }> => {
  const visitor = await visitors.next();
  const watched = await visitor.newPage();
  await watched.page.goto(address, { waitUntil: 'load' });
  await cloudAnswers(watched.page);
  return { ...watched, visitor };
};

/** At the root the test of the looks watches every page; here it is the first that somebody opens. */
const FIRST = ['', 'tutorials/webhook-demo/', 'panel/first-event/'];

for (const path of builtPages())
  for (const [where, base] of [
    ['the root', () => site.root],
    ['a longer path', () => site.nested],
  ] as const) {
    if (where === 'the root' && !FIRST.includes(path)) continue;
    it(`/${path} at ${where} opens without an error and without a request that leaves it`, async () => {
      const { visitor, errors, requests } = await visit(`${base()}${path}`);
      assert.deepEqual(errors, []);
      assert.deepEqual(visitor.leaks, []);
      assert.deepEqual(
        requests.filter((url) => !url.startsWith(base())),
        [],
      );
      await visitor.close();
    });
  }

it('the front page loads only scripts that the size budget counts', async () => {
  const { visitor, requests } = await visit(site.root);
  const counted = pageScripts(DIST).map((path) => new URL(path, site.root).href);
  assert.deepEqual(
    requests.filter((url) => url.endsWith('.js') && !url.endsWith('/sw.js') && !counted.includes(url)),
    [],
  );
  assert.ok(counted.length > 1);
  await visitor.close();
});

it('two copies of the site on one origin keep their workers apart', async () => {
  const { visitor, page } = await visit(site.root);
  const second = await visitor.newPage();
  await second.page.goto(site.nested, { waitUntil: 'load' });
  await second.page.waitForFunction(() => navigator.serviceWorker.controller?.scriptURL.includes('/docs/demo/'), { timeout: 20_000 });
  const first = await page.evaluate(() => navigator.serviceWorker.controller?.scriptURL);
  assert.equal(first, `${site.root}sw.js`);
  await visitor.close();
});
