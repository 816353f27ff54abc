// Shift-reload leaves a page without a controller although the worker is active: the page asks to be taken back.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { newVisitor, startSite, type Site, type Visitor } from '../support/site.ts';
import { cloudAnswers, publish, signIn } from '../support/visit.ts';

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

it('a page works after Shift-reload, without another reload', async () => {
  const { page, errors } = await visitor.newPage();
  await page.goto(site.root);
  await cloudAnswers(page);

  let loads = 0;
  page.on('load', () => loads++);
  await page.evaluateOnNewDocument(() => {
    (window as unknown as { bare: boolean }).bare = navigator.serviceWorker.controller === null;
  });
  const session = await page.createCDPSession();
  await Promise.all([page.waitForNavigation(), session.send('Page.reload', { ignoreCache: true })]);
  assert.equal(await page.evaluate(() => (window as unknown as { bare: boolean }).bare), true);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null, { timeout: 5000 });
  await cloudAnswers(page);
  assert.equal((await publish(page, await signIn(page), 'after', '1')).body.ok, true);
  assert.equal(loads, 1);
  assert.deepEqual(errors, []);
});
