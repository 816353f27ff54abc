// Two tabs are two windows on one cloud.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { newVisitor, startSite, type Site, type Visitor } from '../support/site.ts';
import { cloudAnswers, eventNames, publish, signIn, until } from '../support/visit.ts';

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

const open = async (): Promise<Page> => {
  const { page } = await visitor.newPage();
  await page.goto(site.root);
  await cloudAnswers(page);
  return page;
};

/** Collects what a native EventSource receives. */
const listen = (page: Page, token: string, name: string): Promise<void> =>
  page.evaluate(
    (given, event) =>
      new Promise<void>((resolve, reject) => {
        const seen: string[] = [];
        (window as unknown as { seen: string[] }).seen = seen;
        const source = new EventSource(`cloud/v1/devices/events?access_token=${given}`);
        source.addEventListener(event, ({ data }) => seen.push((JSON.parse(data) as { data: string }).data));
        source.addEventListener('open', () => resolve());
        source.addEventListener('error', () => reject(new Error('no stream')));
      }),
    token,
    name,
  );
const seenBy = (page: Page): Promise<string[]> => page.evaluate(() => (window as unknown as { seen: string[] }).seen);

it('an event published in one tab arrives in the other once, in order', async () => {
  const [one, two] = [await open(), await open()];
  const token = await signIn(one);
  await listen(two, token, 'tabs');
  for (let n = 0; n < 20; n++) await publish(one, token, 'tabs', String(n));
  const seen = await until(
    () => seenBy(two),
    (all) => all.length >= 20,
  );
  assert.deepEqual(
    seen,
    Array.from({ length: 20 }, (_, n) => String(n)),
  );
  await one.close();
  await two.close();
});

it('a webhook that two open tabs could run is called once', async () => {
  const [one, two] = [await open(), await open()];
  const token = await signIn(one);
  await Promise.all([publish(one, token, 'FirstEvent', 'a'), publish(two, token, 'FirstEvent', 'b')]);
  const names = await until(
    () => eventNames(one),
    (all) => all.filter((name) => name.startsWith('hook-response/FirstEvent')).length >= 2,
  );
  assert.equal(names.filter((name) => name.startsWith('hook-sent/FirstEvent')).length, 2);
  await one.close();
  await two.close();
});

it('closing the first tab leaves the second one working', async () => {
  const [one, two] = [await open(), await open()];
  const token = await signIn(two);
  await one.close();
  assert.equal((await publish(two, token, 'alone', '1')).body.ok, true);
  assert.ok((await eventNames(two)).includes('alone'));
  await two.close();
});
